package web

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"nianbao/internal/draft"
)

// Limits of what is known of who is where: a window counts as open for so long
// after it was last heard of, and an office has at most so many.
const (
	presentFor     = 30 * time.Second
	presentWindows = 200
)

// sighting is a window when it was last heard of.
type sighting struct {
	window string
	name   string
	year   int
	part   string
	at     time.Time
}

// presence knows which windows are open on which part. It is kept in memory
// only: after a restart the windows report again within seconds.
type presence struct {
	mu      sync.Mutex
	offices map[string][]sighting
}

// meet notes a window and returns the others on the same report.
func (p *presence) meet(office string, me sighting) []sighting {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.offices == nil {
		p.offices = map[string][]sighting{}
	}
	list := slices.DeleteFunc(p.offices[office], func(s sighting) bool {
		return s.window == me.window || me.at.Sub(s.at).Abs() > presentFor
	})
	others := slices.DeleteFunc(slices.Clone(list), func(s sighting) bool { return s.year != me.year })
	if len(list) >= presentWindows {
		list = slices.Delete(list, 0, 1) // the one longest not heard of
	}
	p.offices[office] = append(list, me)
	slices.SortFunc(others, func(a, b sighting) int {
		return cmp.Or(cmp.Compare(a.part, b.part), cmp.Compare(a.name, b.name))
	})
	return others
}

// stateAnswer is what a window is told every few seconds. Change is there only
// if something was stored since the revision the window knows.
type stateAnswer struct {
	Program  string        `json:"program"` // another one: the page is from before an upgrade
	Presence string        `json:"presence"`
	Revision int           `json:"revision"`
	Change   *changeAnswer `json:"change,omitempty"`
}

// reportState tells a window who else is there, and what has been stored by
// others meanwhile.
func (s *Server) reportState(c *gin.Context) (any, error) {
	office, err := s.office(c)
	if err != nil {
		return nil, err
	}
	q, err := readState(c)
	if err != nil {
		return nil, err
	}
	d, err := s.Drafts.Load(c.Request.Context(), office.ID, q.year)
	if err != nil {
		return nil, err
	}
	me := sighting{window: q.window, name: by(c), year: q.year, part: q.part, at: s.Now()}
	a := stateAnswer{Program: s.assets.version, Revision: d.Report.Revision,
		Presence: presenceText(me, s.present.meet(office.ID, me))}
	if d.Report.Revision == q.revision {
		return a, nil
	}
	o, err := s.inspect(c, office, d, q.part == partCheck)
	if err != nil {
		return nil, err
	}
	a.Change, err = s.whole(c, o, q.part)
	return a, err
}

// whole is the answer to a change of everything on a part's page.
func (s *Server) whole(c *gin.Context, o *open, part string) (*changeAnswer, error) {
	answer, err := s.changed(o, draft.Change{Edits: fieldsOf(o, part)}, part)
	if err != nil {
		return nil, err
	}
	answer.Steps, err = s.steps(c, o)
	return &answer, err
}
