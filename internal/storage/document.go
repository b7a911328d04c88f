package storage

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"nianbao/internal/report"
)

// hole is how report.Marshal writes a report without prose and cells. Nothing
// before it can hold the same characters, and no string can.
const hole = `"preface":"","sections":{"1":"","2":"","3":"","4":"","5":"","6":""},"cells":{}`

// document is the report as it is stored. It is the published JSON, except
// that the order of members is our own and that a narrative stands there once:
// in "text" if it has bindings, in "sections" if not. Prose and cells, nearly
// all of it, are written here, because the general way takes as long as the
// disk does.
func document(r *report.Report) (string, error) {
	rest := *r
	rest.Text, rest.Cells = nil, nil
	data, err := report.Marshal(&rest)
	if err != nil {
		return "", err
	}
	at := bytes.Index(data, []byte(hole))
	if at < 0 || !onlyKnownPlaces(r) {
		data, err = report.Marshal(r)
		return string(data), err
	}
	w := documentWriter{report: r}
	w.Grow(len(data) + len(r.Cells)*48 + proseSize(r))
	w.Write(data[:at])
	w.prose()
	w.cells()
	w.Write(data[at+len(hole):])
	return w.String(), w.err
}

func onlyKnownPlaces(r *report.Report) bool {
	for place := range r.Text {
		if !slices.Contains(report.Places, place) {
			return false
		}
	}
	return true
}

// proseSize is about the number of bytes the prose takes.
func proseSize(r *report.Report) int {
	n := 0
	for _, paragraphs := range r.Text {
		for _, p := range paragraphs {
			for _, run := range p.Runs {
				n += len(run.Text) + 64
			}
		}
	}
	return n
}

type documentWriter struct {
	strings.Builder
	report *report.Report
	err    error
}

// quote writes a string; most have nothing to escape.
func (w *documentWriter) quote(s string) {
	w.WriteByte('"')
	w.escape(s)
	w.WriteByte('"')
}

// escape writes the inside of a string. That it is valid UTF-8 was made sure
// of where it came in: a draft refuses other edits, Create other reports.
func (w *documentWriter) escape(s string) {
	if !needsEscape(s) {
		w.WriteString(s)
		return
	}
	quoted, err := jsontext.AppendQuote(nil, s)
	w.fail(err)
	w.Write(quoted[1 : len(quoted)-1])
}

func (w *documentWriter) fail(err error) {
	if err != nil && w.err == nil {
		w.err = fmt.Errorf("storage: document: %w", err)
	}
}

// needsEscape looks at eight bytes at a time: on every save it reads the whole
// document. The arithmetic tells whether any byte of a word is below a space,
// a quote or a backslash.
func needsEscape(s string) bool {
	const each, high = 0x0101010101010101, 0x8080808080808080
	for ; len(s) >= 8; s = s[8:] {
		w := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		quote, slash := w^(each*'"'), w^(each*'\\')
		control := (w - each*' ') & ^w
		if (control|(quote-each)&^quote|(slash-each)&^slash)&high != 0 {
			return true
		}
	}
	for i := range len(s) {
		if escaped[s[i]] {
			return true
		}
	}
	return false
}

// escaped marks the bytes that JSON does not take as they are.
var escaped = func() (t [256]bool) {
	for c := range byte(' ') {
		t[c] = true
	}
	t['"'], t['\\'] = true, true
	return t
}()

// prose writes the narratives: those that their printed text describes, then
// those with bindings.
func (w *documentWriter) prose() {
	w.WriteString(`"sections":{`)
	w.places(w.narrative, func(place report.Place) (name string, ok bool) {
		return string(place), place != report.Preface && !strings.HasSuffix(string(place), afterTable) && !w.bound(place)
	})
	w.WriteString(`},"sections_after":{`)
	w.places(w.narrative, func(place report.Place) (name string, ok bool) {
		name, ok = strings.CutSuffix(string(place), afterTable)
		return name, ok && !w.bound(place)
	})
	w.WriteString(`},"text":{`)
	w.places(w.paragraphs, func(place report.Place) (name string, ok bool) { return string(place), w.bound(place) })
	w.WriteByte('}')
	if len(w.report.Text[report.Preface]) > 0 && !w.bound(report.Preface) {
		w.WriteString(`,"preface":`)
		w.narrative(report.Preface)
	}
}

// afterTable ends the names of places behind a table.
const afterTable = ".after"

// bound reports whether a narrative is more than its printed text.
func (w *documentWriter) bound(place report.Place) bool {
	return slices.ContainsFunc(w.report.Text[place], func(p report.Paragraph) bool { return !p.IsPlain() })
}

// places writes the narratives that have text and that name gives a name.
func (w *documentWriter) places(write func(report.Place), name func(report.Place) (string, bool)) {
	comma := ""
	for _, place := range report.Places {
		if key, ok := name(place); ok && len(w.report.Text[place]) > 0 {
			w.WriteString(comma)
			w.quote(key)
			w.WriteByte(':')
			write(place)
			comma = ","
		}
	}
}

// narrative writes prose as it is printed.
func (w *documentWriter) narrative(place report.Place) {
	w.WriteByte('"')
	for i, p := range w.report.Text[place] {
		if i > 0 {
			w.WriteString(`\n`)
		}
		for _, run := range p.Runs {
			w.escape(run.Text)
		}
	}
	w.WriteByte('"')
}

// paragraphs writes prose with its bindings.
func (w *documentWriter) paragraphs(place report.Place) {
	comma := "["
	for _, p := range w.report.Text[place] {
		w.WriteString(comma)
		w.paragraph(p)
		comma = ","
	}
	w.WriteByte(']')
}

func (w *documentWriter) paragraph(p report.Paragraph) {
	if isOdd(p) {
		data, err := json.Marshal(p, json.Deterministic(true))
		w.fail(err)
		w.Write(data)
		return
	}
	w.WriteString(`{"runs":[`)
	for i, run := range p.Runs {
		if i > 0 {
			w.WriteByte(',')
		}
		w.run(run)
	}
	w.WriteByte(']')
	if p.Carried {
		w.WriteString(`,"carried":true`)
	}
	w.WriteByte('}')
}

// isOdd reports whether the paragraph has members we do not know, or runs that
// are two things at once.
func isOdd(p report.Paragraph) bool {
	return len(p.Extra) > 0 || slices.ContainsFunc(p.Runs, func(run report.Run) bool {
		return len(run.Extra) > 0 || run.Text != "" && (run.Ref != "" || run.Slot != nil) || run.Ref != "" && run.Slot != nil
	})
}

// run writes a run that is one thing.
func (w *documentWriter) run(run report.Run) {
	name, value := `{"t":`, run.Text
	switch {
	case run.Slot != nil:
		name, value = `{"slot":`, *run.Slot
	case run.Ref != "":
		name, value = `{"ref":`, string(run.Ref)
	}
	w.WriteString(name)
	w.quote(value)
	if run.Confirm {
		w.WriteString(`,"confirm":true`)
	}
	w.WriteByte('}')
}

func (w *documentWriter) cells() {
	w.WriteString(`,"cells":{`)
	comma := ""
	for code, v := range w.report.Cells {
		w.WriteString(comma)
		w.quote(string(code))
		w.WriteByte(':')
		w.quote(v.String())
		comma = ","
	}
	w.WriteByte('}')
}
