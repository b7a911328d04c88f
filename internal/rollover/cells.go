package rollover

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// cells takes over the figures the format declares, and says which are only to
// be looked at and which are missing.
func (r *roller) cells() {
	if r.first.Report.Year != r.year-1 {
		r.note(0, gap, r.first.Report.Year, r.year)
		return
	}
	missing := map[string][]string{} // by row of the new table
	for _, c := range r.to.CarriedCells() {
		value, why := r.lastYear(c.Previous)
		switch {
		case c.Into == "":
			r.view(c, value)
		case r.to.Computed(c.Into): // added up
		case why != "":
			f, _ := r.to.Field(c.Into)
			missing[f.RowShort+" "+why] = append(missing[f.RowShort+" "+why], f.ColShort)
		default:
			r.Report.SetCell(c.Into, value)
			r.Tally.Cells++
		}
	}
	r.totals()
	for _, c := range r.to.CarriedCells() {
		f, ok := r.to.Field(c.Into)
		for _, why := range []string{whyMissing, whyDoubt, whySum} {
			if columns := missing[f.RowShort+" "+why]; ok && len(columns) > 0 {
				r.note(f.Section, why, f.RowShort, strings.Join(columns, comma))
				delete(missing, f.RowShort+" "+why)
			}
		}
	}
}

// totals adds up the computed totals of what was carried.
func (r *roller) totals() {
	for _, c := range r.to.CarriedCells() {
		if c.Into == "" || !r.to.Computed(c.Into) {
			continue
		}
		sum, ok := r.to.SumOf(c.Into)
		if total, known := r.add(r.Report, sum.Parts); ok && known {
			r.Report.SetCell(c.Into, report.NumberValue(total))
			r.Tally.Cells++
		}
	}
}

// view says that a figure of last year matters.
func (r *roller) view(c form.Carried, value report.Value) {
	n, ok := value.Decimal()
	f, _ := r.to.Field(c.Previous)
	if ok && !n.IsZero() {
		r.note(f.Section, "%s", strings.NewReplacer("{where}", f.RowShort, "{count}", value.String()).Replace(c.View))
	}
}

// lastYear is a figure summed over the reports, or why it is not certain.
func (r *roller) lastYear(code form.Code) (sum report.Value, why string) {
	total := decimal.Zero
	for _, l := range r.last {
		value := l.Report.Cell(code)
		n, ok := value.Decimal()
		switch {
		case l.Def == nil, !ok, !r.to.MeansSame(l.Def.Format, code), n.Sign() < 0 || !n.IsInteger():
			return report.Value{}, whyMissing
		case doubtful(l.Report, code):
			return report.Value{}, whyDoubt
		case !r.addsUp(l, code):
			return report.Value{}, whySum
		}
		total = total.Add(n)
	}
	return report.NumberValue(total), ""
}

// doubtful reports whether an import was not sure of a cell.
func doubtful(last *report.Report, code form.Code) bool {
	for _, d := range last.Doubts {
		if len(d.Cells) > 0 && !slices.Contains(d.Cells, code) {
			continue
		}
		if d.Code == string(code) || strings.HasPrefix(string(code), d.Code+".") && d.Kind != doubtMissing {
			return true
		}
	}
	return false
}

// doubtMissing is the kind of doubt about something a source lacks; the cells
// it does have are not doubtful for that.
const doubtMissing = "missing"

// addsUp reports whether the row or column of a cell makes up its printed
// total; where it does not, there is no telling which of them is wrong.
func (r *roller) addsUp(l Last, code form.Code) bool {
	for _, sum := range append(l.Def.SumsWith(code), own(l.Def, code)...) {
		printed, ok := l.Report.Cell(sum.Total).Decimal()
		total, known := r.add(l.Report, sum.Parts)
		if ok && known && !printed.Equal(total) {
			return false
		}
	}
	return true
}

func own(def *form.Definition, code form.Code) []form.Sum {
	if sum, ok := def.SumOf(code); ok {
		return []form.Sum{sum}
	}
	return nil
}

// add sums cells; ok is false if one has no number.
func (r *roller) add(of *report.Report, parts []form.Code) (total decimal.Decimal, ok bool) {
	for _, code := range parts {
		n, ok := of.Cell(code).Decimal()
		if !ok {
			return decimal.Zero, false
		}
		total = total.Add(n)
	}
	return total, len(parts) > 0
}
