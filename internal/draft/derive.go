package draft

import (
	"slices"

	"github.com/shopspring/decimal"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// recompute brings the computed totals in line with the edits and returns the
// cells that changed with them. Totals nobody touched stay as they are, even
// where they are wrong: what a source printed is kept until it is mended.
func (w *writer) recompute(edits []Edit) []Edit {
	queue := make([]form.Code, 0, len(edits))
	for _, e := range edits {
		queue = append(queue, form.Code(e.Field))
	}
	for len(queue) > 0 {
		code := queue[0]
		queue = queue[1:]
		for _, sum := range w.def.SumsWith(code) {
			was, now := w.report.Cell(sum.Total), Add(w.report, sum)
			if was.Equal(now) {
				continue
			}
			w.report.SetCell(sum.Total, now)
			w.derive(Edit{Field: string(sum.Total), Before: was.String(), After: now.String()})
			queue = append(queue, sum.Total)
		}
	}
	return slices.DeleteFunc(w.derived, func(e Edit) bool { return e.Before == e.After })
}

// derive records a value that followed, one entry a field.
func (w *writer) derive(e Edit) {
	for i := range w.derived {
		if w.derived[i].Field == e.Field {
			w.derived[i].After = e.After
			return
		}
	}
	w.derived = append(w.derived, e)
}

// Add adds a sum up exactly. It is blank while a part is blank or no number.
func Add(r *report.Report, sum form.Sum) report.Value {
	total := decimal.Zero
	for _, part := range sum.Parts {
		n, ok := r.Cell(part).Decimal()
		if !ok {
			return report.Value{}
		}
		if n.Sign() != 0 { // most cells are 0; adding them would only cost
			total = total.Add(n)
		}
	}
	return report.NumberValue(total)
}

// Subtotal adds up a group of rows in one column. It is shown while filling in
// and never printed; the format has no such cells.
func Subtotal(def *form.Definition, r *report.Report, table, group, column string) report.Value {
	return Add(r, form.Sum{Parts: def.Group(table, group, column)})
}
