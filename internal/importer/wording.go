package importer

// Sentences for users: what is the matter, and what to do. For fmt where they
// have a verb.
const (
	tooLarge      = "这个文件太大（超过 %d MB），读不了。请只传年报本身，不要带照片和附件。"
	emptyFile     = "这个文件是空的。请重新下载或另存一次，再读入。"
	tooManyRows   = "这个表格太长（超过 %d 行），不像一份年报的数据，没有读。请用本软件导出的 csv 文件，不要和别的表合在一起。"
	damaged       = "这个文件读不出来，可能没有下载完整。请重新下载或另存一次，再读入。"
	unknownSchema = "这个 json 文件不是本软件的年报数据（应写明 schema 为 %s）。请用本软件导出的 json 文件。"
	damagedJSON   = "这个 json 文件不完整或被改坏了。请重新导出一次，再读入。"
	cellTooLong   = "这个 json 文件里有的格子超过 %d 个字，不像是数字。请改短再读入。"
	unknownFormat = "不认识格式“%s”。能用的格式是%s，请改正后再读入。"
	unknownYear   = "%d 年没有可用的格式。2019 年以前的年报用的是旧办法，读不了，请换一份。"
	absurdYear    = "年度写的是 %d，不像年报的年度。请检查后再读入。"
	noYear        = "看不出这是哪一年的年报。请写明年度，例如 --year 2024。"
	noColumns     = "这个表格的第一行应是 code、label、value、unit。请用本软件导出的 csv 文件，不要改第一行。"
	brokenRow     = "表格第 %d 行的引号不成对，读不下去。请改正这一行，或重新导出。"
	listComma     = "、"
)
