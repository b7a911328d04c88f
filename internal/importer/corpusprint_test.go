//go:build corpus

package importer_test

import (
	"strings"
)

// gridCell is a printed cell; with a code it is a figure.
type gridCell struct {
	text, code string
	cols, rows int
}

// grid is a printed table: for each row the cells that begin in it.
type grid [][]gridCell

// part is a paragraph or a table of the printed report.
type part struct {
	style string // title, cover, number, heading, para, sign, date, note, debris, caption
	text  string
	table grid
}

var headings = map[int]string{
	1: "一、总体情况", 2: "二、主动公开政府信息情况", 3: "三、收到和处理政府信息公开申请情况",
	4: "四、政府信息公开行政复议、行政诉讼情况", 5: "五、存在的主要问题及改进情况", 6: "六、其他需要报告的事项",
}

// parts is the report in reading order.
func (t *town) parts() (out []part) {
	add := func(style, text string) {
		for _, p := range strings.Split(text, "\n") {
			if p != "" {
				out = append(out, part{style: style, text: p})
			}
		}
	}
	add("number", t.Number)
	add("title", t.title())
	add("para", t.preface)
	for _, n := range t.order {
		h, own := t.heads[n]
		if !own {
			h = headings[n]
		}
		add("heading", h)
		add("para", t.prose[n])
		if n >= 2 && n <= 4 && !t.noTable[n] {
			out = append(out, part{table: map[int]func() grid{2: t.grid2, 3: t.grid3, 4: t.grid4}[n]()})
		}
		add("para", t.after[n])
	}
	add("sign", t.Name)
	add("date", t.Signed)
	add("note", t.Note)
	return out
}

func (t *town) skipped(id string) bool {
	for _, p := range t.skip {
		if strings.HasPrefix(id+".", p) {
			return true
		}
	}
	return false
}

func (t *town) label(s string) string { return t.labels.Replace(s) }

// grid2 is table two.
func (t *town) grid2() (g grid) {
	block := func(bar string, head []string, ids []string, rows ...string) {
		g = append(g, []gridCell{{text: t.label(bar), cols: 4, rows: 1}})
		line := []gridCell{{text: t.label("信息内容"), cols: 1, rows: 1}}
		for i, h := range head {
			line = append(line, gridCell{text: t.label(h), cols: t.wide(i, len(head)), rows: 1})
		}
		g = append(g, line)
		for i := 0; i < len(rows); i += 2 {
			if t.skipped("t2." + rows[i]) {
				continue
			}
			line := []gridCell{{text: t.label(rows[i+1]), cols: 1, rows: 1}}
			for k, id := range ids {
				line = append(line, gridCell{code: "t2." + rows[i] + "." + id, cols: t.wide(k, len(ids)), rows: 1})
			}
			g = append(g, line)
		}
	}
	if t.Format == "2019" {
		three := []string{"上一年项目数量", "本年增/减", "处理决定数量"}
		ids := []string{"previous", "change", "decisions"}
		block("第二十条第（一）项", []string{"本年新制作数量", "本年新公开数量", "对外公开总数量"}, []string{"made", "disclosed", "total"},
			"rules", "规章", "normative_documents", "规范性文件")
		block("第二十条第（五）项", three, ids, "administrative_licensing", "行政许可", "other_services", "其他对外管理服务事项")
		block("第二十条第（六）项", three, ids, "administrative_penalties", "行政处罚", "administrative_compulsion", "行政强制")
		block("第二十条第（八）项", three[:2], ids[:2], "administrative_fees", "行政事业性收费")
		block("第二十条第（九）项", []string{"采购项目数量", "采购总金额"}, []string{"projects", "amount"}, "government_procurement", "政府集中采购")
		return g
	}
	block("第二十条第（一）项", []string{"本年制发件数", "本年废止件数", "现行有效件数"}, []string{"made", "repealed", "in_force"},
		"rules", "规章", "normative_documents", "行政规范性文件")
	block("第二十条第（五）项", []string{"本年处理决定数量"}, []string{"decisions"}, "administrative_licensing", "行政许可")
	block("第二十条第（六）项", []string{"本年处理决定数量"}, []string{"decisions"}, "administrative_penalties", "行政处罚", "administrative_compulsion", "行政强制")
	block("第二十条第（八）项", []string{"本年收费金额（单位：万元）"}, []string{"amount"}, "administrative_fees", "行政事业性收费")
	return g
}

