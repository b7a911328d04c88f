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

// beginsText says what a new year is begun from: n reports of last year.
func beginsText(year, n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf("从 %d 年的年报接着写：结转的数和去年的话带过来，件数不带。", year)
	}
	return fmt.Sprintf("从 %d 年 %d 个单位的年报接着写：结转的数加起来，本单位去年的话带过来，件数不带。", year, n)
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
	when := ""
	if !day.IsZero() {
		when = fmt.Sprintf(" %d月%d日", day.Month(), day.Day())
	}
	return fmt.Sprintf("去年的年报%s更正过：%s。", when, movesText(def, edits))
}

// joinedText asks whether to follow the sum of several offices' reports.
func joinedText(def *form.Definition, edits []draft.Edit) string {
	return fmt.Sprintf("去年的数按几个单位加起来，和现在带的不一样：%s。", movesText(def, edits))
}

// movesText lists figures with what they were and are to be.
func movesText(def *form.Definition, edits []draft.Edit) string {
	var changes []string
	for _, e := range edits {
		f, _ := def.Field(form.Code(e.Field))
		changes = append(changes, fmt.Sprintf("%s %s→%s", f.Label, e.Before, e.After))
	}
	return strings.Join(changes, "，")
}

// Reports of offices that went into this one.
const (
	textNoPredecessor = "这份前身单位的年报已经移走了。请刷新首页再看。"
	textNameless      = "这份年报里没有单位名称，还没有加进来。请填上是哪个单位的年报。"
	textJoined        = "这个单位这一年的年报已经加过一份，没有再加。想换一份，请先在首页把原来的移走。"
	textOwn           = "这是本单位自己的年报，去年的已经有一份，没有当作前身单位的加进来。"
	textNotOver       = "前身单位只加已经过去的年度，请看一下年度对不对。"
)
