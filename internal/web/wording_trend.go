package web

import (
	"fmt"
	"strings"

	"nianbao/internal/compare"
)

// gapTexts stand in the place of a bar.
var gapTexts = map[compare.Gap]string{compare.NoReport: "缺", compare.NoFigure: "没填", compare.NoMatch: "—"}

// gapNotes explain what stands there.
var gapNotes = map[compare.Gap]string{
	compare.NoMatch:  "“—”：那一年用的格式或单位不同，这个数说的不是一回事，不能接着比。",
	compare.NoReport: "“缺”：那一年没有公布了的年报。把那一年的年报读进来，就补上了。",
}

func unitText(unit string) string { return "（" + unit + "）" }

func yearSaid(year int, text string) string { return fmt.Sprintf("%d年 %s", year, text) }

// zeroYears names figures that were 0 in every year; all says that the topic
// has no other.
func zeroYears(labels []string, all bool) string {
	switch {
	case len(labels) == 0:
		return ""
	case all:
		return "这几年填的都是 0。"
	}
	return "这几年填的都是 0：" + strings.Join(labels, "、") + "。"
}
