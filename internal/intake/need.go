package intake

import (
	"slices"
	"strings"
	"unicode/utf8"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Needed lists the figures of a report that go over into the next year, or are
// looked at then, as next declares. Totals that add up by themselves, rows that
// an office of the kind does not have, and codes that old lacks are left out;
// kind may be empty. A town needs ten.
func Needed(old, next *form.Definition, kind report.IssuerKind) []form.Code {
	wanted := map[form.Code]bool{}
	for _, c := range next.CarriedCells() {
		wanted[c.Previous] = true
	}
	for _, code := range mustBeZero(next, kind) {
		delete(wanted, code)
	}
	var out []form.Code
	for _, f := range old.Fields() {
		if wanted[f.Code] && !old.Computed(f.Code) {
			out = append(out, f.Code)
		}
	}
	return out
}

// mustBeZero lists the cells that must be 0 for an office of the kind.
func mustBeZero(def *form.Definition, kind report.IssuerKind) []form.Code {
	var out []form.Code
	if kind == "" {
		return nil
	}
	for i := range def.Checks {
		c := &def.Checks[i]
		named := len(c.When.Office) > 0 && slices.Contains(c.When.Office, string(kind)) ||
			len(c.When.NotOffice) > 0 && !slices.Contains(c.When.NotOffice, string(kind))
		if c.Kind != kindZero || !named {
			continue
		}
		for _, operand := range c.Codes {
			codes, err := def.Expand(*c, operand)
			if err == nil { // the definition was compiled: it is known
				out = append(out, codes...)
			}
		}
	}
	return out
}

// kindZero is the check that cells are 0.
const kindZero = "zero"

// longText is how long a line must be to be taken for a paragraph of the
// report.
const longText = 24

// prose reports whether a line of a text says something in a sentence: then it
// may be a paragraph of the report. The menus, paths and counters around a
// report on a page have none.
func prose(text string) bool {
	for line := range strings.Lines(text) {
		if strings.Contains(line, sentenceEnd) && utf8.RuneCountInString(line) >= longText {
			return true
		}
	}
	return false
}

// matters reports whether a doubt concerns what a new year begins with: its
// figures, the name, the narratives.
func matters(def *form.Definition, d report.Doubt, needed []form.Code) bool {
	if d.Kind == kindUnplaced {
		return d.Scope != scopeTable && prose(wholeText(d))
	}
	if slices.Contains(startHead, d.Code) || misplaced(d) {
		return true
	}
	for i := range def.Sections {
		if d.Code == sectionPrefix+string(report.SectionPlace(def.Sections[i].Number)) {
			return def.Sections[i].Prose
		}
	}
	return slices.ContainsFunc(needed, func(code form.Code) bool { return speaksOf(d, code) })
}

// LacksTable reports whether a doubt says that a table is not in the source.
func LacksTable(d report.Doubt) bool { return d.Kind == kindMissing && d.Scope == scopeTable }

// startHead are the head fields that go over into the next year.
var startHead = []string{"issuer", "year"}

const sectionPrefix = "section."
