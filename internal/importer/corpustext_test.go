//go:build corpus

package importer_test

import (
	"fmt"
	"strings"
)

// Ways in which a report becomes plain text.

// text prints paragraphs as lines and tables with the given function.
func (t *town) text(gap string, table func(*town, grid) string) string {
	var b strings.Builder
	for _, p := range t.parts() {
		if p.table != nil {
			b.WriteString(table(t, p.table) + gap)
			continue
		}
		b.WriteString(p.text + "\n" + gap)
	}
	return b.String()
}

// browserTabs is what a browser copies: cells covered by a span are not there.
func browserTabs(t *town, g grid) string {
	var b strings.Builder
	for _, row := range g {
		var cells []string
		for _, c := range row {
			cells = append(cells, t.show(c))
		}
		b.WriteString(strings.Join(cells, "\t") + "\n")
	}
	return b.String()
}

// sheetTabs is what a spreadsheet copies: covered cells are empty.
func sheetTabs(t *town, g grid) string {
	var b strings.Builder
	rows, _ := t.full(g)
	for _, r := range rows {
		b.WriteString(strings.Join(r, "\t") + "\n")
	}
	return b.String()
}

// lineEach prints every cell on a line of its own, with blank lines between.
func lineEach(between string) func(*town, grid) string {
	return func(t *town, g grid) string {
		var b strings.Builder
		for _, row := range g {
			for _, c := range row {
				if s := t.show(c); s != "" {
					b.WriteString(s + "\n" + between)
				}
			}
		}
		return b.String()
	}
}

// pipes prints a table as converters do that repeat merged cells.
func pipes(repeat, rule bool) func(*town, grid) string {
	return func(t *town, g grid) string {
		rows, own := t.full(g)
		var b strings.Builder
		for y, r := range rows {
			for x := range r {
				if repeat && !own[y][x] {
					if x > 0 && r[x-1] != "" && !isFigure(r[x-1]) {
						r[x] = r[x-1]
					} else if y > 0 && !isFigure(rows[y-1][x]) {
						r[x] = rows[y-1][x]
					}
				}
			}
			b.WriteString("| " + strings.Join(r, " | ") + " |\n")
			if rule && y == 0 {
				b.WriteString("|" + strings.Repeat(" --- |", len(r)) + "\n")
			}
		}
		return b.String()
	}
}

func isFigure(s string) bool { return strings.Trim(s, "0123456789.-+,/—无零") == "" }

// spaced prints a row a line, cells apart by spaces.
func spaced(sep string) func(*town, grid) string {
	return func(t *town, g grid) string {
		var b strings.Builder
		for _, row := range g {
			var cells []string
			for _, c := range row {
				if s := t.show(c); s != "" {
					cells = append(cells, s)
				}
			}
			b.WriteString(strings.Join(cells, sep) + "\n")
		}
		return b.String()
	}
}

// glued runs the figures of a row together, as some sites copy.
func glued(end string) func(*town, grid) string {
	return func(t *town, g grid) string {
		var b strings.Builder
		for _, row := range g {
			for _, c := range row {
				b.WriteString(t.show(c))
			}
			b.WriteString(end)
		}
		return b.String() + "\n"
	}
}

// gluedFigures keeps the label apart from its figures that run together.
func gluedFigures(t *town, g grid) string {
	var b strings.Builder
	for _, row := range g {
		label, values := t.figures(row)
		if len(label) > 0 {
			b.WriteString(strings.Join(label, " ") + "\n")
		}
		if len(values) > 0 {
			b.WriteString(strings.Join(values, "") + "\n")
		}
	}
	return b.String()
}

// figuresFirst prints the figures above their label.
func figuresFirst(t *town, g grid) string {
	var b strings.Builder
	for _, row := range g {
		label, values := t.figures(row)
		if len(values) > 0 {
			b.WriteString(strings.Join(values, " ") + "\n")
		}
		if len(label) > 0 {
			b.WriteString(strings.Join(label, " ") + "\n")
		}
	}
	return b.String()
}

