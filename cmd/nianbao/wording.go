package main

import "nianbao/internal/form"

// What commands do, as help lists them.
const (
	shortServe   = "打开年报助手（不带任何参数时也是它）"
	shortImport  = "读入一份年报"
	shortCheck   = "核对年报：勾稽关系、必填项、与去年的衔接"
	shortExport  = "导出整份年报"
	shortCompare = "比较两份年报"
	shortFields  = "列出全部字段代码"
	shortUser    = "管理同事的账户（先关掉年报助手；开着的时候请在“同事”页里做）"

	usageServe   = ""
	usageImport  = "文件（- 表示标准输入）"
	usageCheck   = "文件…"
	usageExport  = "文件 --to 格式"
	usageCompare = "甲文件 乙文件"
	usageFields  = ""
	usageUser    = "list | add 姓名 [--role 填报|审核|管理] | reset 姓名 | role 姓名 填报|审核|管理 | disable 姓名 | enable 姓名"
)

// Beginning a year from last year's report.
const (
	shortRollover = "从去年的年报起今年的稿：结转的数带过来，去年的件数留空"
	usageRollover = "去年的年报…（机构合并时写几份）"
	flagNewYear   = "写哪一`年`的年报；不写时是后一年"
	textRollYears = "这几份年报不是同一年的，不能一起带。请只写同一年的。"
	textRollYear  = "--year %d 应晚于去年年报的 %d 年。"
)

// Backups.
const (
	shortBackup        = "把全部年份存成一个备份文件（开着年报助手也可以）"
	shortRestore       = "用备份文件恢复（先关掉年报助手；原来的内容另存到“备份”文件夹）"
	usageBackup        = "文件或文件夹"
	usageRestore       = "备份文件"
	textOneOutput      = "命令 %s 要写一个文件或文件夹。"
	textRestoreRunning = "年报助手正开着，没有恢复。请先关闭年报助手，再运行这条命令；也可以在它的“备份／交接包”页里恢复。"
	textRestored       = "已恢复。\n"
	textRestoredOffice = "%s：%d 年的年报\n"
)

// Frames of the help pages.
const (
	textHelpHead    = "年报助手：政府信息公开工作年度报告的填报、核对和导出\n\n用法：nianbao [命令] [参数]\n\n"
	textHelpFoot    = "\n每个命令加 --help 看详细说明。\n"
	textCommandHelp = "%s\n\n用法：nianbao %s %s\n\n"
)

// What flags mean.
const (
	flagAddr           = "网页`地址`；端口被占用时自动换下一个。0.0.0.0:8080 让同事的电脑也能打开"
	flagTLSCert        = "让同事的电脑加密访问：单位自己的证书`文件`（PEM）"
	flagTLSKey         = "证书的私钥`文件`（PEM）"
	flagData           = "数据`文件夹`；不写时用程序旁边的“数据”文件夹，没有就用当前用户的数据文件夹"
	flagNoBrowser      = "启动后不打开浏览器"
	flagDemo           = "试用：一个虚构的镇，三年的年报，关掉后不保留"
	flagDev            = "开发用：从这个源码`目录`读取网页模板和样式"
	flagVerbose        = "显示每个请求"
	flagRole           = "新账户做什么：`填报、审核或管理`；第一个账户总是管理。密码在屏幕上问，不显示；也可以从标准输入送一行"
	flagJSON           = "输出 JSON"
	flagYear           = "年报的`年度`，以它为准"
	flagLimits         = "读大文件：大小、页数、时间等限制放宽到 `N` 倍，最多 %d"
	flagFormat         = "用哪一年的`格式`，以它为准"
	flagPrevious       = "去年的年报`文件或文件夹`，可以写多次（机构合并时）"
	flagToday          = "按哪一天核对（`日期`），如 2026-01-10；不写时是今天"
	flagDeadline       = "县里要求的`日期`，如 2026-01-15"
	flagTo             = "导出`格式`：%s"
	flagOutput         = "写到这个`文件`；不写时输出到屏幕"
	flagNoClobber      = "文件已经有了就不写"
	flagEncoding       = "文字`编码`：gb18030；不写时是 UTF-8"
	flagExportPrevious = "去年的年报，图解和审签单里作比较"
	flagLandscape      = "表三横着排"
	flagUnsealed       = "落款按不盖章的排法"
	flagTemplate       = "单位的 Word 模板（.docx），报告放进它的 {{标题}}、{{引言}}、{{正文}}、{{落款}} 等处；只用于 docx 和 packet"
	flagFont           = "字体文件（.ttf），内置字体没有的字用它画进 PDF；可以写几次"
)

