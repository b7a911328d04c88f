package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"nianbao/internal/compare"
	"nianbao/internal/form"
)

// partCompare is the page that puts a report beside last year's.
const partCompare = "compare"

type comparePage struct {
	Frame
	LastYear int
	Known    bool // there is a published report of last year
	Note     string
	Tables   []comparedTable
	Same     int // figures that are the same
	Blank    int // figures not filled in yet
	Prose    []comparedProse
	Rate     string
	High     bool
	Trends   trendsView
}

// comparedTable lists the figures of a table that differ.
type comparedTable struct {
	Title string
	Cells []compare.Cell
}

// comparedProse is a narrative with last year's in it.
type comparedProse struct {
	compare.Narrative
	Rate string
	High bool
}

// reportCompare shows what differs from last year's published report.
func (s *Server) reportCompare(c *gin.Context, o *open) error {
	p := comparePage{Frame: s.frame(o, partCompare, textComparePart), LastYear: o.draft.Report.Year - 1, Known: o.previous != nil}
	if p.Known {
		s.compareFigures(o, &p)
		compareProse(o, &p)
	}
	var err error
	if p.Trends, err = s.trends(c, o); err != nil {
		return err
	}
	return s.render(c, http.StatusOK, "compare", p)
}

func (s *Server) compareFigures(o *open, p *comparePage) {
	from, err := s.Formats.ForFormat(o.previous.Format)
	if err != nil { // only the prose can be compared
		p.Note = textOtherFormat
		return
	}
	p.Note = o.def.NoteOn(from.Format)
	for _, cell := range compare.Compare(from, o.def, o.previous, o.draft.Report).Cells {
		if cell.B == "" && cell.Lacks == "" {
			p.Blank++
			continue
		}
		p.add(tableTitle(from, o.def, cell.Code), cell)
	}
	for _, f := range o.def.Fields() {
		if v := o.draft.Report.Cell(f.Code); !v.IsBlank() && v.Equal(o.previous.Cell(f.Code)) {
			p.Same++
		}
	}
}

// add puts a figure under its table's title.
func (p *comparePage) add(title string, cell compare.Cell) {
	for i := range p.Tables {
		if p.Tables[i].Title == title {
			p.Tables[i].Cells = append(p.Tables[i].Cells, cell)
			return
		}
	}
	p.Tables = append(p.Tables, comparedTable{title, []compare.Cell{cell}})
}

// tableTitle names the table of a figure, which one of the formats may lack.
func tableTitle(from, to *form.Definition, code form.Code) string {
	f, ok := to.Field(code)
	def := to
	if !ok {
		f, def = first(from.Field(code)), from
	}
	if t := def.Table(f.Table); t != nil {
		return t.Name
	}
	return textProseFigures
}

func first(f form.Field, _ bool) form.Field { return f }

func compareProse(o *open, p *comparePage) {
	reading := compare.Read(o.previous, o.draft.Report)
	p.Rate, p.High = rateText(reading.Rate), reading.Rate.High()
	for _, n := range reading.Narratives {
		p.Prose = append(p.Prose, comparedProse{n, rateText(n.Rate), n.Rate.High()})
	}
}
