package draft_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

// wantReverted takes changes back in both ways, last first, and expects the
// report as it was.
func wantReverted(t *testing.T, d *draft.Draft, done []draft.Change, want string) {
	t.Helper()
	looked := d.Report.Clone()
	for _, c := range slices.Backward(done) {
		if err := draft.TakeBack(looked, c); err != nil {
			t.Fatalf("take back %+v: %v", c, err)
		}
	}
	if diff := cmp.Diff(want, must(report.Marshal(looked))); diff != "" {
		t.Errorf("looking back: %s", diff)
	}
	for i, c := range slices.Backward(done) {
		undo, err := d.Revert(definition(t, d.Report.Format), c, draft.Request{ID: fmt.Sprint("u", i), By: "王"}, noon)
		if err != nil {
			t.Fatalf("revert %+v: %v", c, err)
		}
		if undo.Cause != draft.Undo || undo.Undoes != c.ID || undo.By != "王" {
			t.Errorf("stored %+v", undo)
		}
	}
	d.Report.Revision -= 2 * len(done)
	if diff := cmp.Diff(want, text(d)); diff != "" {
		t.Errorf("undone: %s", diff)
	}
}

// TestRevertAll makes random changes and takes them back in reverse order.
func TestRevertAll(t *testing.T) {
	for seed := range uint64(20) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 7))
			format := []string{"2021", "2019"}[seed%2]
			d := example(t, format, []string{"full", "empty", "nil", "previous"}[seed%4])
			if seed%3 == 0 { // totals as a bad source prints them
				d.Report.SetCell("t3.total.total", report.Figure("999"))
				d.Report.SetCell("t3.granted.total", report.Figure("/"))
			}
			start := text(d)
			var done []draft.Change
			for i := range 80 {
				if c, ok := randomChange(t, d, random, done, fmt.Sprint("c", i)); ok {
					done = append(done, c)
				}
			}
			if len(done) < 40 {
				t.Errorf("only %d changes", len(done))
			}
			wantReverted(t, d, done, start)
		})
	}
}

// randomChange makes one or several edits, or undoes one of the changes done.
func randomChange(t *testing.T, d *draft.Draft, random *rand.Rand, done []draft.Change, id string) (draft.Change, bool) {
	def := definition(t, d.Report.Format)
	var c draft.Change
	var err error
	if len(done) > 0 && random.IntN(4) == 0 {
		c, err = d.Revert(def, done[random.IntN(len(done))], request(id), noon)
	} else {
		var edits []draft.Edit
		for range 1 + random.IntN(4) {
			edits = append(edits, randomEdit(t, def, d, random))
		}
		c, err = d.Apply(def, request(id, edits...), noon)
	}
	var conflict *draft.ConflictError
	if err != nil && !errors.As(err, &conflict) {
		t.Fatal(err)
	}
	return c, err == nil && len(c.Edits) > 0
}

func randomEdit(t *testing.T, def *form.Definition, d *draft.Draft, random *rand.Rand) draft.Edit {
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	fields := def.Fields()
	f := fields[random.IntN(len(fields))]
	switch random.IntN(6) {
	case 0:
		return randomText(d.Report, random)
	case 1:
		return typed(t, d, pick("title", "county", "issuer", "issuer_kind", "signature.date", "printed.note"), pick("", "town"))
	case 2:
		return typed(t, d, draft.AcceptedField("T2-02", "k", pick("1", "2"), "9"), pick("", "已核对", "情况属实"))
	case 3:
		return typed(t, d, "unit."+string(f.Code), pick("", "元", "万元"))
	}
	for def.Computed(f.Code) {
		f = fields[random.IntN(len(fields))]
	}
	return typed(t, d, string(f.Code), pick("", "0", "1", "12", "不适用", "7万元", "8元", "3件"))
}

func randomText(r *report.Report, random *rand.Rand) draft.Edit {
	place := report.Places[random.IntN(len(report.Places))]
	current := r.Paragraphs(place)
	at := random.IntN(len(current) + 1)
	before := current[at : at+random.IntN(min(2, len(current)-at)+1)]
	var after []string
	for i := range random.IntN(3) {
		text := fmt.Sprint("新的一段", random.IntN(1000))
		if i < len(before) && random.IntN(2) == 0 {
			text = before[i] + "（补充）"
		}
		after = append(after, text)
	}
	return draft.Edit{Field: draft.TextPrefix + string(place), At: at, Before: strings.Join(before, "\n"), After: strings.Join(after, "\n")}
}