// Mistakes in the command line.
const (
	textUnknownCommand = "没有“%s”这个命令。运行 nianbao --help 看有哪些命令。"
	textUnknownFlag    = "没有“%s”这个选项。运行 nianbao %s --help 看有哪些选项。"
	textFlagNoValue    = "选项“%s”后面要写值。"
	textFlagBadValue   = "选项“%s”的值“%s”不对。"
	textFlagBadDate    = "选项“%s”的值“%s”不是日期，请写成 2026-01-15 这样。"
	textFlagSyntax     = "选项写得不对。运行 nianbao %s --help 看用法。"
	textNoArguments    = "命令 %s 后面不用写文件。"
	textOneFile        = "命令 %s 要写一个文件。"
	textLimits         = "--limits 应在 1 到 %d 之间，现在是 %d。"
	textWiden          = "去掉照片和附件还是太大的，加上 --limits 4 放宽限制（最多 %d）。"
	textInputOnce      = "标准输入（-）只能写一次，另一份请写文件名。"
	textTwoFiles       = "命令 %s 要写两个文件。"
	textSomeFiles      = "命令 %s 要写至少一个文件。"
	textExportKind     = "不能导出成“%s”，可以选：%s。"
	textNoKind         = "命令 export 要用 --to 写明导出成什么，可以选：%s。"
	textEncoding       = "%s 不能用“%s”编码。txt、md、html、csv 可以用 gb18030，其余只有 UTF-8。"
	textBadFormat      = "没有“%s”这种格式，可以选：%s。"
	textBadYear        = "没有 %d 年的年报格式，最早是 %d 年。"
	textFarYear        = "年度写的是 %d，不像年报的年度。"
)

// What happened to the input.
const (
	textColon         = "："
	textNoFile        = "找不到这个文件。请检查文件名和路径。"
	textNoReading     = "没有权限读这个文件。"
	textIsFolder      = "这是文件夹，这里要写一个文件。"
	textUnreadable    = "这个文件读不出来。请检查磁盘或U盘。"
	textNoClobber     = "这个文件已经有了，没有覆盖。"
	textNoFolder      = "没有这个文件夹，没有写成。请先建好文件夹。"
	textNoWriting     = "没有权限写到这里，没有写成。请换一个文件夹。"
	textNotWritten    = "没有写成。请检查磁盘或U盘是否已满、写保护。"
	textNoPort        = "找不到能用的端口。请用 --addr 换一个，例如 --addr 127.0.0.1:9000。"
	textDataFolder    = "数据文件夹打不开。请检查 --data 写的是不是能写入的文件夹。"
	textStandardInput = "标准输入"
	textNoYear        = "没有这一年的年报格式。请检查年份。"
	textNoFormat      = "不认识这份年报的格式。"
	textForeign       = "这台电脑没有这个地址。只在本机用写 127.0.0.1:8080，让同事也能用写 0.0.0.0:8080。"
	textCertificate   = "证书或它的私钥读不了，请检查 --tls-cert 和 --tls-key 写的两个文件。"
	textAddress       = "地址要写成 127.0.0.1:8080 这样。"
	textFailure       = "没有做成：%v"
)

// Accounts.
const (
	textUserUsage    = "请写明要做什么：list、add 姓名、reset 姓名、role 姓名 角色、disable 姓名、enable 姓名。运行 nianbao user --help 看说明。"
	textUserVerb     = "命令 user 不会“%s”。可以写 list、add、reset、role、disable、enable。"
	textUserRole     = "没有“%s”这种角色，可以写：填报、审核、管理。"
	textUserNoFolder = "没有 %s 这个数据文件夹。请检查 --data，或先打开一次年报助手。"
	textUserNoOffice = "还没有填本单位。请先打开年报助手，填好单位名称。"
	textUserRunning  = "年报助手正开着，账户在它手里。请先关掉年报助手的窗口，再运行这条命令；不想关的话，请用“管理”的账户登录，在“同事”页里做，或在年报助手的窗口里输入“重设”并回车来设新密码。"
	textUserNone     = "没有这个姓名的账户。运行 nianbao user list 看有哪些。"
	textUserTaken    = "已经有人用这个姓名了。同名的请加上科室，例：王芳（财政所）。"
	textUserLast     = "至少要留一位能登录的“管理”，没有改动。"
	textUserPassword = "密码（输入时不显示）："
	textUserOff      = "（已停用）"
	textUserAdded    = "加上了：%s（%s）。\n"
	textUserReset    = "%s 的新密码设好了，登录着的要重新登录。\n"
	textUserRoleSet  = "%s 的角色改好了。\n"
	textUserDisabled = "%s 停用了，不能再登录；写过的都留着。\n"
	textUserEnabled  = "%s 恢复使用了。\n"
)

// Results for people.
const (
	textImported     = "%s %d 年年报（%s 年格式）：读出 %d 格，%d 处请您看一下。\n"
	textUnknown      = "（单位不详）"
	textDoubt        = "读入时 %s\n"
	textAccepted     = "（已说明：%s）"
	textCounts       = "必须改 %d 处，请核实 %d 处，建议 %d 条。\n"
	textPreviousYear = "去年的年报是 %d 年的，应为 %d 年，没有拿来比。\n"
)

var severityNames = map[form.Severity]string{form.Error: "必须改", form.Warning: "请核实", form.Hint: "建议"}

func orUnknown(name string) string {
	if name == "" {
		return textUnknown
	}
	return name
}
