package draft_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/draft"
	"nianbao/internal/report"
)

// TestApplyText splices paragraphs into "甲 乙 丙 丁", in which the place the
// author saw may have moved.
func TestApplyText(t *testing.T) {
	const four = "甲\n乙\n丙\n丁"
	tests := []struct {
		name, there   string
		at            int
		before, after string
		want          string // paragraphs with a space between
		stored        int    // where
		conflict      bool
	}{
		{"replace", four, 1, "乙", "新", "甲 新 丙 丁", 1, false},
		{"replace two by three", four, 1, "乙\n丙", "一\n二\n三", "甲 一 二 三 丁", 1, false},
		{"insert", four, 2, "", "新", "甲 乙 新 丙 丁", 2, false},
		{"insert first", four, 0, "", "新", "新 甲 乙 丙 丁", 0, false},
		{"insert last", four, 4, "", "新", "甲 乙 丙 丁 新", 4, false},
		{"insert beyond the end", four, 99, "", "新", "甲 乙 丙 丁 新", 4, false},
		{"insert before the beginning", four, -3, "", "新", "新 甲 乙 丙 丁", 0, false},
		{"into nothing", "", 0, "", "新\n旧", "新 旧", 0, false},
		{"delete", four, 3, "丁", "", "甲 乙 丙", 3, false},
		{"delete all", four, 0, four, "", "", 0, false},
		{"white space", four, 1, " 乙 ", "\t新　\n\n", "甲 新 丙 丁", 1, false},
		{"moved down", "零\n甲\n乙\n丙", 1, "乙", "新", "零 甲 新 丙", 2, false},
		{"moved up", "乙\n丙", 1, "乙", "新", "新 丙", 0, false},
		{"place out of range", four, 77, "丙", "新", "甲 乙 新 丁", 2, false},
		{"negative place", four, -1, "丙", "新", "甲 乙 新 丁", 2, false},
		{"the one at the place of two", "乙\n甲\n乙", 2, "乙", "新", "乙 甲 新", 2, false},
		{"one of two elsewhere", "乙\n甲\n乙", 1, "乙", "新", "", 0, true},
		{"rewritten by another", "甲\n别的\n丙", 1, "乙", "新", "", 0, true},
		{"deleted by another", "甲\n丙", 1, "乙", "新", "", 0, true},
		{"deleted by another and at the end", "甲", 1, "乙", "新", "", 0, true},
		{"partly changed", "甲\n乙\n别的", 1, "乙\n丙", "新", "", 0, true},
		{"done by another already", "甲\n新\n丙", 1, "乙", "新", "甲 新 丙", -1, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := narrative(blank("2021"), tt.there)
			start := text(d)
			edit := draft.Edit{Field: "text.1", At: tt.at, Before: tt.before, After: tt.after}
			c, err := d.Apply(definition(t, "2021"), request("c", edit), noon)
			var conflict *draft.ConflictError
			if errors.As(err, &conflict) != tt.conflict {
				t.Fatalf("got %v", err)
			}
			if tt.conflict {
				if text(d) != start || c.Edits[0].After != edit.After || conflict.Conflicts[0].Yours != "新" {
					t.Errorf("set aside as %+v", c)
				}
				return
			}
			if got := strings.Join(d.Report.Paragraphs("1"), " "); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if tt.stored < 0 {
				if len(c.Edits) != 0 {
					t.Errorf("stored %+v", c.Edits)
				}
				return
			}
			if c.Edits[0].At != tt.stored {
				t.Errorf("stored at %d, want %d", c.Edits[0].At, tt.stored)
			}
			wantReverted(t, d, []draft.Change{c}, start)
		})
	}
}

func TestTextConflictShowsWhatIsThere(t *testing.T) {
	d := narrative(blank("2021"), "甲\n别的\n丙")
	_, err := d.Apply(definition(t, "2021"), request("c", draft.Edit{Field: "text.1", At: 1, Before: "乙", After: " 新 "}), noon)
	var conflict *draft.ConflictError
	if !errors.As(err, &conflict) {
		t.Fatal(err)
	}
	want := []draft.Conflict{{Field: "text.1", At: 1, Before: "乙", Yours: "新", Theirs: "别的"}}
	if diff := cmp.Diff(want, conflict.Conflicts); diff != "" {
		t.Error(diff)
	}
}

// TestTextBounds counts the text as it will be, not what it replaces.
func TestTextBounds(t *testing.T) {
	full := strings.Repeat("字", draft.MaxTextRunes)
	tests := []struct {
		name, there, before, after string
		tooLong                    bool
	}{
		{"full", "", "", full, false},
		{"one more", "", "", full + "字", true},
		{"beside another", "甲", "", full, true},
		{"instead of another", full, full, full[3:] + "新", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := narrative(blank("2021"), tt.there)
			_, err := d.Apply(definition(t, "2021"), request("c", draft.Edit{Field: "text.1", Before: tt.before, After: tt.after}), noon)
			var field *draft.FieldError
			if got := errors.As(err, &field) && field.Reason == draft.TooLong; got != tt.tooLong {
				t.Errorf("got %v", err)
			}
		})
	}
}

// bound has a paragraph whose figure follows a cell, between plain ones.
func bound() *draft.Draft {
	d := blank("2021")
	d.Report.SetCell("t3.received.total", report.Figure("2"))
	d.Report.SetCell("t3.carried_in.total", report.Figure("1"))
	d.Report.Text["1"] = []report.Paragraph{report.Plain("甲"), {Carried: true, Runs: []report.Run{
		{Text: "收到申请"}, {Ref: "t3.received.total"}, {Text: "件，结转"}, {Ref: "t3.carried_in.total"}, {Text: "件。"}}}, report.Plain("丙")}
	return d
}

