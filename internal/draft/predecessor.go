package draft

import (
	"time"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Predecessor is the published report of another office that went into ours:
// what it and ours say of that year is added.
type Predecessor struct {
	ID     string // made by the storage
	Report *report.Report
	By     string
	At     time.Time
}

// Joined is what several reports of one year say together: the figures that
// all of them know are added, the rest is blank; prose, head and foot are the
// first one's. One report is itself, none is nil.
func Joined(reports ...*report.Report) *report.Report {
	if len(reports) < 2 {
		if len(reports) == 0 {
			return nil
		}
		return reports[0]
	}
	out := reports[0].Clone()
	out.Cells = map[form.Code]report.Value{}
	for code := range reports[0].Cells {
		if sum, ok := sumOver(reports, code); ok {
			out.SetCell(code, sum)
		}
	}
	return out
}

// sumOver adds a figure of several reports; ok is false if one of them does not
// know it, or counts in another unit.
func sumOver(reports []*report.Report, code form.Code) (sum report.Value, ok bool) {
	first := reports[0]
	total, ok := first.Cell(code).Decimal()
	for _, r := range reports[1:] {
		n, known := r.Cell(code).Decimal()
		if !ok || !known || r.Format != first.Format || r.Units[code] != first.Units[code] {
			return report.Value{}, false
		}
		total = total.Add(n)
	}
	return report.NumberValue(total), ok
}
