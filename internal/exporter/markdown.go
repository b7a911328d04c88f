package exporter

import (
	"html/template"
	"regexp"
	"strings"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// renderMark writes Markdown (CommonMark). Tables are HTML: pipes cannot merge
// cells. An HTML block ends at an empty line, so tables contain none.
func renderMark(def *form.Definition, r *report.Report, opts Options) ([]byte, error) {
	d := newMarked(def, r, opts)
	var w markWriter
	w.block("", d.Mark)
	w.block("", d.Number)
	w.block("# ", d.Title)
	w.paragraphs(d.Preface)
	for _, s := range d.Sections {
		w.block("## ", s.Heading)
		w.paragraphs(s.Before)
		if s.Table != nil {
			w.table(s.Table)
		}
		w.paragraphs(s.After)
	}
	w.block("", d.Issuer)
	w.block("", d.Date)
	w.block("", d.Note)
	return []byte(w.String()), nil
}

type markWriter struct{ strings.Builder }

// block writes a block of text behind the mark of its kind.
func (w *markWriter) block(mark, text string) {
	if text == "" {
		return
	}
	if w.Len() > 0 {
		w.WriteByte('\n')
	}
	w.WriteString(mark + escapeMark(text) + "\n")
}

func (w *markWriter) paragraphs(list []Paragraph) {
	for _, p := range list {
		mark := ""
		if p.IsHeading() {
			mark = strings.Repeat("#", p.Level+1) + " "
		}
		w.block(mark, p.Text)
	}
}

func (w *markWriter) table(t *Table) {
	w.WriteString("\n<table>\n<caption>" + template.HTMLEscapeString(t.Caption) + "</caption>\n")
	w.WriteString(htmlRows(t, plainLook) + "\n</table>\n")
}

var (
	// markEntities are escaped as entities, which no renderer mistakes.
	markEntities = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	// markSpecial are read as markup wherever they stand.
	markSpecial = regexp.MustCompile("[\\\\`*\\[\\]~|$]")
	// markStart is what turns a line into a list, a heading or a rule.
	markStart = regexp.MustCompile(`^([0-9]{1,9})([.)])|^([-+#=:!])`)
	// markEnd is a closing sequence of a heading.
	markEnd = regexp.MustCompile(`#+$`)
)

// escapeMark escapes what Markdown would interpret, and no more: people read
// the source.
func escapeMark(s string) string {
	s = markSpecial.ReplaceAllString(s, `\$0`)
	s = escapeUnderscores(s)
	s = markStart.ReplaceAllString(s, `$1\$2$3`)
	s = markEnd.ReplaceAllStringFunc(s, func(m string) string { return strings.Repeat(`\#`, len(m)) })
	return markEntities.Replace(s)
}

// escapeUnderscores leaves those between two letters or digits.
func escapeUnderscores(s string) string {
	if !strings.Contains(s, "_") {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		if s[i] == '_' && !(i > 0 && isAlnum(s[i-1]) && i+1 < len(s) && isAlnum(s[i+1])) {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}