// aroundFigures breaks long labels, half of them above their figures.
func aroundFigures(t *town, g grid) string {
	var b strings.Builder
	for _, row := range g {
		label, values := t.figures(row)
		l := []rune(strings.Join(label, "  "))
		if len(values) == 0 || len(l) < 8 {
			b.WriteString(string(l) + "   " + strings.Join(values, "   ") + "\n")
			continue
		}
		half := len(l) / 2
		fmt.Fprintf(&b, "    %s\n          %s\n    %s\n", string(l[:half]), strings.Join(values, "    "), string(l[half:]))
	}
	return b.String()
}

// paged repeats the heading every few rows, with a page number between.
func paged(t *town, g grid) string {
	if len(g) < 20 {
		return browserTabs(t, g)
	}
	var b strings.Builder
	head := browserTabs(t, g[:3])
	for i, row := range g {
		b.WriteString(browserTabs(t, grid{row}))
		if i == 11 || i == 20 {
			fmt.Fprintf(&b, "\n— %d —\n\n%s", i/9+3, head)
		}
	}
	return b.String()
}

// markdownTable is a table with the marks of Markdown inside its cells.
func markdownTable(t *town, g grid) string {
	rows, own := t.full(g)
	var b strings.Builder
	for y, r := range rows {
		for x := range r {
			if own[y][x] && y < 2 {
				r[x] = "**" + r[x] + "**"
			}
		}
		b.WriteString("|" + strings.Join(r, "|") + "|\n")
		if y == 0 {
			b.WriteString("|" + strings.Repeat(":-:|", len(r)) + "\n")
		}
	}
	return b.String()
}

// plain is a report whose paragraphs carry the marks of Markdown.
func (t *town) markdown() string {
	var b strings.Builder
	for _, p := range t.parts() {
		switch {
		case p.table != nil:
			b.WriteString(markdownTable(t, p.table) + "\n")
		case p.style == "title":
			b.WriteString("# " + p.text + "\n\n")
		case p.style == "heading":
			b.WriteString("## **" + p.text + "**\n\n")
		default:
			b.WriteString(p.text + "\n\n")
		}
	}
	return b.String()
}

// brokenRows breaks every long row over two lines.
func brokenRows(t *town, g grid) string {
	var b strings.Builder
	for y, row := range g {
		label, values := t.figures(row)
		b.WriteString(strings.Join(label, "\t"))
		for i, v := range values {
			if i == 3 && y%2 == 0 {
				b.WriteString("\n")
			}
			b.WriteString("\t" + v)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// uneven prints a covered cell too many in some rows, as a nought or blank.
func uneven(t *town, g grid) string {
	var b strings.Builder
	for y, row := range g {
		label, values := t.figures(row)
		pad := strings.Repeat("\t", 1+y%3)
		b.WriteString(strings.Join(label, "\t") + pad + strings.Join(values, "\t") + strings.Repeat("\t", y%2) + "\n")
	}
	return b.String()
}

// traditional is the page of a site that shows another script, with the
// sound of what it changed in brackets behind.
func traditional(s string) string {
	return strings.NewReplacer("报", "報", "据", "據(jù)", "关", "關(guān)", "国", "國", "总", "總", "体", "體", "务", "務(wù)", "开", "開", "动", "動", "结", "結(jié)", "转", "轉(zhuǎn)",
		"复", "復(fù)", "议", "議", "诉", "訴", "讼", "訟", "执", "執(zhí)", "规", "規(guī)", "处", "處(chù)", "罚", "罰", "强", "強", "许", "許", "请", "請", "数", "數(shù)", "当", "當(dāng)", "问", "問",
		"题", "題", "进", "進(jìn)", "镇", "鎮(zhèn)", "县", "縣", "乡", "鄉(xiāng)", "个", "個", "条", "條", "对", "對(duì)", "业", "業(yè)", "机", "機(jī)", "构", "構(gòu)", "组", "組", "织", "織", "单", "單",
		"信访", "信訪", "举", "舉", "属", "屬", "秘密", "秘密", "无", "無", "现", "現(xiàn)", "类", "類", "过", "過", "书", "書", "电", "電(diàn)", "话", "話").Replace(s)
}
