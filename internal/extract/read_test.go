package extract_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"nianbao/internal/extract"
)

// TestLimits: every limit that can be set holds for every kind it is about.
func TestLimits(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		set  func(*extract.Limits)
	}{
		"bytes":         {"made/2021.docx", func(l *extract.Limits) { l.Bytes = 1000 }},
		"unpacked docx": {"made/2021.docx", func(l *extract.Limits) { l.Unpacked = 5000 }},
		"unpacked xlsx": {"made/2021.xlsx", func(l *extract.Limits) { l.Unpacked = 5000 }},
		"unpacked pdf":  {"pdf/2021-libreoffice.pdf", func(l *extract.Limits) { l.Unpacked = 5000 }},
		"unpacked doc":  {"made/2021.doc", func(l *extract.Limits) { l.Unpacked = 5000 }},
		"depth":         {"made/2021.docx", func(l *extract.Limits) { l.Depth = 5 }},
		"nodes html":    {"made/2021.html", func(l *extract.Limits) { l.Nodes = 100 }},
		"nodes docx":    {"made/2021.docx", func(l *extract.Limits) { l.Nodes = 100 }},
		"nodes pdf":     {"pdf/2021-libreoffice.pdf", func(l *extract.Limits) { l.Nodes = 100 }},
		"cells html":    {"made/2021.html", func(l *extract.Limits) { l.Cells = 100 }},
		"cells docx":    {"made/2021.docx", func(l *extract.Limits) { l.Cells = 100 }},
		"cells doc":     {"made/2021.doc", func(l *extract.Limits) { l.Cells = 100 }},
		"cells xlsx":    {"made/2021.xlsx", func(l *extract.Limits) { l.Cells = 100 }},
		"cells pdf":     {"pdf/2021-libreoffice.pdf", func(l *extract.Limits) { l.Cells = 100 }},
		"cells md":      {"made/2021.md", func(l *extract.Limits) { l.Cells = 100 }},
		"pages":         {"pdf/2021-libreoffice.pdf", func(l *extract.Limits) { l.Pages = 3 }},
		"time":          {"made/2021.docx", func(l *extract.Limits) { l.Time = time.Nanosecond }},
	} {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile("testdata/" + c.file)
			if err != nil {
				t.Fatal(err)
			}
			limits := extract.DefaultLimits()
			c.set(&limits)
			if _, err := extract.Read(c.file, data, limits); !errors.Is(err, extract.ErrTooLarge) {
				t.Errorf("%v", err)
			}
		})
	}
}

// TestCutOff: half a file is a clear message or a part of the text, never a
// panic.
func TestCutOff(t *testing.T) {
	files, _ := filepath.Glob("testdata/*/*.*")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range []int{3, 50, 90} {
			_, err := extract.Read(file, data[:len(data)*part/100], extract.DefaultLimits())
			var told *extract.Error
			switch kind := filepath.Ext(file); {
			case err == nil && (kind == ".docx" || kind == ".xlsx" || kind == ".pdf"):
				t.Errorf("%s: %d %% of it passes for the whole", file, part)
			case err != nil && !errors.As(err, &told):
				t.Errorf("%s: %v", file, err)
			}
		}
	}
}

// TestMemory: what is kept of a file stays below 20 MB and ten times its size.
func TestMemory(t *testing.T) {
	pages := map[string]string{
		"tags":  "<html>" + strings.Repeat("<b>", 200_000),
		"cells": "<html><table>" + strings.Repeat("<tr><td>1<td>2", 50_000),
		"text":  strings.Repeat("规章\t0\t", 500_000),
	}
	for name, page := range pages {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		doc, err := extract.Read("", []byte(page), extract.DefaultLimits())
		runtime.GC()
		runtime.ReadMemStats(&after)
		if kept := int64(after.HeapAlloc) - int64(before.HeapAlloc); kept > 20<<20+10*int64(len(page)) {
			t.Errorf("%s: %d MB kept of %d KB", name, kept>>20, len(page)>>10)
		}
		runtime.KeepAlive(doc)
		_ = err
	}
}
