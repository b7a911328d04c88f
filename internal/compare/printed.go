package compare

import (
	"slices"
	"strings"

	"nianbao/internal/form"
)

// Printed leaves out what files that say the same may differ in: white space,
// which a file loses where its lines break, and figures without a table, which
// are printed in sentences and not read from there, where one side has none.
func (d *Diff) Printed(defs ...*form.Definition) {
	d.Cells = slices.DeleteFunc(d.Cells, func(c Cell) bool {
		return (c.A == "" || c.B == "") && !slices.ContainsFunc(defs, func(def *form.Definition) bool {
			f, ok := def.Field(c.Code)
			return !ok || f.Table != ""
		})
	})
	d.Head = slices.DeleteFunc(d.Head, func(h Head) bool { return unspaced(h.A) == unspaced(h.B) })
	d.Paragraphs = slices.DeleteFunc(d.Paragraphs, func(p Paragraph) bool { return unspaced(p.A) == unspaced(p.B) })
	d.Same = len(d.Cells)+len(d.Head)+len(d.Paragraphs) == 0
}

func unspaced(text string) string { return strings.Join(strings.Fields(text), "") }
