package web

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"nianbao/internal/compare"
)

// Measures of a chart, in pixels: a bar has its figure above and its year
// below.
const (
	chartSlot   = 52
	chartDigit  = 9
	chartBar    = 28
	chartTop    = 20
	chartHigh   = 64
	chartBottom = 24
)

// trendsView is the summary figures over the years.
type trendsView struct {
	Topics []trendTopic
	Open   bool // the newest year is still a draft
	Notes  []string
}

type trendTopic struct {
	Title  string
	Charts []chartView
	Zero   string // names the figures that were always 0
}

// chartView is a chart with its figures; Said is all of it in words.
type chartView struct {
	Label, Said         string
	Width, Height, Base int
	Bars                []barView
}

// barView is one year: a bar, or a gap with a word in its place.
type barView struct {
	X, Y, Wide, High, Middle, TextY int
	Year, Text                      string
	Gap, Open                       bool
}

// trends follows the figures of the summary over what the office has
// published, up to the report that is looked at.
func (s *Server) trends(c *gin.Context, o *open) (trendsView, error) {
	now := o.draft.Report
	members := []compare.Member{{Def: o.def, Report: now}}
	list, err := s.Drafts.List(c.Request.Context(), o.office.ID)
	if err != nil {
		return trendsView{}, err
	}
	for _, summary := range list {
		if summary.Year >= now.Year || summary.Year <= now.Year-compare.TrendYears {
			continue
		}
		r, ok, err := s.published(c, o.office, summary.Year)
		if err != nil {
			return trendsView{}, err
		}
		if !ok {
			continue
		}
		def, err := s.Formats.ForFormat(r.Format)
		if err != nil { // nothing of it can be joined
			def = nil
		}
		members = append(members, compare.Member{Def: def, Report: r})
	}
	return viewTrends(compare.Over(members), !o.draft.Published(), now.Year), nil
}

func viewTrends(topics []compare.Topic, open bool, now int) trendsView {
	var v trendsView
	gaps := map[compare.Gap]bool{}
	for _, topic := range topics {
		t := trendTopic{Title: topic.Title}
		var zero []string
		for _, trend := range topic.Trends {
			if trend.Zero() {
				zero = append(zero, trend.Label)
				continue
			}
			for _, p := range trend.Points {
				gaps[p.Gap] = true
			}
			v.Open = v.Open || open && trend.Points[len(trend.Points)-1].Gap == ""
			t.Charts = append(t.Charts, viewChart(trend, open, now))
		}
		t.Zero = zeroYears(zero, len(t.Charts) == 0)
		v.Topics = append(v.Topics, t)
	}
	for _, gap := range []compare.Gap{compare.NoMatch, compare.NoReport} {
		if gaps[gap] {
			v.Notes = append(v.Notes, gapNotes[gap])
		}
	}
	return v
}

func viewChart(t compare.Trend, open bool, now int) chartView {
	v := chartView{Label: t.Label, Base: chartTop + chartHigh, Height: chartTop + chartHigh + chartBottom}
	if t.Unit != "" {
		v.Label += unitText(t.Unit)
	}
	slot := chartSlot
	for _, p := range t.Points {
		slot = max(slot, chartDigit*utf8.RuneCountInString(p.Value.String())+4)
	}
	most := t.Most()
	var said []string
	for i, p := range t.Points {
		bar := barView{X: i*slot + (slot-chartBar)/2, Wide: chartBar, Middle: i*slot + slot/2, Year: fmt.Sprint(p.Year),
			Text: p.Value.String(), Open: open && p.Year == now}
		if bar.Gap = p.Gap != ""; bar.Gap {
			bar.Text = gapTexts[p.Gap]
		} else if p.Value.IsPositive() {
			share, _ := p.Value.Div(most).Float64() // drawn only
			bar.High = max(1, int(share*chartHigh))
		}
		bar.Y = v.Base - bar.High
		bar.TextY = bar.Y - 5
		said = append(said, yearSaid(p.Year, bar.Text))
		v.Bars = append(v.Bars, bar)
	}
	v.Width = slot * len(t.Points)
	v.Said = v.Label + "：" + strings.Join(said, "，")
	return v
}
