package web

import (
	"fmt"
	"strings"
	"time"

	"nianbao/internal/compare"
	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Comparing with last year.
const (
	textComparePart  = "和去年比"
	textOtherFormat  = "去年的年报用的格式这里不认识，只比文字，不比数字。"
	textProseFigures = "文字里的数"
)

// rateText says how much of a text is last year's, "" where nothing counts.
func rateText(r compare.Rate) string {
	if r.Counted == 0 {
		return ""
	}
	return fmt.Sprintf("有 %d%% 和去年一样", r.Percent())
}

// takenText says what a report was begun with.
func takenText(cells, paragraphs int) string {
	return fmt.Sprintf("带过来 %d 个数、%d 段话；去年的件数没有带。", cells, paragraphs)
}

// beginNote says beside the beginning of a report what it was begun with.
func beginNote(r *report.Report, cause draft.Cause) string {
	if cells, paragraphs, ok := draft.Taken(r); ok && cause == draft.Create {
		return takenText(cells, paragraphs)
	}
	return ""
}

// renewText asks whether to follow a correction of last year's report, made on
// a day that may not be known.
func renewText(def *form.Definition, day time.Time, edits []draft.Edit) string {
	var changes []string
	for _, e := range edits {
		f, _ := def.Field(form.Code(e.Field))
		changes = append(changes, fmt.Sprintf("%s %s→%s", f.Label, e.Before, e.After))
	}
	when := ""
	if !day.IsZero() {
		when = fmt.Sprintf(" %d月%d日", day.Month(), day.Day())
	}
	return fmt.Sprintf("去年的年报%s更正过：%s。", when, strings.Join(changes, "，"))
}
