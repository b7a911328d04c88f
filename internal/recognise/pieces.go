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
	leaves := leafKeys(tree)
	moved := false
	for _, z := range a.found {
		if z.table != t {
			continue
		}
		for i := z.from; i < z.to; i++ {
			if a.rows[i].values > 0 {
				continue
			}
			matched, descents := a.rows[i].pieces(leaves)
			if matched < fewPieces {
				continue
			}
			allowed := min(sides, (matched+len(leaves)-1)/len(leaves)) - 1
			moved = moved || descents > allowed
		}
	}
	return moved
}

// leafKeys are the spellings of the columns of a tree.
func leafKeys(tree []branch) (out [][]string) {
	for i := range tree {
		if tree[i].id != "" {
			out = append(out, tree[i].keys)
		}
		out = append(out, leafKeys(tree[i].sub)...)
	}
	return out
}

// pieces counts the texts of a row that are pieces of columns, and how often
// one cannot stand behind the one before.
func (r *row) pieces(leaves [][]string) (matched, descents int) {
	last := -1
	for _, c := range r.cells {
		for _, field := range strings.FieldsFunc(c.text, isSpace) {
			k := key(field)
			if utf8.RuneCountInString(k) < 2 {
				continue
			}
			first, next := -1, -1
			for i, keys := range leaves {
				if !slices.ContainsFunc(keys, func(s string) bool { return strings.Contains(s, k) }) {
					continue
				}
				if first < 0 {
					first = i
				}
				if next < 0 && i > last {
					next = i
				}
			}
			switch {
			case first < 0:
				continue
			case next >= 0:
				last = next
			default:
				descents++
				last = first
			}
			matched++
		}
	}
	return matched, descents
}