func TestRevertMeetsAnother(t *testing.T) {
	d := example(t, "2021", "full")
	c := apply(t, d, typed(t, d, person, "5"))
	set(t, d, person, "6")
	undo, err := d.Revert(definition(t, "2021"), c, request("u"), noon)
	var conflict *draft.ConflictError
	if !errors.As(err, &conflict) || undo.Outcome != draft.SetAside || undo.Undoes != c.ID || value(t, d, person) != "6" {
		t.Errorf("%+v, %v", undo, err)
	}
}

// TestRevertAnOlderChange keeps what others did since, totals included.
func TestRevertAnOlderChange(t *testing.T) {
	d := example(t, "2021", "full") // 9 of 17
	c := apply(t, d, typed(t, d, person, "5"))
	set(t, d, "t3.received.enterprise", "13")
	if _, err := d.Revert(definition(t, "2021"), c, request("u"), noon); err != nil {
		t.Fatal(err)
	}
	wantValues(t, d, map[string]string{person: "9", "t3.received.enterprise": "13", "t3.received.total": "27"})
}

func TestRevertOfARevert(t *testing.T) {
	d := example(t, "2021", "full")
	d.Report.SetCell("t3.received.total", report.Figure("99"))
	c := apply(t, d, typed(t, d, person, "5"))
	after := text(d)
	undo, err := d.Revert(definition(t, "2021"), c, request("u"), noon)
	if err != nil {
		t.Fatal(err)
	}
	wantValues(t, d, map[string]string{person: "9", "t3.received.total": "99"})
	if _, err := d.Revert(definition(t, "2021"), undo, request("r"), noon); err != nil {
		t.Fatal(err)
	}
	d.Report.Revision = 1
	if diff := cmp.Diff(after, text(d)); diff != "" {
		t.Error(diff)
	}
}

// TestRevertNothing undoes what is undone already: the report others look at
// stays as it is.
func TestRevertNothing(t *testing.T) {
	d := example(t, "2021", "full")
	c := apply(t, d, typed(t, d, person, "5"))
	set(t, d, person, "9")
	d.Report.SetCell("t3.received.total", report.Figure(c.Derived[0].After))
	shared, before := d.Report, text(d)
	undo, err := d.Revert(definition(t, "2021"), c, request("u"), noon)
	if err != nil || len(undo.Edits) != 0 || d.Report != shared || text(d) != before {
		t.Errorf("%+v, %v", undo, err)
	}
}

func TestRevertRefuses(t *testing.T) {
	d := example(t, "2021", "full")
	def := definition(t, "2021")
	aside, _ := d.Apply(def, request("a", draft.Edit{Field: person, Before: "no", After: "9"}), noon)
	tests := []struct {
		name    string
		earlier draft.Change
		status  string
		want    error
	}{
		{"set aside", aside, "", draft.ErrEmpty},
		{"the creation", draft.Change{ID: "create-1", Cause: draft.Create, Outcome: draft.Applied}, "", draft.ErrEmpty},
		{"final", draft.Change{ID: "c", Outcome: draft.Applied, Edits: []draft.Edit{{Field: person, After: "9"}}}, draft.Final, draft.ErrFinal},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d.Report.Status = tt.status
			before := text(d)
			if _, err := d.Revert(def, tt.earlier, request("u"), noon); !errors.Is(err, tt.want) || text(d) != before {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

func TestTakeBackRefusesAnotherHistory(t *testing.T) {
	tests := []struct {
		name   string
		change draft.Change
	}{
		{"another revision", draft.Change{Revision: 9}},
		{"text that is not there", draft.Change{Edits: []draft.Edit{{Field: "text.1", At: 0, After: "没有"}}}},
		{"text out of range", draft.Change{Edits: []draft.Edit{{Field: "text.1", At: 99, After: "没有"}}}},
		{"text before the beginning", draft.Change{Edits: []draft.Edit{{Field: "text.1", At: -1, After: "没有"}}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if err := draft.TakeBack(blank("2021").Report, tt.change); !errors.Is(err, draft.ErrHistory) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestErrorsName(t *testing.T) {
	tests := []struct {
		err  error
		want string
	}{
		{&draft.FieldError{Field: "t9.x", Reason: draft.UnknownField}, `"t9.x": unknown`},
		{&draft.ConflictError{Conflicts: make([]draft.Conflict, 2)}, "2 edits"},
	}
	for _, tt := range tests {
		if got := tt.err.Error(); !strings.Contains(got, tt.want) {
			t.Errorf("%q lacks %q", got, tt.want)
		}
	}
}
