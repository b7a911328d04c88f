package form_test

import (
	"testing"

	"nianbao/internal/form"
)

// TestGridCoversEveryPositionOnce is what every adapter relies on: no hole, no
// overlap, no cell beyond the edge, and each code once.
func TestGridCoversEveryPositionOnce(t *testing.T) {
	for _, d := range load(t).Definitions() {
		for _, table := range d.Tables() {
			t.Run(d.Format+"/"+table.ID, func(t *testing.T) {
				g := table.Grid()
				covered(t, g)
				values(t, d, table.ID, g)
			})
		}
	}
}

func covered(t *testing.T, g form.Grid) {
	t.Helper()
	taken := make([][]string, len(g.Rows))
	for i := range taken {
		taken[i] = make([]string, g.Columns)
	}
	for top, row := range g.Rows {
		for _, cell := range row.Cells {
			if cell.ColSpan < 1 || cell.RowSpan < 1 || cell.Column+cell.ColSpan > g.Columns || top+cell.RowSpan > len(g.Rows) {
				t.Fatalf("row %d: cell %q reaches outside: %+v", top, cell.Text, cell)
			}
			name := cell.Text + string(cell.Code)
			for y := top; y < top+cell.RowSpan; y++ {
				for x := cell.Column; x < cell.Column+cell.ColSpan; x++ {
					if taken[y][x] != "" {
						t.Errorf("row %d column %d: %q lies on %q", y, x, name, taken[y][x])
					}
					taken[y][x] = name
				}
			}
		}
	}
	for y := range taken {
		for x := range taken[y] {
			if taken[y][x] == "" {
				t.Errorf("row %d column %d is not covered", y, x)
			}
		}
	}
}

func values(t *testing.T, d *form.Definition, table string, g form.Grid) {
	t.Helper()
	count := map[form.Code]int{}
	for _, row := range g.Rows {
		for _, cell := range row.Cells {
			if (cell.Code != "") != (cell.Kind == form.ValueCell) {
				t.Errorf("cell %q: only figures have a code", cell.Text)
			}
			if cell.Code != "" {
				count[cell.Code]++
			} else if cell.Text == "" {
				t.Errorf("a heading or label is empty: %+v", cell)
			}
		}
	}
	for _, f := range d.Fields() {
		if f.Table == table && count[f.Code] != 1 {
			t.Errorf("%s is drawn %d times", f.Code, count[f.Code])
		}
		delete(count, f.Code)
	}
	for code := range count {
		t.Errorf("%s is drawn but is no field", code)
	}
}

func TestGridSizes(t *testing.T) {
	tests := []struct {
		format, table                string
		rows, columns, labels, heads int
	}{
		{"2021", "t2", 14, 4, 1, 0},
		{"2021", "t3", 28, 10, 3, 3},
		{"2021", "t4", 4, 15, 0, 3},
		{"2019", "t2", 18, 4, 1, 0},
		{"2019", "t3", 26, 10, 3, 3},
		{"2019", "t4", 4, 15, 0, 3},
	}
	for _, tt := range tests {
		g := format(t, tt.format).Table(tt.table).Grid()
		got := [4]int{len(g.Rows), g.Columns, g.LabelColumns, g.HeadRows}
		if want := [4]int{tt.rows, tt.columns, tt.labels, tt.heads}; got != want {
			t.Errorf("%s %s: rows, columns, label columns, head rows = %v, want %v", tt.format, tt.table, got, want)
		}
	}
}

func TestTableThreeLabelSpans(t *testing.T) {
	type span struct{ cols, rows int }
	tests := []struct {
		format string
		want   map[string]span
	}{
		{"2021", map[string]span{
			"一、本年新收政府信息公开申请数量": {3, 1}, "二、上年结转政府信息公开申请数量": {3, 1}, "三、本年度办理结果": {1, 22},
			"（一）予以公开": {2, 1}, "（三）不予公开": {1, 8}, "（四）无法提供": {1, 3}, "（五）不予处理": {1, 5},
			"（六）其他处理": {1, 3}, "（七）总计": {2, 1}, "四、结转下年度继续办理": {3, 1},
			"申请人情况": {7, 1}, "法人或其他组织": {5, 1}, "自然人": {1, 2}, "商业企业": {1, 1},
			"（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）": {3, 3},
		}},
		{"2019", map[string]span{
			"三、本年度办理结果": {1, 20}, "（三）不予公开": {1, 8}, "（四）无法提供": {1, 3}, "（五）不予处理": {1, 5},
			"（六）其他处理": {2, 1}, "（七）总计": {2, 1},
		}},
	}
	for _, tt := range tests {
		got := map[string]span{}
		for _, row := range format(t, tt.format).Table("t3").Grid().Rows {
			for _, c := range row.Cells {
				if c.Code == "" {
					got[c.Text] = span{c.ColSpan, c.RowSpan}
				}
			}
		}
		for text, want := range tt.want {
			if got[text] != want {
				t.Errorf("%s: %q spans %+v, want %+v", tt.format, text, got[text], want)
			}
		}
	}
}

func TestSingleFigureOfTableTwoSpansTheRest(t *testing.T) {
	for _, row := range format(t, "2021").Table("t2").Grid().Rows {
		for _, c := range row.Cells {
			if c.Code == "t2.administrative_licensing.decisions" && (c.Column != 1 || c.ColSpan != 3) {
				t.Errorf("licensing figure at column %d spans %d, want 1 and 3", c.Column, c.ColSpan)
			}
		}
	}
}

func TestFoldingGroups(t *testing.T) {
	want := map[string]int{"denied": 8, "unable": 3, "rejected": 5, "other": 3, "": 6}
	got := map[string]int{}
	for _, row := range format(t, "2021").Table("t3").Grid().Rows {
		if !row.Head {
			got[row.Group]++
		}
	}
	for group, n := range want {
		if got[group] != n {
			t.Errorf("group %q has %d lines, want %d", group, got[group], n)
		}
	}
}
