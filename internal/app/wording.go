package app

// What the window says in which the program was started.
const (
	textServing    = "年报助手已启动：%s\n用完后关掉这个窗口，或按 Ctrl+C。内容随填随存，关掉不会丢。\n"
	textRunning    = "年报助手已经在运行：%s\n"
	textServingToo = "同事在自己的电脑上打开：%s\n"
	textFirstCode  = "还没有账户。第一次打开网页时，请填这个数字：%s（只能用一次）\n"
	textWindow     = "忘了密码时，在这里输入“重设”并回车。\n"
	textNoAccounts = "还没有账户，打开网页不用密码。\n"
	textResetCode  = "设新密码的数字：%s（10 分钟内有效，只能用一次）。在登录页点“忘了密码”填写。\n"
	textPortBusy   = "端口 %d 有别的程序在用，改用 %d。\n"
)

// resetWords are what the window understands.
var resetWords = []string{"重设", "重设密码", "reset"}

// besideName is the data folder looked for beside the program.
const besideName = "数据"

// fontFolder is the folder for fonts of the user's inside the data folder.
const fontFolder = "字体"

// demoAuthor signs the demonstration's first changes.
const demoAuthor = "示例"

// What the demonstration's town says of itself.
const (
	demoShort   = "青石镇"
	demoAddress = "临川县青石镇青石大街18号"
)
