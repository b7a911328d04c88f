package recognise_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// rowsOfThree are the labels of table three, with where their figures go.
func rowsOfThree(t *testing.T) (labels, rows []string) {
	t.Helper()
	def, err := catalog(t).ForFormat("2021")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range def.Fields() {
		if f.Table == "t3" && f.Column == "total" {
			rows = append(rows, f.Row)
		}
	}
	g := def.Table("t3").Grid()
	for _, r := range g.Rows {
		var label []string
		value := false
		for _, c := range r.Cells {
			if c.Kind == form.ValueCell {
				value = true
			} else {
				label = append(label, c.Text)
			}
		}
		if value {
			labels = append(labels, strings.Join(label, "\t"))
		}
	}
	return labels, rows
}

// printedThree prints table three: a figure for every cell that change leaves.
func printedThree(t *testing.T, change func(row, column int) string) string {
	t.Helper()
	labels, _ := rowsOfThree(t)
	out := []string{"（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\t申请人情况", "自然人\t法人或其他组织\t总计", "商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他"}
	for i, label := range labels {
		for c := range 7 {
			label += "\t" + change(i, c)
		}
		out = append(out, label)
	}
	return strings.Join(out, "\n")
}

// said lists the doubts about a table: scope, code, kind, how many cells of it
// are meant, and the message.
func said(r *report.Report, table string) (out []string) {
	for _, d := range r.Doubts {
		if d.Code == table || strings.HasPrefix(d.Code, table+".") {
			out = append(out, fmt.Sprintf("%s %s %s %d %s", d.Scope, d.Code, d.Kind, len(d.Cells), d.Message))
		}
	}
	return out
}

// TestBlankUnits: cells printed blank are asked about once, as the largest unit
// that fits, and stay blank.
func TestBlankUnits(t *testing.T) {
	blank := func(is func(row, column int) bool) func(int, int) string {
		return func(row, column int) string {
			if is(row, column) {
				return ""
			}
			return "0"
		}
	}
	for name, c := range map[string]struct {
		change func(row, column int) string
		want   []string
		cells  int
	}{
		"a cell":    {blank(func(r, c int) bool { return r == 2 && c == 3 }), []string{"cell t3.granted.social missing 0 表三·予以公开·社会公益组织：原文这一格是空的，先空着。"}, 174},
		"two cells": {blank(func(r, c int) bool { return r == 2 && (c == 3 || c == 4) }), []string{"row t3.granted missing 2 表三·（一）予以公开：原文这一行有 2 格是空的（社会公益组织、法律服务机构），先空着。"}, 173},
		"a row":     {blank(func(r, c int) bool { return r == 2 }), []string{"row t3.granted missing 0 表三·（一）予以公开：原文这一行是空的，没有数，先空着。"}, 168},
		"rows":      {blank(func(r, _ int) bool { return r > 15 }), []string{"table t3 missing 63 表三：原文有 9 行是空的，没有数，先空着。"}, 112},
		"a column":  {blank(func(_, c int) bool { return c == 2 }), []string{"column t3.*.research missing 0 表三·科研机构：原文这一列是空的，先空着。"}, 150},
		"a column and a row": {blank(func(r, c int) bool { return c == 2 || r == 2 }), []string{"column t3.*.research missing 24 表三·科研机构：原文这一列是空的，先空着。",
			"row t3.granted missing 0 表三·（一）予以公开：原文这一行是空的，没有数，先空着。"}, 144},
		"three columns":  {blank(func(_, c int) bool { return c > 1 && c < 5 }), []string{"table t3 missing 75 表三：原文有 25 行没有印全，共 75 格是空的，先空着。"}, 100},
		"here and there": {blank(func(r, c int) bool { return c == 1+r%5 && r%2 == 0 }), []string{"table t3 missing 13 表三：原文有 13 行没有印全，共 13 格是空的，先空着。"}, 162},
		"all but people": {blank(func(_, c int) bool { return c > 0 && c < 6 }), []string{"table t3 missing 125 表三：原文有 25 行没有印全，共 125 格是空的，先空着。"}, 50},
		"strokes": {func(_, c int) string {
			if c > 0 && c < 6 {
				return "/"
			}
			return "0"
		}, []string{"table t3 suspect 125 表三：原文有 125 格印的不是数字，是“/”，照原样留着，请看一眼。"}, 175},
		"two strokes": {func(r, c int) string {
			if r == 2 && c < 2 {
				return []string{"/", "—"}[c]
			}
			return "0"
		}, []string{"row t3.granted suspect 2 表三·（一）予以公开：原文有 2 格印的不是数字，是“/”“—”，照原样留着，请看一眼。"}, 175},
	} {
		t.Run(name, func(t *testing.T) {
			r := recognisedText(t, variant(map[string]string{"t3": printedThree(t, c.change)}))
			if diff := cmp.Diff(c.want, said(r, "t3")); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			n := 0
			_, rows := rowsOfThree(t)
			for i, row := range rows {
				for k, column := range []string{"natural_person", "enterprise", "research", "social", "legal", "other", "total"} {
					got := r.Cell(form.Code("t3." + row + "." + column)).String()
					if got != "" {
						n++
					}
					if want := c.change(i, k); got != want {
						t.Errorf("%s.%s is %q, printed %q", row, column, got, want)
					}
				}
			}
			if n != c.cells {
				t.Errorf("%d cells, want %d", n, c.cells)
			}
		})
	}
}

