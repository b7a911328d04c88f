package extract

import "strings"

// clean puts every text into simplified script and repairs what is certain.
// Originals and Lines keep the source. A document in simplified script is not
// converted at all.
func (in *input) clean() {
	convert := func(text string) string { return text }
	if in.isTraditional() || in.isAnnotated() {
		convert = loadDictionary().simplified
		in.note(Converted, 0, "")
	}
	each := func(text, original string, line int) (string, string) {
		now := convert(in.repaired(text, line))
		if now != text && original == "" {
			original = text
		}
		return now, original
	}
	for i := range in.doc.Blocks {
		b := &in.doc.Blocks[i]
		if b.Table == nil {
			b.Text, b.Original = each(b.Text, b.Original, b.Line)
			continue
		}
		for _, row := range b.Table.Rows {
			for c := range row {
				row[c].Text, row[c].Original = each(row[c].Text, row[c].Original, row[c].Line)
			}
		}
	}
}

// repaired is the text, put right where that is certain. What is done, or
// cannot be, is noted.
func (in *input) repaired(text string, line int) string {
	now, done := repair(text)
	switch {
	case done:
		in.note(Repaired, line, text)
	case strings.ContainsFunc(text, isBroken):
		in.note(Broken, line, text)
	}
	return now
}
