package app

// What the window says in which the program was started.
const (
	textServing  = "年报助手已启动：%s\n用完后关掉这个窗口，或按 Ctrl+C。内容随填随存，关掉不会丢。\n"
	textRunning  = "年报助手已经在运行：%s\n"
	textPortBusy = "端口 %d 有别的程序在用，改用 %d。\n"
)

// besideName is the data folder looked for beside the program.
const besideName = "数据"

// demoAuthor signs the demonstration's first changes.
const demoAuthor = "示例"
