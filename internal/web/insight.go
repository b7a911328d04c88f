package web

import (
	"fmt"
	"strconv"
	"sync"
	"time"

	"nianbao/internal/check"
	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

// What follows from a report is worked out once for each of its states: people
// who save together get the same state back, and windows that hear of it ask
// for the same panels. Nothing here is stored, and every request asks by the
// state it has in hand, so that nothing has to be forgotten when one changes.

// maxInsights is for how many reports it is kept.
const maxInsights = 64

// insightKey finds the report that an insight is about. Final also judges what
// only a finished report must have.
type insightKey struct {
	office string
	year   int
	final  bool
}

// stateOf is all that findings and panels follow from. Reports are never
// changed, so that the same pointer is the same content.
type stateOf struct {
	report   *report.Report
	previous *report.Report
	office   string // its name
	day      string
	kept     string // its own wordings and the county's requirements
}

// insight is what follows from one state.
type insight struct {
	state stateOf

	mu       sync.Mutex
	checked  bool
	findings []check.Finding
	around   map[aroundKey]surroundings
}

type aroundKey struct {
	part   string
	locked bool
}

// insights are the last ones of the reports looked at.
type insights struct {
	mu    sync.Mutex
	byKey map[insightKey]*insight
}

// of is the insight into a state.
func (all *insights) of(k insightKey, state stateOf) *insight {
	all.mu.Lock()
	defer all.mu.Unlock()
	in := all.byKey[k]
	switch {
	case in != nil && in.state == state:
		return in
	case all.byKey == nil, in == nil && len(all.byKey) >= maxInsights:
		all.byKey = map[insightKey]*insight{}
	}
	in = &insight{state: state, around: map[aroundKey]surroundings{}}
	all.byKey[k] = in
	return in
}

// insight is the one into the state that a request has in hand.
func (s *Server) insight(o *open, final bool) *insight {
	k := insightKey{o.office.ID, o.draft.Report.Year, final}
	return s.insights.of(k, stateOf{o.draft.Report, o.previous, o.office.Profile.Name, s.Now().Format(time.DateOnly), customOf(o.office)})
}

// customOf is what an office keeps, as one text to compare.
func customOf(office draft.Office) string {
	if len(office.Wordings) == 0 {
		return office.Requirements
	}
	return fmt.Sprint(office.Wordings) + office.Requirements // maps are printed in order
}

// judged are the findings; who comes second waits for who came first.
func (in *insight) judged(judge func() []check.Finding) []check.Finding {
	in.mu.Lock()
	defer in.mu.Unlock()
	if !in.checked {
		in.findings, in.checked = judge(), true
	}
	return in.findings
}

// surroundings are what stands around the form on a part's page. HTML holds
// the panels to replace, by element id.
type surroundings struct {
	Revision int                         `json:"revision"`
	Saved    string                      `json:"saved"`
	Marks    map[form.Code]form.Severity `json:"marks"`
	Problems map[string]string           `json:"problems"`
	HTML     map[string]string           `json:"html"`
	// Of a table's page: lines of folded groups by element id, balances in
	// words by column.
	Subtotals map[string]string      `json:"subtotals,omitempty"`
	Strips    map[string]check.Strip `json:"strips,omitempty"`
}

// around works out what stands around the form on a part's page.
func (s *Server) around(o *open, part string) (surroundings, error) {
	k := aroundKey{knownPart(o.def, part), o.locked()}
	o.insight.mu.Lock()
	defer o.insight.mu.Unlock()
	if a, ok := o.insight.around[k]; ok {
		return a, nil
	}
	a := surroundings{Revision: o.draft.Report.Revision, Saved: savedAt(o.draft), Marks: marks(o.findings), Problems: map[string]string{}}
	for _, h := range o.def.Head {
		value, _ := draft.Value(o.def, o.draft.Report, h.Code)
		if text := headProblem(h.Code, value); text != "" {
			a.Problems[h.Code] = text
		}
	}
	if t := tableOf(o.def, k.part); t != nil {
		a.Subtotals, a.Strips = subtotals(o, t), s.strips(o, t)
	}
	var err error
	if a.HTML, err = s.panels(o, k.part); err == nil {
		o.insight.around[k] = a
	}
	return a, err
}

// knownPart is a part that panels are drawn for, "" for any other.
func knownPart(def *form.Definition, part string) string {
	number, err := strconv.Atoi(part)
	switch {
	case part == partHead || part == partCheck:
		return part
	case err == nil && def.Section(number) != nil:
		return strconv.Itoa(number)
	}
	return ""
}
