package draft_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/draft"
	"nianbao/internal/report"
)

// visible is a report without what no edit reaches and nobody sees: its
// revision, and the order of acceptances.
func visible(r *report.Report) string {
	r = r.Clone()
	r.Revision = 0
	slices.SortFunc(r.Accepted, func(a, b report.Accepted) int { return strings.Compare(a.Rule+a.Key+a.Found, b.Rule+b.Key+b.Found) })
	return must(report.Marshal(r))
}

// TestRestoreAll makes random changes, goes back to random states, and undoes
// the going back in both ways.
func TestRestoreAll(t *testing.T) {
	for seed := range uint64(20) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 11))
			d := example(t, []string{"2021", "2019"}[seed%2], []string{"full", "empty", "nil", "previous"}[seed%4])
			if seed%3 == 0 {
				d.Report.SetCell("t3.total.total", report.Figure("999"))
			}
			def := definition(t, d.Report.Format)
			states := []*report.Report{d.Report.Clone()}
			var done []draft.Change
			for i := range 60 {
				if c, ok := randomChange(t, d, random, done, fmt.Sprint("c", i)); ok {
					done, states = append(done, c), append(states, d.Report.Clone())
				}
			}
			for i := range 12 {
				now, then := d.Report.Clone(), states[random.IntN(len(states))]
				c, err := d.Restore(def, then, request(fmt.Sprint("r", i)), noon)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(visible(then), visible(d.Report)); diff != "" {
					t.Fatalf("restored: %s", diff)
				}
				if len(c.Edits) == 0 {
					continue
				}
				if c.Cause != draft.Restore || c.Revision != now.Revision+1 {
					t.Errorf("stored cause %q, revision %d", c.Cause, c.Revision)
				}
				back := d.Report.Clone()
				if err := draft.TakeBack(back, c); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(visible(now), visible(back)); diff != "" {
					t.Fatalf("taken back: %s", diff)
				}
				if i%2 == 0 {
					continue
				}
				if _, err := d.Revert(def, c, request(fmt.Sprint("u", i)), noon); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(visible(now), visible(d.Report)); diff != "" {
					t.Fatalf("reverted: %s", diff)
				}
			}
		})
	}
}

func TestRestoreKeepsBindings(t *testing.T) {
	d := example(t, "2021", "full")
	d.Report.Text["1"] = []report.Paragraph{{Runs: []report.Run{{Text: "收到"}, {Ref: "t3.received.total"}, {Text: "件。"}}, Carried: true}, report.Plain("第二段。")}
	then := d.Report.Clone()
	apply(t, d, draft.Edit{Field: "text.1", Before: strings.Join(d.Report.Paragraphs("1"), "\n"), After: "全改了。"})
	set(t, d, "t3.received.natural_person", "77")
	if _, err := d.Restore(definition(t, "2021"), then, request("r"), noon); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(then.Text["1"], d.Report.Text["1"]); diff != "" {
		t.Error(diff)
	}
	if got, want := d.Report.Narrative("1"), then.Narrative("1"); got != want {
		t.Errorf("prints %q, want %q", got, want)
	}
}

func TestRestoreRefused(t *testing.T) {
	def := definition(t, "2021")
	d := example(t, "2021", "full")
	if c, err := d.Restore(def, d.Report.Clone(), request("r"), noon); err != nil || len(c.Edits) != 0 || d.Report.Revision != 0 {
		t.Errorf("nothing to restore: %+v, %v, revision %d", c, err, d.Report.Revision)
	}
	if _, err := d.Restore(def, d.Report, request("no id"), noon); !errors.Is(err, draft.ErrChangeID) {
		t.Errorf("bad id: %v", err)
	}
	d.Report.Status = draft.Final
	if _, err := d.Restore(def, d.Report, request("r"), noon); !errors.Is(err, draft.ErrFinal) {
		t.Errorf("final: %v", err)
	}
}

