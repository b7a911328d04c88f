package backup

import (
	"fmt"
	"strings"
)

// Names of files people see.
const (
	noteName  = "说明.txt"
	fileName  = "年报助手备份_%s_%s"
	everybody = "全部单位"
)

// officeEnds are left out of a file's name.
var officeEnds = []string{"人民政府", "办事处"}

// shortName is the office as people call it: 青石镇.
func shortName(name string) string {
	for _, end := range officeEnds {
		name = strings.TrimSuffix(name, end)
	}
	if at := strings.LastIndexAny(name, "县市区旗"); at >= 0 {
		_, rest, _ := strings.Cut(name[at:], string([]rune(name[at:])[0]))
		if len([]rune(rest)) > 1 {
			return rest
		}
	}
	return name
}

// note tells whoever opens the file by hand what it is.
func note(m Manifest) string {
	var b strings.Builder
	b.WriteString("\ufeff这是年报助手的备份（交接包），请整个保存，不要解开。\r\n\r\n")
	fmt.Fprintf(&b, "备份时间：%s\r\n", m.CreatedAt.Format("2006年1月2日 15:04"))
	for _, o := range m.Offices {
		years := make([]string, 0, len(o.Years))
		for _, y := range o.Years {
			years = append(years, fmt.Sprint(y))
		}
		fmt.Fprintf(&b, "单位：%s，年报：%s\r\n", o.Name, strings.Join(years, "、"))
	}
	b.WriteString("\r\n怎么恢复：在新电脑上打开年报助手，第一页点“用备份恢复”，选这个文件。\r\n")
	b.WriteString("也可以运行：nianbao restore 这个文件\r\n")
	return b.String()
}

// UserMessage is what the person at the screen is told.
func (e *Problem) UserMessage() string {
	switch e.Kind {
	case ErrForeign:
		return "这个文件不是年报助手的备份，没有恢复，现在的内容没有动。请选文件名以“年报助手备份”开头的文件。"
	case ErrNewer:
		return fmt.Sprintf("这个备份是更新版本的年报助手%s做的，这个版本读不了，现在的内容没有动。请先换上新版本再恢复。", inBrackets(e.Version))
	case ErrTooLarge:
		return "这个文件太大，不像是年报助手的备份，没有恢复，现在的内容没有动。"
	}
	return "这个备份文件不完整或者已损坏，没有恢复，现在的内容没有动。请重新拷贝一次，或者换一个备份文件再试。"
}

func inBrackets(s string) string {
	if s == "" {
		return ""
	}
	return "（" + s + "）"
}
