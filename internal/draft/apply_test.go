package draft_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/draft"
	"nianbao/internal/report"
)

const (
	person = "t3.received.natural_person"
	fee    = "t2.administrative_fees.amount"
	amount = "t2.government_procurement.amount" // of 2019, whose unit is not fixed
)

func TestApplyScalar(t *testing.T) {
	long := strings.Repeat("无", report.MaxValueRunes)
	tests := []struct {
		name, format, field, after string
		want                       string
		reason                     draft.Reason
	}{
		{"digits", "2021", person, "12", "12", ""},
		{"zero", "2021", person, "0", "0", ""},
		{"nought", "2021", person, "零", "0", ""},
		{"full-width digits", "2021", person, " １２　", "12", ""},
		{"thousands", "2021", person, "1，113", "1113", ""},
		{"unit of a count", "2021", person, "12件", "12", ""},
		{"text", "2021", person, "不适用", "不适用", ""},
		{"64 characters", "2021", person, long, long, ""},
		{"65 characters", "2021", person, long + "无", "", draft.TooLong},
		{"trailing zeros stay", "2021", fee, "3.6200", "3.6200", ""},
		{"figure without a table", "2021", "s6.processing_fee.due", "8", "8", ""},
		{"no such cell", "2021", "t3.received.nobody", "1", "", draft.UnknownField},
		{"cell of the other format", "2019", "t3.other.other.legal", "1", "", draft.UnknownField},
		{"total", "2021", "t3.received.total", "5", "", draft.ComputedField},
		{"title in one line", "2021", "title", " 青石镇\n年报 ", "青石镇 年报", ""},
		{"title too long", "2021", "title", strings.Repeat("长", 501), "", draft.TooLong},
		{"kind of office", "2021", "issuer_kind", "town", "town", ""},
		{"no kind of office", "2021", "issuer_kind", "village", "", draft.BadValue},
		{"date", "2021", "signature.date", "2025-01-06", "2025-01-06", ""},
		{"note", "2021", "printed.note", "（此件主动公开）", "（此件主动公开）", ""},
		{"no such head field", "2021", "revision", "9", "", draft.UnknownField},
		{"unit", "2019", "unit." + amount, "元", "元", ""},
		{"unit of nothing", "2019", "unit.t9.x", "元", "", draft.UnknownField},
		{"acceptance", "2021", draft.AcceptedField("T2-02", "k", "1", "2"), "已核对", "已核对", ""},
		{"acceptance of nothing", "2021", "accepted.", "已核对", "", draft.UnknownField},
		{"acceptance without end", "2021", "accepted." + strings.Repeat("k", 501), "已核对", "", draft.UnknownField},
		{"not UTF-8", "2021", "title", "\xff", "", draft.BadValue},
		{"no such place", "2021", "text.9", "x", "", draft.UnknownField},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := blank(tt.format)
			_, err := d.Apply(definition(t, tt.format), request("c", draft.Edit{Field: tt.field, After: tt.after}), noon)
			var field *draft.FieldError
			errors.As(err, &field)
			switch {
			case tt.reason == "" && err != nil:
				t.Fatal(err)
			case tt.reason != "" && (field == nil || field.Reason != tt.reason || field.Field != tt.field):
				t.Errorf("got %v, want %s", err, tt.reason)
			case tt.reason == "":
				wantValues(t, d, map[string]string{tt.field: tt.want})
			}
		})
	}
}

