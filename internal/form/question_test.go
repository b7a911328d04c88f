package form_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"nianbao/internal/form"
)

// questions is the format that asks them.
func questions(t *testing.T) *form.Definition {
	t.Helper()
	catalog, err := form.Load(os.DirFS("../../forms"))
	if err != nil {
		t.Fatal(err)
	}
	def, err := catalog.ForFormat("2021")
	if err != nil {
		t.Fatal(err)
	}
	return def
}

// TestQuestions says what each question fills and keeps.
func TestQuestions(t *testing.T) {
	def := questions(t)
	tests := []struct {
		id, table    string
		filled, kept int // cells, rows or columns
		opened       int // cells of each of those
		into         bool
		covers       bool
	}{
		{"applications", "t3", 24 * 6, 6, 22, true, true}, // rows but the total, columns but the total
		{"disputes", "t4", 3 * 4, 3, 4, false, true},
		{"fees", "t3", 3, 0, 0, false, false},
		{"powers", "t2", 4, 0, 0, false, false},
	}
	if len(def.Questions) != len(tests) {
		t.Fatalf("%d questions", len(def.Questions))
	}
	for _, tt := range tests {
		t.Run(tt.id, func(t *testing.T) {
			q := def.Question(tt.id)
			if q == nil {
				t.Fatal("no such question")
			}
			filled := def.FilledBy(q)
			if len(filled) != tt.filled || slices.ContainsFunc(filled, def.Computed) {
				t.Errorf("fills %d cells %v", len(filled), filled)
			}
			kept := def.KeptBy(q)
			if len(kept) != tt.kept {
				t.Fatalf("keeps %d", len(kept))
			}
			for _, k := range kept {
				if len(k.Open) != tt.opened || (k.Into != "") != tt.into || strings.HasSuffix(string(k.Previous), ".total") {
					t.Errorf("keeps %+v", k)
				}
			}
			if got := def.Covers(q, tt.table); got != tt.covers {
				t.Errorf("covers %s: %v", tt.table, got)
			}
		})
	}
	if def.Question("weather") != nil {
		t.Error("a question that is not there")
	}
}
