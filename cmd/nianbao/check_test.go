package main

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"nianbao/internal/report"
)

// changed is an example with other figures, under a name of its own.
func changed(t *testing.T, from, to string, change func(*report.Report)) {
	t.Helper()
	r := reportOf(t, read(t, from))
	change(r)
	data, err := report.MarshalIndent(r)
	if err != nil {
		t.Fatal(err)
	}
	write(t, to, data)
}

// rules lists the rules in a printed list of findings.
func rules(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		if words := strings.Fields(line); len(words) > 1 && slices.Contains([]string{"必须改", "请核实", "建议"}, words[0]) && strings.Contains(words[1], "-") {
			out = append(out, words[1])
		}
	}
	return out
}

func TestCheck(t *testing.T) {
	inFolder(t)
	changed(t, "full.json", "broken.json", func(r *report.Report) { r.SetCell("t3.received.total", report.Figure("9")) })
	changed(t, "previous.json", "other.json", func(r *report.Report) {
		r.SetCell("t3.carried_out.natural_person", report.Figure("8"))
	})
	changed(t, "previous.json", "old.json", func(r *report.Report) { r.Year = 2022 })
	if err := os.Mkdir("folder", 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, "folder/去年.json", []byte(read(t, "previous.json")))
	write(t, "folder/另一个.json", []byte(read(t, "2019-full.json")))
	write(t, "folder/说明.txt", []byte("您好"))
	write(t, "folder/坏.json", []byte(`{"schema":`))
	if err := os.Mkdir("folder/里面", 0o700); err != nil {
		t.Fatal(err)
	}
	const notCompared = "去年的年报是 2022 年的，应为 2024 年，没有拿来比。"
	tests := []struct {
		line    string
		status  int
		message string
		rules   []string // all that are found
	}{
		{"check nil.json", exitDone, "", nil},
		{"check 2019-nil.json", exitDone, "", nil},
		{"check full.json --previous previous.json", exitDone, "", nil},
		{"check full.json --previous folder", exitDone, "", nil},
		{"check full.json", exitDone, "", []string{"T3-06"}},
		{"check full.json --previous other.json", exitDone, "", []string{"T3-05"}},
		{"check full.json --previous old.json", exitDone, notCompared, []string{"T3-06"}},
		{"check broken.json --previous previous.json", exitFound, "", []string{"T3-01", "T3-03"}},
		{"check nil.json broken.json full.json --previous folder", exitFound, "", []string{"T3-01", "T3-03"}},
		{"check full.json --today 2026-01-08 --deadline 2026-01-15 --previous previous.json", exitDone, "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.line, func(t *testing.T) {
			r := run(t, strings.Fields(tt.line)...).want(tt.status, tt.message)
			got := rules(r.out)
			slices.Sort(got)
			if got = slices.Compact(got); !slices.Equal(got, tt.rules) {
				t.Errorf("rules %q, want %q:\n%s", got, tt.rules, r.out)
			}
		})
	}
	t.Run("names of several files", func(t *testing.T) {
		out := run(t, "check", "nil.json", "empty.json").want(exitFound, "").out
		if !strings.HasPrefix(out, "nil.json\n必须改 0 处，请核实 0 处，建议 0 条。\nempty.json\n必须改 ") {
			t.Errorf("got %s", out)
		}
	})
	t.Run("standard input", func(t *testing.T) {
		if r := runWith(t, strings.NewReader(read(t, "nil.json")), "check", "-").want(exitDone, ""); r.out != "必须改 0 处，请核实 0 处，建议 0 条。\n" {
			t.Errorf("got %q", r.out)
		}
	})
	t.Run("accepted", func(t *testing.T) {
		changed(t, "full.json", "accepted.json", func(r *report.Report) {
			r.Accepted = []report.Accepted{{Rule: "T3-06", Key: "t3.carried_in.total", Reason: "已对照纸质年报"}}
		})
		out := run(t, "check", "accepted.json").want(exitDone, "").out
		if !strings.Contains(out, "（已说明：已对照纸质年报）\n必须改 0 处，请核实 0 处") {
			t.Errorf("got %s", out)
		}
	})
	t.Run("doubts", func(t *testing.T) {
		write(t, "doubts.csv", []byte("code,label,value,unit\nformat,,2021,\nyear,,2024,\n"))
		out := run(t, "check", "doubts.csv").want(exitFound, "").out
		if !strings.HasPrefix(out, "读入时 ") {
			t.Errorf("got %s", out)
		}
	})
}

