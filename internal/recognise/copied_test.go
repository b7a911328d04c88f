package recognise_test

import (
	"strings"

	"nianbao/internal/form"
)

// Layouts of what is copied out of PDF files and flip books, and of pages set
// in narrow columns.

// strokes prints a stroke, or a dash, for every nought.
func strokes(mark string) func(*sample) {
	return func(s *sample) {
		for _, f := range s.def.Fields() {
			if s.cells[f.Code] == "0" {
				s.cells[f.Code] = mark
			}
		}
	}
}

// inOneLine is a table without a line end.
func inOneLine(s *sample, t *form.Table) string {
	return strings.ReplaceAll(strings.TrimSpace(tight(" ")(s, t)), "\n", " ") + "\n"
}

// inNarrow breaks headings in two, as cells of a narrow column do.
func inNarrow(write func(*sample, *form.Table) string, end string) func(*sample, *form.Table) string {
	var pairs []string
	for _, h := range []string{"结果 维持", "结果 纠正", "其他 结果", "尚未 审结", "社会公 益组织", "法律服 务机构", "商业 企业", "科研 机构", "（三） 不予公开"} {
		pairs = append(pairs, strings.ReplaceAll(h, " ", ""), strings.ReplaceAll(h, " ", end))
	}
	return replaced(write, pairs...)
}

func copiedLayouts() []layout {
	return []layout{
		{name: "strokes, row per line", write: tight(" "), before: strokes("/")},
		{name: "dashes, row per line", write: tight(" "), before: strokes("—")},
		{name: "strokes, one line", write: inOneLine, before: strokes("/")},
		{name: "strokes, cell per line", write: cellPerLine(""), before: strokes("/")},
		{name: "narrow columns, cell per line", write: inNarrow(cellPerLine(""), "\n")},
		{name: "narrow columns, blank lines", write: inNarrow(blankLines("\n"), "\n\n")},
	}
}