// wide is the span of a figure of table two: the last reaches the edge.
func (t *town) wide(i, of int) int {
	if i == of-1 {
		return 4 - of
	}
	return 1
}

// head3 are the headings of table three.
func (t *town) head3() grid {
	g := grid{
		{{text: "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", cols: 3, rows: 3}, {text: "申请人情况", cols: 7, rows: 1}},
		{{text: "自然人", cols: 1, rows: 2}, {text: "法人或其他组织", cols: 5, rows: 1}, {text: "总计", cols: 1, rows: 2}},
		{},
	}
	for _, c := range []string{"商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"} {
		g[2] = append(g[2], gridCell{text: t.label(c), cols: 1, rows: 1})
	}
	return g
}

// grid3 is table three.
func (t *town) grid3() grid {
	g := t.head3()
	var rows []row3
	for _, r := range t.rows3() {
		if !t.skipped(r.id) {
			rows = append(rows, r)
		}
	}
	span := func(i int, of func(row3) string) int {
		if of(rows[i]) == "" || i > 0 && of(rows[i-1]) == of(rows[i]) {
			return 0
		}
		n := 1
		for i+n < len(rows) && of(rows[i+n]) == of(rows[i]) {
			n++
		}
		return n
	}
	for i, r := range rows {
		var line []gridCell
		left := 3
		if n := span(i, func(r row3) string { return r.g1 }); n > 0 {
			line = append(line, gridCell{text: t.label(r.g1), cols: 1, rows: n})
		}
		if n := span(i, func(r row3) string { return r.g2 }); n > 0 {
			line = append(line, gridCell{text: t.label(r.g2), cols: 1, rows: n})
		}
		for _, g := range []string{r.g1, r.g2} {
			if g != "" {
				left--
			}
		}
		line = append(line, gridCell{text: t.label(r.label), cols: left, rows: 1})
		for _, c := range columns3 {
			line = append(line, gridCell{code: r.id + "." + c, cols: 1, rows: 1})
		}
		g = append(g, line)
	}
	for _, e := range t.extra {
		f := strings.Fields(e)
		line := []gridCell{{text: f[0], cols: 3, rows: 1}}
		for _, v := range f[1:] {
			line = append(line, gridCell{text: v, cols: 1, rows: 1})
		}
		g = append(g, line)
	}
	return g
}

// grid4 is table four.
func (t *town) grid4() grid {
	g := grid{
		{{text: "行政复议", cols: 5, rows: 1}, {text: "行政诉讼", cols: 10, rows: 1}},
		{},
		{},
		{},
	}
	five := []string{"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"}
	for _, c := range five {
		g[1] = append(g[1], gridCell{text: c, cols: 1, rows: 2})
	}
	g[1] = append(g[1], gridCell{text: "未经复议直接起诉", cols: 5, rows: 1}, gridCell{text: "复议后起诉", cols: 5, rows: 1})
	for range 2 {
		for _, c := range five {
			g[2] = append(g[2], gridCell{text: c, cols: 1, rows: 1})
		}
	}
	for _, group := range groups4 {
		for _, c := range columns4 {
			g[3] = append(g[3], gridCell{code: "t4." + group + "." + c, cols: 1, rows: 1})
		}
	}
	return g
}

// show is what a cell prints.
func (t *town) show(c gridCell) string {
	if c.code == "" {
		return c.text
	}
	return t.cells[c.code]
}

// full is the table as a rectangle; covered squares hold "" and false.
func (t *town) full(g grid) (out [][]string, own [][]bool) {
	width := 0
	for _, c := range g[0] {
		width += c.cols
	}
	taken := map[[2]int]bool{}
	for y, row := range g {
		line, mine := make([]string, width), make([]bool, width)
		x := 0
		for _, c := range row {
			for x < width && taken[[2]int{y, x}] {
				x++
			}
			if x >= width {
				break
			}
			line[x], mine[x] = t.show(c), true
			for dy := range c.rows {
				for dx := range c.cols {
					taken[[2]int{y + dy, x + dx}] = true
				}
			}
			x += c.cols
		}
		out, own = append(out, line), append(own, mine)
	}
	return out, own
}

// figures are the figures of a row, and what stands before them.
func (t *town) figures(row []gridCell) (label, values []string) {
	for _, c := range row {
		if c.code == "" {
			label = append(label, c.text)
		} else {
			values = append(values, t.show(c))
		}
	}
	return label, values
}
