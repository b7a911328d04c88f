package main

import (
	"encoding/json"
	"strings"
	"testing"

	"nianbao/internal/report"
)

func TestCompare(t *testing.T) {
	inFolder(t)
	changed(t, "full.json", "other.json", func(r *report.Report) {
		r.SetCell("t3.received.natural_person", report.Figure("99"))
		r.Title = "另一个标题"
		r.SetNarrative("6", "另一段话。")
	})
	t.Run("the same", func(t *testing.T) {
		run(t, "compare", "full.json", "full.json").want(exitDone, "")
		out := run(t, "compare", "full.json", "full.json", "--json").want(exitDone, "").out
		var got map[string]any
		if err := json.Unmarshal([]byte(out), &got); err != nil || got["same"] != true {
			t.Errorf("got %s (%v)", out, err)
		}
		for _, key := range []string{"cells", "head", "paragraphs"} {
			if list, ok := got[key].([]any); !ok || len(list) > 0 {
				t.Errorf("%s: %v", key, got[key])
			}
		}
	})
	t.Run("different", func(t *testing.T) {
		out := run(t, "compare", "full.json", "other.json").want(exitFound, "").out
		for _, want := range []string{"99", "另一个标题", "另一段话。"} {
			if !strings.Contains(out, want) {
				t.Errorf("no %s in %s", want, out)
			}
		}
	})
	t.Run("different as JSON", func(t *testing.T) {
		out := run(t, "compare", "--json", "full.json", "other.json").want(exitFound, "").out
		var got struct {
			Same       bool
			Cells      []struct{ Code, A, B string }
			Head       []struct{ Field, B string }
			Paragraphs []struct{ B string }
		}
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			t.Fatal(err)
		}
		if got.Same || len(got.Cells) != 1 || got.Cells[0].Code != "t3.received.natural_person" || got.Cells[0].B != "99" ||
			len(got.Head) != 1 || got.Head[0].Field != "title" || len(got.Paragraphs) == 0 {
			t.Errorf("got %s", out)
		}
	})
	t.Run("two formats", func(t *testing.T) {
		run(t, "compare", "2019-full.json", "full.json").want(exitFound, "")
	})
	t.Run("a file and standard input", func(t *testing.T) {
		runWith(t, strings.NewReader(read(t, "nil.json")), "compare", "nil.json", "-").want(exitDone, "")
	})
}