func TestApplyRefusesRequests(t *testing.T) {
	edit := draft.Edit{Field: "title", After: "x"}
	tests := []struct {
		name string
		req  draft.Request
		want error
	}{
		{"no id", request("", edit), draft.ErrChangeID},
		{"id of 64", request(strings.Repeat("x", 64), edit), nil},
		{"id of 65", request(strings.Repeat("x", 65), edit), draft.ErrChangeID},
		{"id with a space", request("a b", edit), draft.ErrChangeID},
		{"id in Chinese", request("改", edit), draft.ErrChangeID},
		{"every kind of letter", request("azAZ09-_", edit), nil},
		{"no edits", request("c"), draft.ErrEmpty},
		{"512 edits", request("c", make512(edit, 0)...), nil},
		{"513 edits", request("c", make512(edit, 1)...), draft.ErrTooMany},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := blank("2021").Apply(definition(t, "2021"), tt.req, noon); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

func make512(e draft.Edit, more int) []draft.Edit {
	edits := make([]draft.Edit, draft.MaxEdits+more)
	for i := range edits {
		edits[i] = e
	}
	return edits
}

func TestApplyFinal(t *testing.T) {
	d := example(t, "2021", "full")
	d.Report.Status = draft.Final
	before := text(d)
	c, err := d.Apply(definition(t, "2021"), request("c", typed(t, d, person, "1")), noon)
	if !errors.Is(err, draft.ErrFinal) || c.ID != "" || text(d) != before {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestApplyDescribesTheChange(t *testing.T) {
	d := blank("2021")
	shared := d.Report
	c := apply(t, d, draft.Edit{Field: person, After: "１２件"}, draft.Edit{Field: "title", After: ""})
	want := draft.Change{ID: "c0", Revision: 1, Edits: []draft.Edit{{Field: person, After: "12"}}, Outcome: draft.Applied, By: "李", At: noon}
	if diff := cmp.Diff(want, c); diff != "" {
		t.Error(diff)
	}
	if d.Report.Revision != 1 || d.UpdatedBy != "李" || !d.UpdatedAt.Equal(noon) {
		t.Errorf("draft %+v", d)
	}
	if shared.Revision != 0 || len(shared.Cells) != 0 {
		t.Error("the report that others look at was changed")
	}
}

func TestApplyNothing(t *testing.T) {
	d := example(t, "2021", "full")
	before := d.Report
	c := apply(t, d, typed(t, d, person, " ９ "), typed(t, d, "title", value(t, d, "title")))
	if len(c.Edits) != 0 || len(c.Derived) != 0 || d.Report != before || c.Revision != 0 {
		t.Errorf("%+v", c)
	}
}

func TestApplyIsAllOrNothing(t *testing.T) {
	tests := []struct {
		name string
		bad  draft.Edit
	}{
		{"field error", draft.Edit{Field: "t9.x", After: "1"}},
		{"conflict", draft.Edit{Field: "county", Before: "别的县", After: "新县"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := example(t, "2021", "full")
			before := text(d)
			good := typed(t, d, person, "99")
			if _, err := d.Apply(definition(t, "2021"), request("c", good, tt.bad, good), noon); err == nil {
				t.Fatal("no error")
			}
			if text(d) != before {
				t.Error("a part was applied")
			}
		})
	}
}

func TestApplyMeetsAnother(t *testing.T) {
	tests := []struct {
		name, seen, mine, there string
		conflict                bool
	}{
		{"nobody was there", "9", "5", "9", false},
		{"another value", "9", "5", "7", true},
		{"the same value", "9", "7", "7", false},
		{"the same value typed differently", "9", "７", "7", false},
		{"blank is not 0", "", "5", "0", true},
		{"0 is not blank", "0", "5", "", true},
		{"seen as it was typed offline", "１２件", "5", "12", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := blank("2021")
			if tt.there != "" {
				set(t, d, person, tt.there)
			}
			c, err := d.Apply(definition(t, "2021"), request("mine", draft.Edit{Field: person, Before: tt.seen, After: tt.mine}), noon)
			var conflict *draft.ConflictError
			if errors.As(err, &conflict) != tt.conflict {
				t.Fatalf("got %v", err)
			}
			if !tt.conflict {
				return
			}
			want := []draft.Conflict{{Field: person, Before: tt.seen, Yours: tt.mine, Theirs: tt.there}}
			if diff := cmp.Diff(want, conflict.Conflicts); diff != "" {
				t.Error(diff)
			}
			if c.Outcome != draft.SetAside || c.Revision != d.Report.Revision || c.Edits[0].After != tt.mine || value(t, d, person) != tt.there {
				t.Errorf("set aside as %+v", c)
			}
		})
	}
}

// TestApplyUnits types units behind amounts.
func TestApplyUnits(t *testing.T) {
	tests := []struct {
		name, format, field string
		typed               []string
		value, unit         string
	}{
		{"bare", "2021", fee, []string{"3.62"}, "3.62", ""},
		{"the format's unit", "2021", fee, []string{"3.62万元"}, "3.62", ""},
		{"another unit", "2021", fee, []string{"36200元"}, "36200", "元"},
		{"bare again", "2021", fee, []string{"36200元", "3.62"}, "3.62", ""},
		{"only the unit", "2021", fee, []string{"3", "3元"}, "3", "元"},
		{"only the unit, back", "2021", fee, []string{"3元", "3万元"}, "3", ""},
		{"unit not fixed", "2019", amount, []string{"70487元"}, "70487", "元"},
		{"bare keeps the unit", "2019", amount, []string{"70487元", "8"}, "8", "元"},
		{"a new unit", "2019", amount, []string{"70487元", "7万元"}, "7", "万元"},
		{"a count has no unit", "2021", person, []string{"3件"}, "3", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := blank(tt.format)
			start := text(d)
			var done []draft.Change
			for _, after := range tt.typed {
				done = append(done, apply(t, d, typed(t, d, tt.field, after)))
			}
			wantValues(t, d, map[string]string{tt.field: tt.value, "unit." + tt.field: tt.unit})
			if d.Report.Revision != len(tt.typed) {
				t.Errorf("%d changes stored", d.Report.Revision)
			}
			wantReverted(t, d, done, start)
		})
	}
}

func TestAcceptance(t *testing.T) {
	d := blank("2021")
	field := draft.AcceptedField("T2-02", "t2:x", "5", "6")
	set(t, d, draft.AcceptedField("A", "k", "", ""), "甲", field, "已核对", draft.AcceptedField("B", "k", "", ""), "乙")
	want := report.Accepted{Rule: "T2-02", Key: "t2:x", Found: "5", Expected: "6", Reason: "已核对", By: "李", At: noon}
	if diff := cmp.Diff(want, d.Report.Accepted[1]); diff != "" {
		t.Error(diff)
	}
	before := text(d)
	set(t, d, field, "情况属实")
	if len(d.Report.Accepted) != 3 || d.Report.Accepted[1].Reason != "情况属实" {
		t.Errorf("%+v", d.Report.Accepted)
	}
	c := apply(t, d, typed(t, d, field, ""))
	if len(d.Report.Accepted) != 2 || value(t, d, field) != "" {
		t.Errorf("%+v", d.Report.Accepted)
	}
	// Undone by somebody else and later, it is the first acceptance again.
	if _, err := d.Revert(definition(t, "2021"), c, draft.Request{ID: "u", By: "王"}, noon.AddDate(0, 1, 0)); err != nil {
		t.Fatal(err)
	}
	set(t, d, field, "已核对")
	got := d.Report.Clone()
	got.Revision = 3
	if diff := cmp.Diff(before, must(report.Marshal(got))); diff != "" {
		t.Error(diff)
	}
}

func TestAcceptanceUndoneIsTheOldOne(t *testing.T) {
	d := blank("2021")
	field := draft.AcceptedField("T2-02", "k", "5", "6")
	set(t, d, field, "已核对", draft.AcceptedField("B", "k", "", ""), "乙")
	c := apply(t, d, typed(t, d, field, ""))
	if _, err := d.Revert(definition(t, "2021"), c, draft.Request{ID: "u", By: "王"}, noon.AddDate(0, 1, 0)); err != nil {
		t.Fatal(err)
	}
	if a := d.Report.Accepted[0]; a.By != "李" || !a.At.Equal(noon) || a.Rule != "T2-02" {
		t.Errorf("%+v", d.Report.Accepted)
	}
}

// TestTotals fills table three and watches the totals.
func TestTotals(t *testing.T) {
	d := blank("2021")
	def := definition(t, "2021")
	columns := []string{"natural_person", "enterprise", "research", "social", "legal", "other"}
	n := 0
	for _, f := range def.Fields() {
		if f.Table == "t3" && !def.Computed(f.Code) {
			n++
			set(t, d, string(f.Code), strconv.Itoa(n%7))
		}
	}
	rows, all := 0, 0
	for _, f := range def.Fields() {
		v, _ := strconv.Atoi(value(t, d, string(f.Code)))
		switch {
		case f.Table != "t3" || def.Computed(f.Code):
		case f.Row == "received":
			rows += v
		case f.Row != "carried_in" && f.Row != "carried_out":
			all += v
		}
	}
	wantValues(t, d, map[string]string{"t3.received.total": strconv.Itoa(rows), "t3.total.total": strconv.Itoa(all)})

	c := apply(t, d, typed(t, d, "t3.granted.legal", "100"))
	var derived []string
	for _, e := range c.Derived {
		derived = append(derived, e.Field)
		if e.Before == e.After || value(t, d, e.Field) != e.After {
			t.Errorf("derived %+v", e)
		}
	}
	if got := strings.Join(derived, " "); got != "t3.total.legal t3.granted.total t3.total.total" {
		t.Errorf("derived %s", got)
	}
	for _, column := range columns {
		set(t, d, "t3.granted."+column, "")
	}
	wantValues(t, d, map[string]string{"t3.granted.total": "", "t3.total.legal": "", "t3.total.total": "", "t3.received.total": strconv.Itoa(rows)})
}

func TestTotalsOfWhatIsNoNumber(t *testing.T) {
	tests := []struct{ after, total string }{
		{"5", "13"}, {"0", "8"}, {"", ""}, {"不适用", ""}, {"/", ""}, {"-1", "7"}, {"0.5", "8.5"},
	}
	for _, tt := range tests {
		d := example(t, "2021", "full")
		set(t, d, person, tt.after)
		wantValues(t, d, map[string]string{"t3.received.total": tt.total})
	}
}

// TestPrintedTotals keeps a total that a source printed wrong until one of
// its parts, or the total itself, is touched.
func TestPrintedTotals(t *testing.T) {
	tests := []struct {
		name, field, after string
		total              string
		err                bool
	}{
		{"another row", "t3.carried_in.legal", "3", "99", false},
		{"a head field", "county", "新县", "99", false},
		{"a part", person, "10", "18", false},
		{"the total, right", "t3.received.total", "17", "17", false},
		{"the total, wrong", "t3.received.total", "98", "99", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := example(t, "2021", "full")
			d.Report.SetCell("t3.received.total", report.Figure("99"))
			start := text(d)
			c, err := d.Apply(definition(t, "2021"), request("c", typed(t, d, tt.field, tt.after)), noon)
			if (err != nil) != tt.err {
				t.Fatal(err)
			}
			wantValues(t, d, map[string]string{"t3.received.total": tt.total})
			if !tt.err {
				wantReverted(t, d, []draft.Change{c}, start)
			}
		})
	}
}

func TestSummaryAndProgress(t *testing.T) {
	d := example(t, "2021", "full")
	set(t, d, person, "3")
	want := draft.Summary{Year: d.Report.Year, Title: d.Report.Title, Status: d.Report.Status, Revision: 1, UpdatedAt: noon, UpdatedBy: "李"}
	if got := d.Summary(); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	def := definition(t, "2021")
	for i := range def.Sections {
		if p := draft.SectionProgress(def, d.Report, &def.Sections[i]); !p.Complete() || !p.Started() {
			t.Errorf("section %d of the full example: %+v", i+1, p)
		}
		if p := draft.SectionProgress(def, blank("2021").Report, &def.Sections[i]); p.Complete() || p.Started() {
			t.Errorf("section %d of a blank report: %+v", i+1, p)
		}
	}
	for status, want := range map[string]bool{"": false, draft.Drafting: false, draft.Final: true, draft.Published: true} {
		if d.Report.Status = status; d.Published() != want {
			t.Errorf("%q published: %v", status, !want)
		}
	}
}