func TestNextSteps(t *testing.T) {
	typed := func(id string) draft.Change { return draft.Change{ID: id, Outcome: draft.Applied} }
	undo := func(id, of string) draft.Change {
		return draft.Change{ID: id, Cause: draft.Undo, Undoes: of, Outcome: draft.Applied}
	}
	aside := func(c draft.Change) draft.Change { c.Outcome = draft.SetAside; return c }
	tests := []struct {
		name    string
		history []draft.Change // oldest first
		want    draft.Steps
	}{
		{"nothing", nil, draft.Steps{}},
		{"one change", []draft.Change{typed("a")}, draft.Steps{Undo: "a"}},
		{"two changes", []draft.Change{typed("a"), typed("b")}, draft.Steps{Undo: "b"}},
		{"one undone", []draft.Change{typed("a"), typed("b"), undo("u", "b")}, draft.Steps{Undo: "a", Redo: "u"}},
		{"both undone", []draft.Change{typed("a"), typed("b"), undo("u", "b"), undo("v", "a")}, draft.Steps{Redo: "v"}},
		{"redone", []draft.Change{typed("a"), undo("u", "a"), undo("r", "u")}, draft.Steps{Undo: "r"}},
		{"redone and undone", []draft.Change{typed("a"), undo("u", "a"), undo("r", "u"), undo("v", "r")}, draft.Steps{Redo: "v"}},
		{"two undone, one redone", []draft.Change{typed("a"), typed("b"), undo("u", "b"), undo("v", "a"), undo("r", "v")}, draft.Steps{Undo: "r", Redo: "u"}},
		{"typed on after undo", []draft.Change{typed("a"), undo("u", "a"), typed("b")}, draft.Steps{Undo: "b"}},
		{"set aside", []draft.Change{typed("a"), aside(typed("b"))}, draft.Steps{Undo: "a"}},
		{"undo met a newer value", []draft.Change{typed("a"), typed("b"), aside(undo("u", "b"))}, draft.Steps{Undo: "a"}},
		{"undo of what is too old", []draft.Change{undo("u", "long ago")}, draft.Steps{Redo: "u"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			history := slices.Clone(tt.history)
			slices.Reverse(history)
			if got := draft.NextSteps(history); got != tt.want {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
}

func TestSittings(t *testing.T) {
	at := func(minutes int) time.Time { return noon.Add(time.Duration(minutes) * time.Minute) }
	change := func(seq int64, by string, minute int, edits ...draft.Edit) draft.Change {
		return draft.Change{Seq: seq, By: by, At: at(minute), Revision: int(seq), Outcome: draft.Applied, Edits: edits}
	}
	aside := func(c draft.Change) draft.Change { c.Outcome = draft.SetAside; return c }
	cell := func(before, after string) draft.Edit { return draft.Edit{Field: "c", Before: before, After: after} }
	tests := []struct {
		name    string
		history []draft.Change // oldest first
		want    []string       // newest first: who, minutes, lines
	}{
		{"one", []draft.Change{change(1, "张", 0, cell("", "1"))}, []string{"张 0-0 1: c ''→'1'"}},
		{"typing on is one line", []draft.Change{change(1, "张", 0, cell("", "1")), change(2, "张", 5, cell("1", "12"))}, []string{"张 0-5 2: c ''→'12'"}},
		{"back again is none", []draft.Change{change(1, "张", 0, cell("", "1")), change(2, "张", 1, cell("1", ""))}, []string{"张 0-1 2:"}},
		{"a pause", []draft.Change{change(1, "张", 0, cell("", "1")), change(2, "张", 11, cell("1", "2"))}, []string{"张 11-11 2: c '1'→'2'", "张 0-0 1: c ''→'1'"}},
		{"the clock was set back", []draft.Change{change(1, "张", 600, cell("", "1")), change(2, "张", 0, cell("1", "2"))}, []string{"张 0-0 2: c '1'→'2'", "张 600-600 1: c ''→'1'"}},
		{"two at once", []draft.Change{change(1, "张", 0, cell("", "1")), change(2, "王", 1, draft.Edit{Field: "d", After: "x"}), change(3, "张", 2, cell("1", "2"))},
			[]string{"张 0-2 3: c ''→'2'", "王 1-1 2: d ''→'x'"}},
		{"somebody else between", []draft.Change{change(1, "张", 0, cell("", "1")), change(2, "王", 1, cell("1", "5")), change(3, "张", 2, cell("5", "2"))},
			[]string{"张 0-2 3: c ''→'1' c '5'→'2'", "王 1-1 2: c '1'→'5'"}},
		{"not chosen", []draft.Change{change(1, "张", 0, cell("", "1")), aside(change(2, "王", 1, cell("", "3")))}, []string{"王 1-1 2: -c ''→'3'", "张 0-0 1: c ''→'1'"}},
		{"chosen after all", []draft.Change{aside(change(1, "王", 1, cell("", "3"))), change(2, "王", 1, cell("1", "3"))}, []string{"王 1-1 2: c '1'→'3'"}},
		{"paragraphs apart", []draft.Change{change(1, "张", 0, draft.Edit{Field: "text.1", At: 0, Before: "a", After: "b"}), change(2, "张", 1, draft.Edit{Field: "text.1", At: 1, Before: "b", After: "c"})},
			[]string{"张 0-1 2: text.1 'a'→'b' text.1 'b'→'c'"}},
		{"begun", []draft.Change{{Seq: 1, By: "张", At: at(0), Cause: draft.Create, Outcome: draft.Applied}}, []string{"张 0-0 0: create"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			history := slices.Clone(tt.history)
			slices.Reverse(history)
			var got []string
			for _, s := range draft.Sittings(history) {
				line := fmt.Sprintf("%s %d-%d %d:", s.By, int(s.From.Sub(noon).Minutes()), int(s.To.Sub(noon).Minutes()), s.Revision)
				for _, l := range s.Lines {
					switch {
					case l.Field == "":
						line += " " + string(l.Cause)
					case l.SetAside:
						line += fmt.Sprintf(" -%s '%s'→'%s'", l.Field, l.Before, l.After)
					default:
						line += fmt.Sprintf(" %s '%s'→'%s'", l.Field, l.Before, l.After)
					}
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestStretch: what was typed without a pause is one step, and undoing it is
// exact.
func TestStretch(t *testing.T) {
	const cell = "t3.received.natural_person"
	at := func(c draft.Change, seconds int) draft.Change {
		c.At = noon.Add(time.Duration(seconds) * time.Second)
		return c
	}
	tests := []struct {
		name string
		make func(d *draft.Draft) []draft.Change // oldest first
		want string                              // ids undone
	}{
		{"keys", func(d *draft.Draft) []draft.Change {
			return []draft.Change{at(apply(t, d, typed(t, d, cell, "3")), 0), at(apply(t, d, typed(t, d, cell, "31")), 1), at(apply(t, d, typed(t, d, cell, "312")), 3)}
		}, "c2 c1 c0"},
		{"a pause", func(d *draft.Draft) []draft.Change {
			return []draft.Change{at(apply(t, d, typed(t, d, cell, "3")), 0), at(apply(t, d, typed(t, d, cell, "31")), 4)}
		}, "c1"},
		{"another cell between", func(d *draft.Draft) []draft.Change {
			return []draft.Change{at(apply(t, d, typed(t, d, cell, "3")), 0), at(apply(t, d, typed(t, d, "county", "x")), 1), at(apply(t, d, typed(t, d, cell, "31")), 2)}
		}, "c2"},
		{"somebody else between, elsewhere", func(d *draft.Draft) []draft.Change {
			first, other := at(apply(t, d, typed(t, d, cell, "3")), 0), at(apply(t, d, typed(t, d, "county", "x")), 1)
			other.By = "王"
			return []draft.Change{first, other, at(apply(t, d, typed(t, d, cell, "31")), 2)}
		}, "c2 c0"},
		{"several at once", func(d *draft.Draft) []draft.Change {
			return []draft.Change{at(apply(t, d, typed(t, d, cell, "3")), 0), at(apply(t, d, typed(t, d, cell, "31"), typed(t, d, "county", "x")), 1)}
		}, "c1"},
		{"a paragraph", func(d *draft.Draft) []draft.Change {
			return []draft.Change{at(apply(t, d, draft.Edit{Field: "text.1", Before: "甲", After: "甲乙"}), 0), at(apply(t, d, draft.Edit{Field: "text.1", Before: "甲乙", After: "甲乙丙"}), 1)}
		}, "c1 c0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := narrative(example(t, "2021", "full"), "甲")
			states := []*report.Report{d.Report}
			list := tt.make(d)
			before := slices.Clone(list[:len(list)-1])
			slices.Reverse(before)
			joined := draft.Stretch(list[len(list)-1], before)
			if joined.ID != tt.want {
				t.Fatalf("joined %q, want %q", joined.ID, tt.want)
			}
			c, err := d.Revert(definition(t, "2021"), joined, request("u"), noon)
			if err != nil || c.Undoes != tt.want {
				t.Fatalf("%q, %v", c.Undoes, err)
			}
			if len(strings.Fields(tt.want)) == len(list) {
				if diff := cmp.Diff(visible(states[0]), visible(d.Report)); diff != "" {
					t.Error(diff)
				}
			}
			c.Seq, c.By = 9, list[0].By
			var mine []draft.Change
			for _, c := range append([]draft.Change{c}, slices.Concat(list[len(list)-1:], before)...) {
				if c.By == list[0].By {
					mine = append(mine, c)
				}
			}
			left := len(mine) - 1 - len(strings.Fields(tt.want))
			if got := draft.NextSteps(mine); got.Redo != "u" || (got.Undo == "") != (left == 0) {
				t.Errorf("next %+v with %d left", got, left)
			}
		})
	}
}

// TestReplace: another file brings its doubts and settles those of the file
// before; taking that back, or going back, turns both round.
func TestReplace(t *testing.T) {
	d := example(t, "2021", "full")
	def := definition(t, "2021")
	d.Report.Doubts = []report.Doubt{{Code: "t3.received.other", Kind: "missing"}, {Code: "issuer", Kind: "missing"}}
	d.Report.Work = map[string]string{"doubt.1": "先空着"}
	then := d.Report.Clone()
	read := example(t, "2021", "previous").Report
	read.Doubts = []report.Doubt{{Code: "county", Kind: "missing"}}
	c, err := d.Replace(def, read, "换了文件", request("r"), noon)
	if err != nil {
		t.Fatal(err)
	}
	if got := draft.OpenDoubts(d.Report); !slices.Equal(got, []int{2}) || d.Report.Work["doubt.1"] != "先空着" {
		t.Errorf("open %v, noted %v", got, d.Report.Work)
	}
	back := d.Report.Clone()
	if err := draft.TakeBack(back, c); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Restore(def, back, request("b"), noon); err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]*report.Report{"taken back": back, "gone back": d.Report} {
		if got := draft.OpenDoubts(r); !slices.Equal(got, []int{0}) || !r.Cell("t3.received.total").Equal(then.Cell("t3.received.total")) {
			t.Errorf("%s: open %v, noted %v", name, got, r.Work)
		}
	}
}
