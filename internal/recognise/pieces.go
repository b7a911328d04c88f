package recognise

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Narrow columns break headings into lines of pieces: 本年制 本年废 现行有. Such
// pieces are not read as headings, but in one line they stand in the order of
// the columns, and show whether that is the form's.

// fewPieces is how many pieces of a line must be known.
const fewPieces = 2

// piecesMoved reports whether the headings of a block, where they are printed
// in pieces, stand in another order than its columns: for lines side by side,
// their columns come as many times.
func (a *reading) piecesMoved(t int, tree []branch, sides int) bool {
	heads := leafKeys(tree)
	moved, columns := false, len(leavesOf(tree))
	for _, z := range a.found {
		if z.table != t {
			continue
		}
		from := z.from
		for from > max(0, z.from-maxAbove) && a.rows[from-1].values == 0 {
			from-- // headings in pieces alone do not begin a table
		}
		for i := from; i < z.to; i++ {
			if a.rows[i].values > 0 {
				continue
			}
			matched, descents := a.rows[i].pieces(heads)
			if matched < fewPieces {
				continue
			}
			allowed := min(sides, (matched+columns-1)/columns) - 1
			moved = moved || descents > allowed
		}
	}
	return moved
}

// leafKeys are the spellings of the headings of a tree, those over several in
// front of theirs.
func leafKeys(tree []branch) (out [][]string) {
	for i := range tree {
		out = append(append(out, tree[i].keys), leafKeys(tree[i].sub)...)
	}
	return out
}

// pieces counts the texts of a row that are pieces of headings, and how often
// one cannot stand behind the one before.
func (r *row) pieces(heads [][]string) (matched, descents int) {
	last := -1
	for _, c := range r.cells {
		for _, field := range strings.FieldsFunc(c.text, isSpace) {
			of := pieceOfHeads(key(field), heads)
			if len(of) == 0 {
				continue
			}
			next := slices.IndexFunc(of, func(i int) bool { return i > last })
			if next < 0 {
				descents++
				next = 0
			}
			last = of[next]
			matched++
		}
	}
	return matched, descents
}

// pieceOfHeads lists the headings that a key is, or else is a piece of.
func pieceOfHeads(k string, heads [][]string) (of []int) {
	if utf8.RuneCountInString(k) < 2 {
		return nil
	}
	for i, keys := range heads {
		if slices.Contains(keys, k) {
			of = append(of, i)
		}
	}
	if of != nil {
		return of
	}
	for i, keys := range heads {
		if within(k, keys) {
			of = append(of, i)
		}
	}
	return of
}
