package compare

import (
	"github.com/shopspring/decimal"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// TrendYears is how many years a trend goes back at most.
const TrendYears = 5

// Member is a report of one year with its format.
type Member struct {
	Def    *form.Definition
	Report *report.Report
}

// Gap is why a year has no figure in a trend, "" if it has one.
type Gap string

// Gaps.
const (
	NoReport Gap = "none"   // there is no report of the year
	NoFigure Gap = "blank"  // it does not state the figure
	NoMatch  Gap = "format" // its format counts something else, or in another unit
)

// Point is the figure of one year.
type Point struct {
	Year  int
	Gap   Gap
	Value decimal.Decimal
}

// Trend is a figure over the years, without a gap between them.
type Trend struct {
	Label, Unit string
	Points      []Point
}

// Zero reports whether every year that states the figure states 0.
func (t Trend) Zero() bool { return t.Most().IsZero() }

// Most is the largest figure.
func (t Trend) Most() decimal.Decimal {
	var most decimal.Decimal
	for _, p := range t.Points {
		if p.Gap == "" && p.Value.GreaterThan(most) {
			most = p.Value
		}
	}
	return most
}

// Topic is the trends of one topic of a format's summary.
type Topic struct {
	Title  string
	Trends []Trend
}

// Over follows the figures of the summary of the newest member's format over
// the years. Codes of another format are joined only where they mean the same,
// and figures that fewer than two years state are left out.
func Over(members []Member) []Topic {
	byYear := map[int]Member{}
	var now Member
	for _, m := range members {
		byYear[m.Report.Year] = m
		if now.Report == nil || m.Report.Year > now.Report.Year {
			now = m
		}
	}
	if now.Report == nil {
		return nil
	}
	from := now.Report.Year
	for year := range byYear {
		if year < from && year > now.Report.Year-TrendYears {
			from = year
		}
	}
	var out []Topic
	for _, t := range now.Def.Summary {
		topic := Topic{Title: t.Title}
		figures, _ := now.Def.Digests(t)
		for _, d := range figures {
			trend, known := Trend{Label: d.Label, Unit: d.Unit}, 0
			for year := from; year <= now.Report.Year; year++ {
				p := point(now.Def, d, byYear[year])
				p.Year = year
				if p.Gap == "" {
					known++
				}
				trend.Points = append(trend.Points, p)
			}
			if known > 1 {
				topic.Trends = append(topic.Trends, trend)
			}
		}
		if len(topic.Trends) > 0 {
			out = append(out, topic)
		}
	}
	return out
}

// point adds up a digest in one report; all of it must be stated there.
func point(def *form.Definition, d form.Digest, m Member) Point {
	if m.Report == nil {
		return Point{Gap: NoReport}
	}
	var p Point
	for _, code := range d.Codes {
		if m.Def == nil || !def.MeansSame(m.Def.Format, code) {
			return Point{Gap: NoMatch}
		}
		n, ok := m.Report.Cell(code).Decimal()
		if !ok {
			return Point{Gap: NoFigure}
		}
		f, _ := m.Def.Field(code)
		if (side{m.Def, m.Report}).unit(code, f) != d.Unit {
			return Point{Gap: NoMatch}
		}
		p.Value = p.Value.Add(n)
	}
	return p
}
