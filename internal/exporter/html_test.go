package exporter_test

import (
	"bytes"
	"crypto/sha256"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"nianbao/internal/exporter"
	"nianbao/internal/form"
)

// nodes lists the elements with a tag, in document order.
func nodes(root *html.Node, tag string) []*html.Node {
	var out []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == tag {
			out = append(out, n)
		}
	}
	return out
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func span(n *html.Node, key string) int {
	if v, err := strconv.Atoi(attr(n, key)); err == nil {
		return v
	}
	return 1
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// position is a place in the grid of a table.
type position struct{ row, column int }

// occupied lays the cells of a parsed table out, spans resolved as browsers
// do.
func occupied(table *html.Node) map[position]*html.Node {
	at := map[position]*html.Node{}
	for row, tr := range nodes(table, "tr") {
		column := 0
		for cell := range tr.ChildNodes() {
			for at[position{row, column}] != nil {
				column++
			}
			for r := range span(cell, "rowspan") {
				for c := range span(cell, "colspan") {
					at[position{row + r, column + c}] = cell
				}
			}
		}
	}
	return at
}

func parse(t testing.TB, data []byte) *html.Node {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func TestHTMLTables(t *testing.T) {
	for _, s := range append(examples(t), seeds(t)...) {
		for _, kind := range []exporter.Kind{exporter.HTML, exporter.Markdown} {
			t.Run(s.name+"."+string(kind), func(t *testing.T) {
				tables := nodes(parse(t, render(t, s, kind)), "table")
				if len(tables) != len(s.def.Tables()) {
					t.Fatalf("%d tables, want %d", len(tables), len(s.def.Tables()))
				}
				for i, def := range s.def.Tables() {
					checkTable(t, s, def, tables[i])
				}
			})
		}
	}
}

func checkTable(t *testing.T, s sample, def *form.Table, table *html.Node) {
	t.Helper()
	if captions := nodes(table, "caption"); len(captions) != 1 || textOf(captions[0]) != def.Caption {
		t.Errorf("%s: caption missing or wrong", def.ID)
	}
	grid, at := def.Grid(), occupied(table)
	if len(at) != grid.Columns*len(grid.Rows) {
		t.Errorf("%s: %d positions taken, want %d x %d", def.ID, len(at), grid.Columns, len(grid.Rows))
	}
	for row, r := range grid.Rows {
		for _, c := range r.Cells {
			got := at[position{row, c.Column}]
			if got == nil {
				t.Fatalf("%s: nothing at row %d, column %d", def.ID, row, c.Column)
			}
			checkCell(t, s, c, got)
		}
	}
}

func checkCell(t *testing.T, s sample, c form.GridCell, got *html.Node) {
	t.Helper()
	want, tag := c.Text, "th"
	if c.Kind == form.ValueCell {
		want, tag = s.Cell(c.Code).String(), "td"
		if f, _ := s.def.Field(c.Code); len(f.Units) > 0 && want != "" {
			want += s.Units[c.Code]
		}
	}
	if got.Data != tag || textOf(got) != want || span(got, "colspan") != c.ColSpan || span(got, "rowspan") != c.RowSpan {
		t.Errorf("%s %s: got <%s> %q, want <%s> %q", c.Code, c.Text, got.Data, textOf(got), tag, want)
	}
	if want := scopeOf(c); attr(got, "scope") != want {
		t.Errorf("%q: scope %q, want %q", c.Text, attr(got, "scope"), want)
	}
}

func scopeOf(c form.GridCell) string {
	switch {
	case c.Kind == form.ValueCell:
		return ""
	case c.Kind == form.BarCell:
		return "rowgroup"
	case c.Kind == form.LabelCell && c.RowSpan == 1:
		return "row"
	case c.Kind == form.LabelCell:
		return "rowgroup"
	case c.ColSpan == 1:
		return "col"
	}
	return "colgroup"
}

func TestHTMLStandsAlone(t *testing.T) {
	for _, s := range examples(t) {
		data := render(t, s, exporter.HTML)
		root := parse(t, data)
		if lang := attr(nodes(root, "html")[0], "lang"); lang != "zh-CN" {
			t.Errorf("%s: lang %q", s.name, lang)
		}
		for n := range root.Descendants() {
			for _, a := range n.Attr {
				if a.Key == "style" || a.Key == "src" || a.Key == "href" || a.Key == "id" || strings.HasPrefix(a.Key, "on") {
					t.Errorf("%s: <%s %s=%q>", s.name, n.Data, a.Key, a.Val)
				}
			}
			if n.Data == "script" || n.Data == "link" || n.Data == "img" {
				t.Errorf("%s: <%s>", s.name, n.Data)
			}
		}
		styles := nodes(root, "style")
		if len(styles) != 1 || sha256.Sum256([]byte(textOf(styles[0]))) != sha256.Sum256([]byte(exporter.StyleSheet(exporter.Options{}))) {
			t.Errorf("%s: the style element is not that of exporter.StyleSheet", s.name)
		}
	}
	for _, bad := range []string{"url(", "@import", "</", "http:", "https:"} {
		if strings.Contains(exporter.StyleSheet(exporter.Options{}), bad) {
			t.Errorf("the style sheet has %q", bad)
		}
	}
}