// TestBlankTable: a table without any figure is one doubt, with the line it
// stands in.
func TestBlankTable(t *testing.T) {
	r := recognisedText(t, variant(map[string]string{"t4": "行政复议\t行政诉讼\n结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t复议后起诉\n结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n" + strings.Repeat("\t", 14)}))
	if diff := cmp.Diff([]string{"table t4 missing 0 表四：原文这张表是空的，一个数也没有印，先空着。"}, said(r, "t4")); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	for _, d := range r.Doubts {
		if d.Code == "t4" && (d.Line == 0 || d.Excerpt == "") {
			t.Errorf("%+v", d)
		}
	}
}

// TestBrokenRows: rows in two lines each are one doubt about the table, and one
// such row is quoted whole.
func TestBrokenRows(t *testing.T) {
	labels, _ := rowsOfThree(t)
	rows := func(broken func(i int) bool) string {
		var out []string
		for i, label := range labels {
			gap := "\t"
			if broken(i) {
				gap = "\n\t"
			}
			out = append(out, label+"\t1\t2\t0"+gap+"0\t3\t0\t6")
		}
		return "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\t申请人情况\n自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n" + strings.Join(out, "\n")
	}
	r := recognisedText(t, variant(map[string]string{"t3": rows(func(i int) bool { return i%2 == 0 })}))
	if diff := cmp.Diff([]string{"table t3 suspect 91 表三：原文有 13 行的数印在几行里，合起来读的，已经读进来，请对着原文看一眼。"}, said(r, "t3")); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	r = recognisedText(t, variant(map[string]string{"t3": rows(func(i int) bool { return i == 1 })}))
	for _, d := range r.Doubts {
		if d.Code == "t3.carried_in" && d.Excerpt != "二、上年结转政府信息公开申请数量\t1\t2\t0\t0\t3\t0\t6" {
			t.Errorf("%+v", d)
		}
	}
	if diff := cmp.Diff([]string{"row t3.carried_in suspect 0 表三·二、上年结转政府信息公开申请数量：原文这一行的数印在几行里，合起来读作“1 2 0 0 3 0 6”，请看一眼。"}, said(r, "t3")); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestHeadingsAgain: what a page break repeats is at most one doubt, and costs
// no figure.
func TestHeadingsAgain(t *testing.T) {
	labels, _ := rowsOfThree(t)
	head := "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\t申请人情况\n自然人\t法人或其他组织\t总计\n商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他"
	for name, c := range map[string]struct {
		again string
		want  []string
	}{
		"as they were": {head, nil},
		"continued":    {"续表\n" + head, nil},
		"cut":          {"（本列数据的勾稽关系\t申请人情况\n自然人\t法人或其他\t总计\n商业\t科研\t社会公益\t法律服务\t其他", nil},
		"in pieces":    {"自然\n人\t法人或其\n他组织\t总\n计\n商业\n企业\t科研\n机构\t社会公\n益组织\t法律服\n务机构\t其\n他", nil},
		"misspelt": {"项目\t申请人类别\n自然人\t法人和其它组织\t合计\n企业\t科研院所\t公益组织\t法律机构\t其它", []string{
			"table t3 unplaced 0 表三：表里有 6 行不知放哪里，没有读进来：“项目 申请人类别”“自然人 法人和其它组织 合计”等。"}},
		"numbers of columns": {"甲\t1\t2\t3\t4\t5\t6\t7", []string{"table t3 unplaced 0 表三：表里有 2 行不知放哪里，没有读进来：“甲 1 2 3 4 5 6 7”。"}},
	} {
		t.Run(name, func(t *testing.T) {
			rows := []string{head}
			for i, label := range labels {
				if rows = append(rows, fmt.Sprintf("%s\t%d\t1\t2\t3\t4\t5\t%d", label, i, i+15)); i == 11 || i == 18 {
					rows = append(rows, c.again)
				}
			}
			r := recognisedText(t, variant(map[string]string{"t3": strings.Join(rows, "\n")}))
			if diff := cmp.Diff(c.want, said(r, "t3")); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if len(r.Cells) != 175+6+15 {
				t.Errorf("%d cells", len(r.Cells))
			}
		})
	}
}

// TestSpannedHeadings: headings over several columns, printed over each of them,
// stand in no other order.
func TestSpannedHeadings(t *testing.T) {
	labels, _ := rowsOfThree(t)
	var b strings.Builder
	for _, cells := range [][]string{{"项目", "申请人情况", "申请人情况", "申请人情况", "申请人情况", "申请人情况", "申请人情况", "申请人情况"},
		{"项目", "自然人", "法人或其他组织", "法人或其他组织", "法人或其他组织", "法人或其他组织", "法人或其他组织", "总计"},
		{"项目", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"}} {
		b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
	for i, label := range labels {
		label = label[strings.LastIndex(label, "\t")+1:]
		b.WriteString(fmt.Sprintf("| %s | %d | 1 | 2 | 3 | 4 | 5 | %d |\n", label, i, i+15))
	}
	r := recognisedText(t, variant(map[string]string{"t3": b.String()}))
	if got := said(r, "t3"); len(got) > 0 || r.Cell("t3.granted.total").String() != "17" {
		t.Errorf("%q, %v", r.Cell("t3.granted.total"), got)
	}
}

// TestLostColumns: rows of which nobody can tell what their figures are, nor
// offer anything, are one doubt.
func TestLostColumns(t *testing.T) {
	labels, _ := rowsOfThree(t)
	var rows []string
	for i, label := range labels {
		rows = append(rows, fmt.Sprintf("%s\t%d\t1\t2\t3\t4\t5\t%d", label, i, i+15))
	}
	r := recognisedText(t, variant(map[string]string{"t3": "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\t申请人情况\n法律服务机构\t商业企业\t科研机构\t社会公益组织\n" + strings.Join(rows, "\n")}))
	if diff := cmp.Diff([]string{"table t3 ambiguous 0 表三：原文有 25 行对不上列，各列的先后与格式不同，列名又不全，看不出哪个数是哪一列的，先空着。"}, said(r, "t3")); diff != "" || !r.Cell("t3.granted.total").IsBlank() {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestWholeExcerpt: a row with one cell a line is quoted with its label.
func TestWholeExcerpt(t *testing.T) {
	r := recognisedText(t, variant(map[string]string{"t3": strings.ReplaceAll(printedThree(t, func(int, int) string { return "0" }), "\t", "\n")}))
	src := r.Sources["t3.carried_in.natural_person"]
	if want := "二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0"; src.Excerpt != want {
		t.Errorf("%q, want %q", src.Excerpt, want)
	}
}
