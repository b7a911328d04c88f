package intake

import (
	"fmt"
	"strings"

	"nianbao/internal/form"
)

// Answers that are offered.
const (
	textLeaveBlank = "先空着"
	textClear      = "不要这个数，先空着"
	textDrop       = "不要"
	textPreface    = "引言"
)

func zeroText(cells int) string {
	if cells == 1 {
		return "填 0"
	}
	return fmt.Sprintf("%d 格都填 0", cells)
}

func keepText(now string) string {
	if now == "" {
		return "照原文"
	}
	return "照原文 " + now
}

func fmtReading(reading string) string { return "读作 " + spaced(reading) }

func fmtUse(reading string) string { return "用 " + spaced(reading) }

func spaced(reading string) string { return strings.Join(strings.Fields(reading), "　") }

func behindText(heading string) string { return heading + "（表后）" }

// totalText says that a printed total is not the sum of its parts.
func totalText(def *form.Definition, f form.Field, printed, added string) string {
	return fmt.Sprintf("%s：原文是 %s，各项加起来是 %s。", Name(def, f), printed, added)
}

// Name is a cell as messages name it: 表三·一、…·自然人.
func Name(def *form.Definition, f form.Field) string {
	if f.Table == "" {
		return f.Label
	}
	return def.Table(f.Table).Name + "·" + f.RowShort + "·" + f.ColShort
}

// answerText says what was answered.
func answerText(q Question, a Answer) string {
	for _, o := range q.Offers {
		if o.Answer == a {
			return o.Label
		}
	}
	switch a.Choice {
	case Put:
		for _, p := range q.Places {
			if string(p.Value) == a.Text {
				return "放到“" + p.Label + "”"
			}
		}
	case Fill:
		return "填 " + spaced(a.Text)
	case Keep:
		return "照原文"
	case Clear:
		return textClear
	}
	return textDrop
}
