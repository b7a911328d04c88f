package extract

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// tableRows are the rows of a table itself, and where their groups end.
func tableRows(table *html.Node) (rows []*html.Node, ends []int) {
	var collect func(*html.Node)
	collect = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch c.DataAtom {
			case atom.Tr:
				rows = append(rows, c)
			case atom.Tbody, atom.Thead, atom.Tfoot:
				collect(c)
				for len(ends) < len(rows) {
					ends = append(ends, len(rows))
				}
			case atom.Form: // a slip that browsers accept
				collect(c)
			}
		}
	}
	collect(table)
	return rows, ends
}

func rowCells(row *html.Node) []*html.Node {
	var out []*html.Node
	for c := row.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
			out = append(out, c)
		}
	}
	return out
}

// isLayout tells a table that arranges the page.
func (w *pageWriter) isLayout(table *html.Node) bool {
	var s tableShape
	rows, _ := tableRows(table)
	for _, row := range rows {
		cells := rowCells(row)
		s.widest = max(s.widest, len(cells))
		for _, cell := range cells {
			if n := nestedCells(cell); n > 1 {
				s.nested += n
				continue
			}
			s.cell(textOf(cell))
		}
	}
	return s.isLayout()
}

// nestedCells counts the cells of tables inside a node.
func nestedCells(n *html.Node) int {
	count := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
			count++
		}
		count += nestedCells(c)
	}
	return count
}

// dataTable writes a table as a grid.
func (w *pageWriter) dataTable(table *html.Node) {
	for c := table.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Caption {
			w.caption(tidy(flow(textOf(c))))
		}
	}
	if rows := w.rawRows(table); w.err == nil {
		w.err = w.in.table(rows)
	}
}

// caption writes the caption of a table, unless a heading before says it.
func (w *pageWriter) caption(text string) {
	for _, b := range w.in.doc.Blocks {
		if b.Level > 0 && text != "" && strings.HasSuffix(b.Text, text) {
			return
		}
	}
	w.in.paragraph(text, 0)
}

func (w *pageWriter) rawRows(table *html.Node) []rawRow {
	trs, ends := tableRows(table)
	rows := make([]rawRow, 0, len(trs))
	for i, tr := range trs {
		row := rawRow{}
		if i < len(ends) {
			row.end = ends[i]
		}
		for _, td := range rowCells(tr) {
			if w.err = w.in.stopped(); w.err != nil {
				return nil
			}
			row.cells = append(row.cells, rawCell{
				text: cellText(td), colSpan: span(td, "colspan"), rowSpan: rowSpan(td, len(trs)),
			})
		}
		rows = append(rows, row)
	}
	return rows
}

func span(td *html.Node, name string) int {
	n, _ := strconv.Atoi(strings.TrimSpace(attr(td, name)))
	return n
}

// rowSpan of 0 is all the rest.
func rowSpan(td *html.Node, rows int) int {
	if n := span(td, "rowspan"); n != 0 || !has(td, "rowspan") {
		return n
	}
	return rows
}

// cellText is a cell with a line for every block in it.
func cellText(td *html.Node) string {
	var lines []string
	var text strings.Builder
	end := func() {
		lines = append(lines, flow(text.String()))
		text.Reset()
	}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			text.WriteString(n.Data)
			return
		}
		if n.Type == html.ElementNode && hidden(n) {
			return
		}
		if n.DataAtom == atom.Sup {
			text.WriteString(raised(textOf(n)))
			return
		}
		block := isBlock[n.DataAtom] || n.DataAtom == atom.Br
		if block {
			end()
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if block {
			end()
		}
	}
	for c := td.FirstChild; c != nil; c = c.NextSibling {
		walk(c)
	}
	end()
	return strings.Join(lines, "\n")
}