// findingsJSON is the published object, member by member.
type findingsJSON struct {
	File                    *string
	Errors, Warnings, Hints *int
	Findings                []struct {
		Rule, Key, Severity, Quote, Found, Expected, Message, Fix, Basis *string
		Also, Cells                                                      []string
		Section                                                          *int
	}
	Doubts []struct{ Code, Scope, Kind, Message string }
}

func TestCheckJSON(t *testing.T) {
	inFolder(t)
	changed(t, "nil.json", "broken.json", func(r *report.Report) { r.SetCell("t3.total.natural_person", report.Figure("5")) })
	out := run(t, "check", "--json", "broken.json").want(exitFound, "").out
	var got findingsJSON
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	if got.File != nil || got.Errors == nil || got.Warnings == nil || got.Hints == nil || *got.Errors != len(got.Findings) || len(got.Findings) == 0 {
		t.Fatalf("got %s", out)
	}
	for _, f := range got.Findings {
		if f.Rule == nil || f.Also == nil || f.Key == nil || f.Severity == nil || f.Section == nil || f.Cells == nil || f.Quote == nil ||
			f.Found == nil || f.Expected == nil || f.Message == nil || f.Fix == nil || f.Basis == nil {
			t.Errorf("a member is missing: %s", out)
		}
	}
	// The order of members is part of what people diff.
	if !strings.HasPrefix(out, "{\n  \"errors\": ") || !strings.HasSuffix(out, "}\n") {
		t.Errorf("got %s", out)
	}
	sum := got.Findings[slices.IndexFunc(got.Findings, func(f struct {
		Rule, Key, Severity, Quote, Found, Expected, Message, Fix, Basis *string
		Also, Cells                                                      []string
		Section                                                          *int
	}) bool {
		return *f.Rule == "T3-02"
	})]
	if *sum.Severity != "error" || *sum.Section != 3 || *sum.Found != "5" || *sum.Expected != "0" || *sum.Key != "t3:natural_person" ||
		!slices.Contains(sum.Cells, "t3.total.natural_person") || !slices.Contains(sum.Cells, "t3.granted.natural_person") || !slices.Contains(sum.Also, "E-09") ||
		*sum.Message != "表三·自然人：（一）至（六）各项合计 0，（七）总计填 5，差 5。" {
		t.Errorf("got %s", out)
	}

	t.Run("nothing found", func(t *testing.T) {
		want := "{\n  \"errors\": 0,\n  \"warnings\": 0,\n  \"hints\": 0,\n  \"findings\": []\n}\n"
		if out := run(t, "check", "--json", "nil.json").want(exitDone, "").out; out != want {
			t.Errorf("got %s", out)
		}
	})
	t.Run("several files", func(t *testing.T) {
		out := run(t, "check", "--json", "nil.json", "broken.json").want(exitFound, "").out
		var got []findingsJSON
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			t.Fatal(err)
		}
		if len(got) != 2 || got[0].File == nil || *got[0].File != "nil.json" || *got[1].File != "broken.json" || *got[0].Errors != 0 || *got[1].Errors == 0 ||
			got[0].Findings == nil || len(got[1].Findings) == 0 {
			t.Errorf("got %s", out)
		}
	})
	t.Run("doubts", func(t *testing.T) {
		write(t, "doubts.csv", []byte("code,label,value,unit\nformat,,2021,\nyear,,2024,\n"))
		var got findingsJSON
		if err := json.Unmarshal([]byte(run(t, "check", "--json", "doubts.csv").want(exitFound, "").out), &got); err != nil || len(got.Doubts) == 0 {
			t.Errorf("doubts %+v, %v", got.Doubts, err)
		}
	})
	t.Run("twice", func(t *testing.T) {
		if again := run(t, "check", "--json", "broken.json").out; again != out {
			t.Error("another output")
		}
	})
}

func TestSameOffice(t *testing.T) {
	tests := []struct {
		a, b string
		want bool
	}{
		{"青石镇人民政府", "青石镇人民政府", true},
		{"临川县青石镇人民政府", "青石镇人民政府", true},
		{"青石镇人民政府", "临川县青石镇人民政府", true},
		{"青石镇人民政府", "云溪乡人民政府", false},
		{"", "青石镇人民政府", false},
		{"", "", false},
	}
	for _, tt := range tests {
		if got := sameOffice(tt.a, tt.b); got != tt.want {
			t.Errorf("%q %q: %v", tt.a, tt.b, got)
		}
	}
}
