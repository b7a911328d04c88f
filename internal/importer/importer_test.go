package importer_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	utf "golang.org/x/text/encoding/unicode"

	"nianbao/forms"
	"nianbao/internal/exporter"
	"nianbao/internal/form"
	"nianbao/internal/fuzzing"
	"nianbao/internal/importer"
	"nianbao/internal/report"
)

func catalog(t testing.TB) *form.Catalog {
	t.Helper()
	c, err := form.Load(forms.Definitions)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// reports are the examples of every format and the real reports.
func reports(t testing.TB) map[string]*report.Report {
	t.Helper()
	out := map[string]*report.Report{}
	read := func(name string, data []byte, err error) {
		if err != nil {
			t.Fatal(err)
		}
		r, err := report.Unmarshal(data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		out[name] = r
	}
	names, err := fs.Glob(forms.Examples, "examples/*/*.json")
	if err != nil || len(names) < 8 {
		t.Fatalf("%d examples, %v", len(names), err)
	}
	for _, name := range names {
		data, err := forms.Examples.ReadFile(name)
		read(name, data, err)
	}
	seeds, _ := filepath.Glob("testdata/seeds/*.json")
	for _, name := range seeds {
		data, err := os.ReadFile(name)
		read(name, data, err)
	}
	return out
}

func export(t testing.TB, c *form.Catalog, r *report.Report, kind exporter.Kind) []byte {
	t.Helper()
	def, err := c.ForFormat(r.Format)
	if err != nil {
		t.Fatal(err)
	}
	data, err := exporter.Render(def, r, kind)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// values is what reading back must give again.
type values struct {
	Format, Issuer, Kind, County, Title, Number, Note string
	Year                                              int
	Signature                                         [2]string
	Cells                                             map[form.Code]string
	Units                                             map[form.Code]string
	Prose                                             map[report.Place]string
}

func valuesOf(r *report.Report) values {
	v := values{
		Format: r.Format, Issuer: r.Issuer, Kind: string(r.IssuerKind), County: r.County, Title: r.Title, Number: r.DocumentNumber,
		Note: r.Printed.Note, Year: r.Year, Signature: [2]string{r.Signature.Issuer, r.Signature.Date},
		Cells: map[form.Code]string{}, Units: map[form.Code]string{}, Prose: map[report.Place]string{},
	}
	for code, value := range r.Cells {
		v.Cells[code] = value.String()
	}
	for code, unit := range r.Units {
		v.Units[code] = unit
	}
	for _, place := range report.Places {
		v.Prose[place] = r.Narrative(place)
	}
	return v
}

// encodings are what spreadsheet programs and editors save in.
var encodings = map[string]encoding.Encoding{
	"utf-8":             encoding.Nop,
	"gb18030":           simplifiedchinese.GB18030,
	"utf-16 (Notepad)":  utf.UTF16(utf.LittleEndian, utf.UseBOM),
	"utf-16 big endian": utf.UTF16(utf.BigEndian, utf.UseBOM),
}

func TestReadsBack(t *testing.T) {
	c := catalog(t)
	for name, r := range reports(t) {
		for _, kind := range []exporter.Kind{exporter.JSON, exporter.CSV} {
			for encoded, enc := range encodings {
				t.Run(name+"."+string(kind)+" "+encoded, func(t *testing.T) {
					data := export(t, c, r, kind)
					if encoded != "utf-8" {
						data = []byte(strings.TrimPrefix(string(data), "\uFEFF"))
					}
					data, err := enc.NewEncoder().Bytes(data)
					if err != nil {
						t.Fatal(err)
					}
					got, err := importer.Import(c, "", data, importer.Options{})
					if err != nil {
						t.Fatal(err)
					}
					if diff := cmp.Diff(valuesOf(r), valuesOf(got)); diff != "" {
						t.Errorf("-exported +imported:\n%s", diff)
					}
				})
			}
		}
	}
}

func TestJSONKeepsEverything(t *testing.T) {
	c := catalog(t)
	for name, r := range reports(t) {
		data := export(t, c, r, exporter.JSON)
		got, err := importer.Import(c, name, data, importer.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if again := export(t, c, got, exporter.JSON); string(again) != string(data) {
			t.Errorf("%s: written differently the second time", name)
		}
	}
}

// TestCSVAfterAnotherProgram reads the sheet as other programs save it.
func TestCSVAfterAnotherProgram(t *testing.T) {
	c := catalog(t)
	r := reports(t)["examples/2021/full.json"]
	r.SetCell("t3.received.other", report.Figure("=HYPERLINK(1)"))
	r.SetCell("t3.received.legal", report.Figure("'"))
	r.Title = "@标题;一"
	data := string(export(t, c, r, exporter.CSV))
	plain := strings.TrimPrefix(data, "\uFEFF")
	tests := []struct{ name, data string }{
		{"no byte order mark", plain},
		{"LF", strings.ReplaceAll(data, "\r\n", "\n")},
		{"semicolons", strings.ReplaceAll(plain, ",", ";")},
		{"tabs", strings.ReplaceAll(plain, ",", "\t")},
		{"separator line", "sep=,\r\n" + plain},
		{"empty lines first", "\r\n\r\n" + plain},
		{"no final line end", strings.TrimSpace(plain)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := importer.Import(c, "x.csv", []byte(tt.data), importer.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(valuesOf(r), valuesOf(got)); diff != "" || len(got.Doubts) > 0 {
				t.Errorf("%s\n%v", diff, got.Doubts)
			}
		})
	}
}

func TestImportRefuses(t *testing.T) {
	c := catalog(t)
	head := "code,label,value,unit\n"
	tests := []struct {
		name, file, data string
		opts             importer.Options
		want             error
	}{
		{"empty", "", " \r\n", importer.Options{}, importer.ErrUnreadable},
		{"other text", "", "今天天气很好。", importer.Options{}, importer.ErrNotReport},
		{"binary", "", "\x00\x01\x02\x03", importer.Options{}, importer.ErrNotReport},
		{"binary with a name", "x.csv", "\x00\x01\x02\x03", importer.Options{}, importer.ErrUnreadable},
		{"other schema", "", `{"schema": "x/v1"}`, importer.Options{}, importer.ErrNotReport},
		{"other json", "", `{"a": [1]}`, importer.Options{}, importer.ErrNotReport},
		{"cut json", "", `{"schema": "nianbao/report/v1", "cells": {`, importer.Options{}, importer.ErrUnreadable},
		{"unknown format", "", `{"schema": "nianbao/report/v1", "format": "2008", "year": 2010}`, importer.Options{}, importer.ErrNotReport},
		{"no year", "", `{"schema": "nianbao/report/v1"}`, importer.Options{}, importer.ErrNotReport},
		{"early year", "", `{"schema": "nianbao/report/v1", "year": 2018}`, importer.Options{}, importer.ErrNotReport},
		{"long cell", "", `{"schema": "nianbao/report/v1", "format": "2021", "cells": {"a": "` + strings.Repeat("x", 65) + `"}}`, importer.Options{}, importer.ErrUnreadable},
		{"sheet without titles", "x.csv", "甲,乙\n1,2\n", importer.Options{}, importer.ErrNotReport},
		{"sheet without year", "", head + "title,标题,年报,\n", importer.Options{}, importer.ErrNotReport},
		{"sheet of another format", "", head + "format,格式,2008,\n", importer.Options{}, importer.ErrNotReport},
		{"open quote", "", head + "year,,2024,\ntitle,标题,\"年报,\n", importer.Options{}, importer.ErrUnreadable},
		{"wrong option", "", head + "year,,2024,\n", importer.Options{Format: "x"}, importer.ErrNotReport},
		{"too large", "", strings.Repeat("x", importer.MaxSize+1), importer.Options{}, importer.ErrTooLarge},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := importer.Import(c, tt.file, []byte(tt.data), tt.opts)
			var told *importer.Error
			if !errors.Is(err, tt.want) || !errors.As(err, &told) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			if !strings.ContainsFunc(told.Sentence, func(r rune) bool { return unicode.Is(unicode.Han, r) }) || strings.Contains(told.Sentence, "%") {
				t.Errorf("sentence %q", told.Sentence)
			}
			if told.Error() == "" {
				t.Error("nothing for the log")
			}
		})
	}
}

func TestOptionsOverride(t *testing.T) {
	c := catalog(t)
	tests := []struct {
		name, data string
		opts       importer.Options
		format     string
		year       int
	}{
		{"json year", `{"schema": "nianbao/report/v1", "year": 2022}`, importer.Options{}, "2021", 2022},
		{"json option", `{"schema": "nianbao/report/v1", "format": "2021", "year": 2021}`, importer.Options{Format: "2019", Year: 2020}, "2019", 2020},
		{"csv year", "code,value\nyear,2019\n", importer.Options{}, "2019", 2019},
		{"csv option", "code,value\n", importer.Options{Year: 2024}, "2021", 2024},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, err := importer.Import(c, "", []byte(tt.data), tt.opts)
			if err != nil || r.Format != tt.format || r.Year != tt.year {
				t.Errorf("got %+v, %v", r, err)
			}
		})
	}
}

