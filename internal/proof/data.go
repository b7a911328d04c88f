package proof

import (
	"bytes"

	"nianbao/internal/exporter"
	"nianbao/internal/extract"
	"nianbao/internal/form"
	"nianbao/internal/importer"
	"nianbao/internal/report"
	"nianbao/internal/sheet"
)

// rows proves what programs read: JSON, csv, the data sheet of a workbook.
// They are read as a file of anybody's is, and give every row again.
func (p *prover) rows(data []byte) (*extract.Document, error) {
	opts := importer.Options{Format: p.def.Format, Year: p.report.Year, Limits: ours}
	if p.kind == exporter.XLSX {
		opts.Kind = extract.XLSX
	}
	got, err := importer.Read(form.CatalogOf(p.def), "."+string(p.kind), data, opts)
	if err != nil {
		return nil, err
	}
	p.sameRows(got.Report)
	if p.kind == exporter.JSON && len(p.found) == 0 {
		again, err := report.MarshalIndent(got.Report)
		if err != nil || !bytes.Equal(again, data) {
			p.differs(wordRest, "", "")
		}
	}
	return got.Source, nil
}

// sameRows compares head, prose, figures and units one by one.
func (p *prover) sameRows(got *report.Report) {
	read := map[string]sheet.Row{}
	for _, row := range sheet.Rows(p.def, got) {
		read[row.Code] = row
	}
	for _, want := range sheet.Rows(p.def, p.report) {
		have := read[want.Code]
		delete(read, want.Code)
		if squeeze(want.Value) != squeeze(have.Value) || squeeze(want.Value) != "" && squeeze(want.Unit) != squeeze(have.Unit) {
			name := want.Label
			if name == "" {
				name = want.Code
			}
			p.differs(name, want.Value+want.Unit, have.Value+have.Unit)
		}
	}
	for code, row := range read {
		if squeeze(row.Value) != "" {
			p.differs(code, "", row.Value)
		}
	}
}

// workbook proves the data sheet, then every cell of the official tables by
// its reference.
func (p *prover) workbook(data []byte) error {
	doc, err := p.rows(data)
	if err != nil {
		return err
	}
	type place struct{ sheet, ref string }
	cells, lines := map[place]string{}, map[place]bool{}
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		if b.Table == nil {
			lines[place{b.Sheet, squeeze(b.Text)}] = true
			continue
		}
		for _, row := range b.Table.Rows {
			for _, c := range row {
				cells[place{b.Sheet, c.Ref}] = squeeze(c.Text)
			}
		}
	}
	for _, t := range p.def.Tables() {
		grid := t.Grid()
		for i := range grid.Rows {
			for n := range grid.Rows[i].Cells {
				c := &grid.Rows[i].Cells[n]
				want := p.cellTexts(c)
				read := cells[place{t.Name, exporter.SheetReference(c.Column, i)}]
				// A row of one text may be taken for a line of prose.
				alone := read == "" && (lines[place{t.Name, want[0]}] || lines[place{t.Name, want[1]}])
				if read != want[0] && read != want[1] && !alone {
					p.differs(p.cellName(t, c, i), want[1], read)
				}
			}
		}
	}
	return nil
}
