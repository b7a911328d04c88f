package sheet

// headLabels name the rows that are no head field of the definition.
var headLabels = map[string]string{
	Format:  "格式",
	Year:    "报告年度",
	preface: "引言",
	Note:    "附注",
}

// afterTable marks the label of the prose behind a section's table.
const afterTable = "（表后文字）"

// dateForms is how spreadsheets and people write a date.
const dateForms = `^(\d{4})[-/.年](\d{1,2})月?(?:[-/.]?(\d{1,2})日?)?(?: 0:00(?::00)?)?$`

// Sentences of doubts, for fmt.
const (
	notPlaced   = "这一行不知放哪里：“%s”。"
	notThere    = "%s：表格里没有这一项，先空着。"
	twoValues   = "%s：表格里有两个数，“%s”和“%s”，请选一个。"
	strangeDate = "落款日期：看不懂“%s”，请改成 2026-01-06 这样的写法。"
)