func TestBindingsAreKept(t *testing.T) {
	const before = "收到申请2件，结转1件。"
	tests := []struct {
		name, after string
		refs        int
		carried     bool
	}{
		{"words before", "今年收到申请2件，结转1件。", 2, true},
		{"words behind", "收到申请2件，结转1件。均已办结", 2, true},
		{"one figure", "收到申请2件，结转9件。", 1, true},
		{"both figures", "收到申请5件，结转9件。", 0, true},
		{"all new", "没有申请。", 0, true},
		{"split in two", "收到申请2件，结转1件。\n另一段", 2, true},
		{"taken out", "", 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := bound()
			start := text(d)
			c := apply(t, d, draft.Edit{Field: "text.1", At: 1, Before: before, After: tt.after})
			refs, carried := 0, false
			for _, p := range d.Report.Text["1"] {
				carried = carried || p.Carried
				for _, run := range p.Runs {
					if run.Ref != "" {
						refs++
					}
				}
			}
			if refs != tt.refs || carried != tt.carried {
				t.Errorf("%d figures bound, carried %v: %+v", refs, carried, d.Report.Text["1"])
			}
			wantReverted(t, d, []draft.Change{c}, start)
		})
	}
}

// TestUndoFindsBoundText undoes a change of words after the figure in them
// moved on: the text is not what it was, but it is the same paragraph.
func TestUndoFindsBoundText(t *testing.T) {
	d := bound()
	c := apply(t, d, draft.Edit{Field: "text.1", At: 1, Before: "收到申请2件，结转1件。", After: "今年收到申请2件，结转1件。"})
	apply(t, d, draft.Edit{Field: "text.1", At: 0, After: "零"})
	d.Report = d.Report.Clone()
	d.Report.SetCell("t3.received.total", report.Figure("7"))
	undo, err := d.Revert(definition(t, "2021"), c, request("u"), noon)
	if err != nil {
		t.Fatal(err)
	}
	if got := d.Report.Narrative("1"); got != "零\n甲\n收到申请7件，结转1件。\n丙" {
		t.Errorf("got %q", got)
	}
	if e := undo.Edits[0]; e.Before != "今年收到申请7件，结转1件。" || e.After != "收到申请7件，结转1件。" || e.At != 2 {
		t.Errorf("stored %+v", e)
	}
}

// TestRunsOfAClient: a client says what is bound in what it writes. It is
// stored as it says, also where the text stays, and undone and restored.
func TestRunsOfAClient(t *testing.T) {
	const was = "收到申请2件，结转1件。"
	received := report.Run{Ref: "t3.received.total"}
	carriedIn := report.Run{Ref: "t3.carried_in.total"}
	text := func(s string) report.Run { return report.Run{Text: s} }
	tests := []struct {
		name, after string
		now         []report.Paragraph
		refused     bool
	}{
		{"unbound", was, []report.Paragraph{report.Plain(was)}, false},
		{"confirmed", was, []report.Paragraph{{Runs: []report.Run{text("收到申请"), received, text("件，结转"), carriedIn, text("件。")}}}, false},
		{"one of two unbound", was, []report.Paragraph{{Carried: true, Runs: []report.Run{text("收到申请"), received, text("件，结转1件。")}}}, false},
		{"split", "收到申请2件，\n结转1件。", []report.Paragraph{{Runs: []report.Run{text("收到申请"), received, text("件，")}},
			{Runs: []report.Run{text("结转"), carriedIn, text("件。")}}}, false},
		{"says something else", was, []report.Paragraph{report.Plain("收到申请3件。")}, true},
		{"another number of paragraphs", was, []report.Paragraph{report.Plain(was), report.Plain("乙")}, true},
		{"unknown cell", was, []report.Paragraph{{Runs: []report.Run{text("收到申请"), {Ref: "t9.x"}, text("件，结转1件。")}}}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := bound()
			start := d.Report.Clone()
			c, err := d.Apply(definition(t, "2021"), request("c", draft.Edit{Field: "text.1", At: 1, Before: was, After: tt.after, Now: tt.now}), noon)
			var field *draft.FieldError
			if refused := errors.As(err, &field) && field.Reason == draft.BadRuns; refused != tt.refused {
				t.Fatalf("got %v", err)
			}
			if tt.refused {
				return
			}
			if diff := cmp.Diff(tt.now, d.Report.Text["1"][1:1+len(tt.now)]); diff != "" {
				t.Error(diff)
			}
			changed := d.Report.Clone()
			if _, err := d.Revert(definition(t, "2021"), c, request("u"), noon); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(start.Text, d.Report.Text); diff != "" {
				t.Errorf("undone: %s", diff)
			}
			if _, err := d.Restore(definition(t, "2021"), changed, request("r"), noon); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(changed.Text, d.Report.Text); diff != "" {
				t.Errorf("restored: %s", diff)
			}
		})
	}
}

// TestRunsMeetNewFigure: the cell of a figure has changed since the client saw
// the paragraph; it is the same paragraph all the same.
func TestRunsMeetNewFigure(t *testing.T) {
	d := bound()
	seen := d.Report.Text["1"][1]
	d.Report.SetCell("t3.received.total", report.Figure("7"))
	now := report.Paragraph{Runs: append([]report.Run{{Text: "今年"}}, seen.Runs...)}
	apply(t, d, draft.Edit{Field: "text.1", At: 1, Before: "收到申请2件，结转1件。", After: "今年收到申请2件，结转1件。",
		Was: []report.Paragraph{seen}, Now: []report.Paragraph{now}})
	if got := d.Report.Narrative("1"); got != "甲\n今年收到申请7件，结转1件。\n丙" {
		t.Errorf("got %q", got)
	}
}
