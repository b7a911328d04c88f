//go:build corpus

package importer_test

import (
	"fmt"
	"strings"
	"testing"
)

// Tables with columns, rows and gaps that the official form does not have.

// sparse prints no noughts: most cells are blank, and no doubt can be avoided
// where the layout does not show which.
func sparse(t *town) {
	for code, v := range t.cells {
		if v == "0" && strings.HasPrefix(code, "t3.") {
			delete(t.cells, code)
		}
	}
	for _, r := range t.rows3() {
		var gone []string
		for _, c := range columns3 {
			if _, there := t.cells[r.id+"."+c]; !there {
				gone = append(gone, r.id+"."+c)
			}
		}
		if len(gone) == len(columns3) {
			gone = []string{r.id}
		}
		t.missing = append(t.missing, gone...)
	}
}

// numbered puts the number of the row before every row with figures.
func numbered(t *town, g grid) string {
	var b strings.Builder
	n := 0
	for _, row := range g {
		label, values := t.figures(row)
		if len(values) > 0 {
			n++
			b.WriteString(fmt.Sprint(n) + "\t")
		} else {
			b.WriteString("序号\t")
		}
		b.WriteString(strings.Join(label, "\t") + "\t" + strings.Join(values, "\t") + "\n")
	}
	return b.String()
}

// remarked ends every row with a remark.
func remarked(t *town, g grid) string {
	var b strings.Builder
	for y, row := range g {
		label, values := t.figures(row)
		remark := ""
		if y%7 == 6 {
			remark = "含网上申请"
		}
		b.WriteString(strings.Join(append(append(label, values...), remark), "\t") + "\n")
	}
	return b.String()
}

// totalFirst has the sums before their parts, headings and all.
func totalFirst(g grid) grid {
	if len(g) < 20 {
		return g
	}
	g[1][0], g[1][1], g[1][2] = g[1][2], g[1][0], g[1][1]
	for _, row := range g[3:] {
		n := len(row)
		last := row[n-1]
		copy(row[n-6:], row[n-7:n-1])
		row[n-7] = last
	}
	return g
}

func swapped(t *town, g grid) string { return sheetTabs(t, totalFirst(g)) }

// counted prints the unit behind every figure.
func counted(t *town, g grid) string {
	var b strings.Builder
	for _, row := range g {
		label, values := t.figures(row)
		for i := range values {
			if values[i] != "" && !strings.Contains(values[i], ".") {
				values[i] += "件"
			}
		}
		b.WriteString(strings.Join(append(label, values...), "\t") + "\n")
	}
	return b.String()
}

// lost drops one figure out of some rows, as copying does.
func lost(t *town, g grid) string {
	var b strings.Builder
	for y, row := range g {
		label, values := t.figures(row)
		if len(values) == 7 && y%9 == 5 {
			values = append(values[:2:2], values[3:]...)
		}
		b.WriteString(strings.Join(append(label, values...), " ") + "\n")
	}
	return b.String()
}

// doubled prints a figure twice in some rows.
func doubled(t *town, g grid) string {
	var b strings.Builder
	for y, row := range g {
		label, values := t.figures(row)
		if len(values) == 7 && y%9 == 5 {
			values = append([]string{values[0]}, values...)
		}
		b.WriteString(strings.Join(append(label, values...), "\t") + "\n")
	}
	return b.String()
}

func lastYears(_ testing.TB, t *town) []byte {
	old := newTown(t.Format, t.Year-1, t.County, t.Name, t.Ord, 9999, 40)
	body := t.text("\n", browserTabs)
	return []byte(body + "\n附：上一年度数据\n" + browserTabs(old, old.grid3()))
}

func listed(t *town) {
	t.prose[1] += "\n依申请公开情况统计如下：\n新收申请 12 件\n予以公开 5 件\n部分公开 3 件\n不予公开 2 件\n无法提供 1 件\n总计 11 件"
}

func hardCases() []made {
	spaces := spaced("  ")
	return []made{
		{name: "70-numbered.txt", town: town21(70, 30), data: txt("\n", numbered)},
		{name: "71-remarks.txt", town: town21(71, 30), data: txt("\n", remarked)},
		{name: "72-total-first.txt", town: town21(72, 30), data: txt("\n", swapped)},
		{name: "73-units.txt", town: town21(73, 30), data: txt("\n", counted)},
		{name: "74-sparse.html", loose: true, town: town21(74, 30, sparse), data: web(cms)},
		{name: "75-sparse-tabs.txt", town: town21(75, 30, sparse), data: txt("\n", sheetTabs)},
		{name: "76-sparse-spaces.txt", hopeless: true, town: town21(76, 30, sparse), data: txt("\n", spaces)},
		{name: "77-sparse-lines.txt", hopeless: true, town: town21(77, 30, sparse), data: txt("", lineEach(""))},
		{name: "78-figure-lost.txt", hopeless: true, town: town21(78, 30), data: txt("\n", lost)},
		{name: "79-figure-doubled.txt", hopeless: true, town: town21(79, 30, broke), data: txt("\n", doubled)},
		{name: "80-row-lost.txt", town: town19(80, 30, left([]string{"t3.denied.administrative_query", "t3.unable.not_held"}, "t3.denied.administrative_query.", "t3.unable.not_held.")), data: txt("\n", browserTabs)},
		{name: "81-list-in-prose.txt", town: town21(81, 30, listed), data: txt("\n", browserTabs)},
		{name: "82-two-years.txt", hopeless: true, town: town21(82, 30), data: lastYears},
		{name: "83-row-lost-glued.txt", glued: true, hopeless: true, town: town21(83, 15, left([]string{"t3.denied.process"}, "t3.denied.process.")), data: txt("\n", glued("\n"))},
		{name: "84-lines-lost.txt", hopeless: true, town: town21(84, 15, broke, left([]string{"t3.rejected.petition"}, "t3.rejected.petition.")), data: txt("", lineEach(""))},
	}
}
