package extract

import (
	"encoding/xml"
	"path"
	"slices"
	"strconv"
	"strings"
)

// rawCells is how many cells with nothing but a look a workbook may hold for
// each that may be read.
const rawCells = 4

// sheetParts is what a sheet says of its cells besides what they hold: the
// library keeps all of a sheet to tell it.
type sheetParts struct {
	merges  []string
	rows    map[int]bool // hidden ones, from 1
	columns []hiddenColumns
}

// hiddenColumns are columns from 0, the last included.
type hiddenColumns struct{ first, last int }

func (p *sheetParts) read(e xml.StartElement) {
	number := func(name string) int {
		n, _ := strconv.Atoi(value(e, name))
		return n
	}
	switch e.Name.Local {
	case "mergeCell":
		p.merges = append(p.merges, value(e, "ref"))
	case "row":
		if isTrue(value(e, "hidden")) {
			p.rows[number("r")] = true
		}
	case "col":
		if isTrue(value(e, "hidden")) || value(e, "width") == "0" {
			p.columns = append(p.columns, hiddenColumns{number("min") - 1, number("max") - 1})
		}
	}
}

func isTrue(text string) bool { return text == "1" || text == "true" }

// hides reports whether a column, from 0, is hidden.
func (p *sheetParts) hides(column int) bool {
	return slices.ContainsFunc(p.columns, func(h hiddenColumns) bool { return column >= h.first && column <= h.last })
}

// workbookParts goes through what the library takes into memory as a whole,
// counts it, and gives what else the sheets say, by name. raised tells whether
// any text has a part above the line.
func (in *input) workbookParts(a *archive) (parts map[string]*sheetParts, raised bool, err error) {
	sheets, targets := map[string]string{}, map[string]string{}
	err = in.eachElement(a, "xl/workbook.xml", func(e xml.StartElement) {
		if e.Name.Local == "sheet" {
			for _, at := range e.Attr {
				if at.Name.Local == "id" && at.Name.Space != "" {
					sheets[at.Value] = value(e, "name")
				}
			}
		}
	})
	if err != nil {
		return nil, false, err
	}
	err = in.eachElement(a, "xl/_rels/workbook.xml.rels", func(e xml.StartElement) {
		if name, ok := sheets[value(e, "Id")]; ok {
			target := strings.ReplaceAll(value(e, "Target"), "\\", "/")
			if !strings.HasPrefix(target, "/") {
				target = "/xl/" + target
			}
			targets[strings.TrimPrefix(path.Clean(target), "/")] = name
		}
	})
	if err != nil {
		return nil, false, err
	}
	parts = map[string]*sheetParts{}
	cells, texts := 0, 0
	for name := range a.files {
		if !strings.HasPrefix(name, "xl/worksheets/") && name != "xl/sharedStrings.xml" {
			continue
		}
		p := &sheetParts{rows: map[int]bool{}}
		parts[targets[name]] = p
		err := in.eachElement(a, name, func(e xml.StartElement) {
			switch e.Name.Local {
			case "c":
				cells++
			case "si":
				texts++
			case "vertAlign":
				raised = raised || value(e, "val") == "superscript"
			}
			p.read(e)
			in.over = in.over || cells > rawCells*in.limits.Cells || texts > in.limits.Cells || len(p.merges)+len(p.columns) > in.limits.Cells
		})
		if err != nil {
			return nil, false, err
		}
	}
	return parts, raised, nil
}

// eachElement goes through a part; one that is not there has no elements.
func (in *input) eachElement(a *archive, name string, do func(xml.StartElement)) error {
	r, err := a.open(name)
	if err != nil || r == nil {
		return err
	}
	defer func() { _ = r.Close() }()
	x := newXML(in, r)
	var walk func(string, xml.StartElement)
	walk = func(_ string, e xml.StartElement) {
		do(e)
		x.children(walk)
	}
	x.children(walk)
	return x.result()
}
