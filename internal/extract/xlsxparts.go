package extract

import (
	"encoding/xml"
	"path"
	"strings"
)

// rawCells is how many cells with nothing but a look a workbook may hold for
// each that may be read.
const rawCells = 4

// workbookParts goes through what the library takes into memory as a whole,
// counts it, and gives the merged cells of every sheet by name: the library
// keeps all of a sheet to tell them.
func (in *input) workbookParts(a *archive) (map[string][]string, error) {
	sheets, targets := map[string]string{}, map[string]string{}
	err := in.eachElement(a, "xl/workbook.xml", func(e xml.StartElement) {
		if e.Name.Local == "sheet" {
			for _, at := range e.Attr {
				if at.Name.Local == "id" && at.Name.Space != "" {
					sheets[at.Value] = value(e, "name")
				}
			}
		}
	})
	if err != nil {
		return nil, err
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
		return nil, err
	}
	merges, cells, texts := map[string][]string{}, 0, 0
	for name := range a.files {
		if !strings.HasPrefix(name, "xl/worksheets/") && name != "xl/sharedStrings.xml" {
			continue
		}
		err := in.eachElement(a, name, func(e xml.StartElement) {
			switch e.Name.Local {
			case "c":
				cells++
			case "si":
				texts++
			case "mergeCell":
				merges[targets[name]] = append(merges[targets[name]], value(e, "ref"))
			}
			in.over = in.over || cells > rawCells*in.limits.Cells || texts > in.limits.Cells || len(merges[targets[name]]) > in.limits.Cells
		})
		if err != nil {
			return nil, err
		}
	}
	return merges, nil
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
