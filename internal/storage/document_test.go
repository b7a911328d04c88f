package storage

import (
	"io/fs"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"nianbao/forms"
	"nianbao/internal/draft"
	"nianbao/internal/fuzzing"
	"nianbao/internal/report"
)

func allExamples(tb testing.TB) map[string][]byte {
	tb.Helper()
	out := map[string][]byte{}
	names, err := fs.Glob(forms.Examples, "examples/*/*.json")
	if err != nil || len(names) == 0 {
		tb.Fatal("no examples", err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(forms.Examples, name)
		if err != nil {
			tb.Fatal(err)
		}
		out[name] = data
	}
	return out
}

// TestDocumentSaysTheSame compares what is stored with the published JSON.
func TestDocumentSaysTheSame(t *testing.T) {
	tests := allExamples(t)
	tests["odd"] = []byte(`{"schema": "nianbao/report/v1", "format": "2021", "year": 2024, "title": "引号\"和\\", "preface": "一\n二\"三\"",
		"sections": {"1": "收到2件。\n普通", "7": "没有的章"}, "sections_after": {"3": "表后\u0001"}, "cells": {"a": "不\"适用", "t3.x": "2"},
		"text": {"1": [{"runs": [{"t": "收到"}, {"ref": "t3.x"}, {"t": "件。"}], "carried": true}, {"runs": [{"t": "普通"}], "x": 1}],
			"5": [{"runs": [{"slot": "去年\"59\""}, {"t": "两样", "ref": "t3.x"}, {}, {"slot": ""}]},
			{"runs": [{"t": "开过会。", "confirm": true}, {"ref": "t3.x", "confirm": true}, {"slot": "去年2", "confirm": true}, {"t": "平常的话。"}], "carried": true}]},
		"cells_extra": {"preface":"","sections":{"1":"","2":"","3":"","4":"","5":"","6":""},"cells":{}}, "doubts": [{"code": "t4"}]}`)
	for name, data := range tests {
		t.Run(name, func(t *testing.T) {
			r, err := report.Unmarshal(data)
			if err != nil {
				t.Fatal(err)
			}
			wantSameDocument(t, r)
			delete(r.Text, "7")
			wantSameDocument(t, r)
		})
	}
}

// TestDocumentTakesTheFastWay notices when report.Marshal changes its layout.
func TestDocumentTakesTheFastWay(t *testing.T) {
	if data := mustMarshal(t, report.New("2021", 2024)); !strings.Contains(string(data), hole) {
		t.Errorf("no place for prose and cells in %s", data)
	}
}

func wantSameDocument(t *testing.T, r *report.Report) {
	t.Helper()
	text, err := document(r)
	if err != nil {
		t.Fatal(err)
	}
	again, err := report.Unmarshal([]byte(text))
	if err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	if diff := cmp.Diff(string(mustMarshal(t, r)), string(mustMarshal(t, again))); diff != "" {
		t.Error(diff)
	}
}

func FuzzDocument(f *testing.F) {
	for _, data := range allExamples(f) {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		fuzzing.Bounded(t, func() {
			r, err := report.Unmarshal(data)
			if err != nil {
				return
			}
			if r, err = report.Unmarshal(mustMarshal(t, r)); err == nil { // in the form it is kept in
				wantSameDocument(t, r)
			}
		})
	})
}

// FuzzDecodeEdits reads what may stand in the database after all.
func FuzzDecodeEdits(f *testing.F) {
	f.Add(`[{"field":"t3.received.natural_person","before":"1","after":"2"}]`)
	f.Add(`[{"field":"text.1","at":3,"before":"a\nb","after":"","was":[{"runs":[{"t":"a"},{"ref":"t3.x"},{"slot":null}],"carried":true}]}]`)
	f.Add(`[{"field":"accepted.T2-02|k|1|2","before":"","after":"x","now_accepted":{"rule":"T2-02","key":"k","reason":"x","by":"y","at":"2025-01-05T10:32:00+08:00"}}]`)
	f.Add(`null`)
	f.Fuzz(func(t *testing.T, text string) {
		fuzzing.Bounded(t, func() {
			edits, err := decodeEdits(text)
			if err != nil {
				return
			}
			once, err := encodeEdits(edits)
			if err != nil {
				t.Fatal(err)
			}
			again, err := decodeEdits(once)
			if err != nil {
				t.Fatalf("%v in %s", err, once)
			}
			twice, err := encodeEdits(again)
			if err != nil || once != twice || !utf8.ValidString(once) {
				t.Fatalf("not stable (%v): %s, %s", err, once, twice)
			}
			// Whatever the history says, looking back at it does not panic.
			r := report.New("2021", 2024)
			_ = draft.TakeBack(r, draft.Change{ID: "c", Edits: edits})
		})
	})
}

// TestNeedsEscape puts every byte at every place of a word.
func TestNeedsEscape(t *testing.T) {
	for c := range 256 {
		want := c < ' ' || c == '"' || c == '\\'
		for length := 1; length <= 20; length++ {
			for at := range length {
				s := strings.Repeat("\xe4", at) + string([]byte{byte(c)}) + strings.Repeat("a", length-at-1)
				if got := needsEscape(s); got != want {
					t.Fatalf("byte %#x at %d of %d: %v", c, at, length, got)
				}
			}
		}
	}
}