// TestDoubtNamesLine: lines count from 1, the title line included.
func TestDoubtNamesLine(t *testing.T) {
	r, err := importer.Import(catalog(t), "", []byte("code,value,unit\nyear,2024\npreface,\"一\n二\"\nunknown,5\n"), importer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if d := r.Doubts[0]; d.Kind != "unplaced" || d.Line != 5 || d.Excerpt != "unknown 5" {
		t.Errorf("got %+v", d)
	}
}

// TestTooMuchText: what is many times longer than any report is refused before
// anybody looks for rows and paragraphs in it.
func TestTooMuchText(t *testing.T) {
	const head = "临川县青石镇人民政府2024年政府信息公开工作年度报告\n一、总体情况\n"
	for name, text := range map[string]string{
		"lines":         head + strings.Repeat("一、总体情况\n", 30_000),
		"titles":        strings.Repeat(head, 15_000),
		"one long line": head + strings.Repeat("（一）二、第三部分", 200_000),
		"a table":       head + strings.Repeat("| 1 | 2 |\n|---|---|\n", 15_000),
	} {
		if _, err := importer.Import(catalog(t), "a.txt", []byte(text), importer.Options{}); !errors.Is(err, importer.ErrTooLarge) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzImport(f *testing.F) {
	c := catalog(f)
	r := reports(f)["examples/2021/nil.json"]
	f.Add("", export(f, c, r, exporter.JSON))
	f.Add("a.csv", export(f, c, r, exporter.CSV))
	f.Add("", []byte("code;value\nyear;2024\nt3.received.total;'=1\n"))
	f.Add("x.tsv", []byte("\xFF\xFEc\x00o\x00d\x00e\x00"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		fuzzing.Bounded(t, func() {
			got, err := importer.Import(c, name, data, importer.Options{})
			if err != nil {
				var told *importer.Error
				if !errors.As(err, &told) || told.Sentence == "" {
					t.Fatalf("an error without a sentence: %v", err)
				}
				return
			}
			def, err := c.ForFormat(got.Format)
			if err != nil {
				t.Fatal(err)
			}
			for _, kind := range exporter.Kinds() {
				var lacks *exporter.MissingError // PDF says which characters no font has
				if _, err := exporter.Render(def, got, kind); err != nil && !errors.As(err, &lacks) {
					t.Fatal(err)
				}
			}
		})
	})
}

// TestReadsBackPublished reads what is exported for people: the same cells,
// sections, head and signature; text without its white space.
func TestReadsBackPublished(t *testing.T) {
	c := catalog(t)
	for name, r := range reports(t) {
		for _, kind := range exporter.Kinds() {
			if !slices.Contains([]exporter.Kind{exporter.Text, exporter.HTML, exporter.DOCX, exporter.PDF, exporter.XLSX, exporter.Markdown}, kind) {
				continue
			}
			t.Run(name+"."+string(kind), func(t *testing.T) {
				got, err := importer.Read(c, "report."+string(kind), export(t, c, r, kind), importer.Options{})
				if err != nil {
					t.Fatal(err)
				}
				want, have := valuesOf(r), valuesOf(got.Report)
				for place := range want.Prose {
					want.Prose[place] = squeeze(want.Prose[place])
					have.Prose[place] = squeeze(have.Prose[place])
				}
				for code := range want.Cells { // figures of prose are not read from it
					if _, read := have.Cells[code]; !read && code[0] == 's' {
						delete(want.Cells, code)
					}
				}
				if want.County == "" { // it is read out of the full name
					have.County = ""
				}
				if diff := cmp.Diff(want, have); diff != "" {
					t.Errorf("-exported +imported:\n%s", diff)
				}
			})
		}
	}
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// FuzzCSV reads sheets only, which is much faster than rendering what comes
// out.
func FuzzCSV(f *testing.F) {
	c := catalog(f)
	f.Add(export(f, c, reports(f)["examples/2021/nil.json"], exporter.CSV))
	f.Add([]byte("sep=;\ncode;value\nyear;2024\nt3.received.total;'=1\n"))
	f.Add([]byte("\xFF\xFEc\x00o\x00d\x00e\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		fuzzing.Bounded(t, func() {
			_, err := importer.Import(c, "a.csv", data, importer.Options{})
			var told *importer.Error
			if err != nil && (!errors.As(err, &told) || told.Sentence == "") {
				t.Fatalf("an error without a sentence: %v", err)
			}
		})
	})
}
