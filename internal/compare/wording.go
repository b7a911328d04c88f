package compare

// headLabels name what is no head field of the definition.
var headLabels = map[string]string{
	"format":       "格式",
	"year":         "报告年度",
	"printed.note": "附注",
}

// ops say what happened to a paragraph; for fmt, with the name of its place.
var ops = map[Op]string{
	Removed: "%s：删去一段",
	Added:   "%s：新增一段",
	Changed: "%s：改动一段",
}

// Sentences of the listing, for fmt where they have a verb.
const (
	nothing     = "两份报告没有差别。"
	headTitle   = "头尾有 %d 处不同："
	cellsTitle  = "数据有 %d 处不同："
	proseTitle  = "文字有 %d 处不同："
	twoSides    = "%s：%s → %s"
	changedBy   = "（%s）"
	otherLabel  = "（后一份的这一项是“%s”，不能直接比较）"
	repeatTitle = "后一份的文字有 %d%% 和前一份一样（标题、联系方式和写“没有”的话不算）："
	repeatOf    = "%s：%d%%"
	formatLacks = "（%s 年格式没有这一项）"
	blank       = "空"
	prefaceName = "引言"
	sectionName = "第%s部分"
	behindTable = "第%s部分表后"
	numerals    = "一二三四五六"
)
