package main

import (
	"strings"
	"testing"

	"nianbao/internal/report"
)

func TestRollover(t *testing.T) {
	inFolder(t)
	changed(t, "full.json", "other.json", func(r *report.Report) { r.Issuer = "白石镇人民政府" })
	changed(t, "full.json", "earlier.json", func(r *report.Report) { r.Year-- })
	t.Run("one report", func(t *testing.T) {
		got := rolled(t, run(t, "rollover", "full.json"))
		if got.Year != 2026 || got.Format != "2021" || got.Status != "draft" || got.Cell("t3.carried_in.total").String() != "2" {
			t.Errorf("got %d %s %s %s", got.Year, got.Format, got.Status, got.Cell("t3.carried_in.total"))
		}
		if v := got.Cell("t3.received.total"); !v.IsBlank() {
			t.Errorf("last year's count was carried: %s", v)
		}
	})
	t.Run("two offices that merged", func(t *testing.T) {
		if got := rolled(t, run(t, "rollover", "full.json", "other.json")); got.Cell("t3.carried_in.total").String() != "4" {
			t.Errorf("got %s", got.Cell("t3.carried_in.total"))
		}
	})
	t.Run("another format", func(t *testing.T) {
		if got := rolled(t, run(t, "rollover", "2019-full.json")); got.Year != 2021 || got.Format != "2021" {
			t.Errorf("got %d %s", got.Year, got.Format)
		}
	})
	t.Run("a later year", func(t *testing.T) {
		got := rolled(t, run(t, "rollover", "full.json", "--year", "2028"))
		if got.Year != 2028 || len(got.Cells) != 0 {
			t.Errorf("got %d with %d cells", got.Year, len(got.Cells))
		}
	})
	t.Run("standard input", func(t *testing.T) {
		rolled(t, runWith(t, strings.NewReader(read(t, "nil.json")), "rollover", "-"))
	})
	t.Run("the draft can be read, checked and exported", func(t *testing.T) {
		write(t, "next.json", []byte(run(t, "rollover", "full.json").out))
		run(t, "export", "next.json", "--to", "txt").want(exitDone, "")
		if code := run(t, "check", "next.json", "--previous", "full.json").status; code != exitFound {
			t.Errorf("an unfinished draft passes the check: %d", code)
		}
	})
	refused := []struct {
		name string
		args []string
		code int
		says string
	}{
		{"no file", []string{"rollover"}, exitUsage, "rollover"},
		{"years apart", []string{"rollover", "full.json", "earlier.json"}, exitUsage, "不是同一年"},
		{"not a later year", []string{"rollover", "full.json", "--year", "2025"}, exitUsage, "应晚于"},
		{"a year of no format", []string{"rollover", "full.json", "--year", "1999"}, exitUsage, "没有这一年的年报格式"},
		{"no such file", []string{"rollover", "none.json"}, exitUnreadable, "none.json"},
	}
	for _, tt := range refused {
		t.Run(tt.name, func(t *testing.T) {
			got := run(t, tt.args...)
			if got.status != tt.code || !strings.Contains(got.err, tt.says) || got.out != "" {
				t.Errorf("got %d, %q and %q on standard output", got.status, got.err, got.out)
			}
		})
	}
}

// rolled is the draft a command printed, with the sentence on what was
// carried on standard error.
func rolled(t *testing.T, got result) *report.Report {
	t.Helper()
	if got.status != exitDone || !strings.Contains(got.err, "去年的件数没有带") {
		t.Fatalf("got %d, %q", got.status, got.err)
	}
	r, err := report.Unmarshal([]byte(got.out))
	if err != nil {
		t.Fatal(err)
	}
	return r
}
