package recognise

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Narrow columns break headings into lines of pieces: 本年制 本年废 现行有. Such
// pieces are not read as headings, but in one line they stand in the order of
// the columns, and show whether that is the form's.

// piecesMoved reports whether the headings of a block, where they are printed
// in pieces, stand in another order than its columns: for lines side by side,
// their columns come as many times. It is turned where a line goes on from the
// last column to the first: the last may be printed as the first.
func (a *reading) piecesMoved(t int, tree []branch, sides int) (moved, turned bool) {
	heads := leafKeys(tree)
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
			runs := a.rows[i].pieces(heads)
			if len(runs) > sides || len(runs) > 1 && !repeat(runs) && !turns(runs, len(heads)) {
				moved = true
			} else if len(runs) > 1 && !repeat(runs) {
				turned = true
			}
		}
	}
	return moved, turned
}

// repeat reports whether all runs are the same: the columns of lines side by
// side.
func repeat(runs [][]int) bool {
	return !slices.ContainsFunc(runs, func(r []int) bool { return !slices.Equal(r, runs[0]) })
}

// turns reports whether every run but the last ends in the last column, and
// every one but the first begins with the first, or is the last only.
func turns(runs [][]int, columns int) bool {
	for i, r := range runs {
		if i > 0 && r[0] != 0 && r[0] != columns-1 || i < len(runs)-1 && r[len(r)-1] != columns-1 {
			return false
		}
	}
	return true
}

// leafKeys are the spellings of the headings of a tree, those over several in
// front of theirs.
func leafKeys(tree []branch) (out [][]string) {
	for i := range tree {
		out = append(append(out, tree[i].keys), leafKeys(tree[i].sub)...)
	}
	return out
}

// pieces lists the headings that the texts of a row are pieces of, in runs: a
// new one begins where one cannot stand behind the one before.
func (r *row) pieces(heads [][]string) (runs [][]int) {
	last := -1
	for n, c := range r.cells {
		whole := func(keys []string) bool { return slices.Contains(keys, key(c.text)) }
		if n > 0 && r.split && c.text == r.cells[n-1].text && slices.ContainsFunc(heads, whole) {
			continue // a merged cell, printed for every column it covers
		}
		for _, field := range strings.FieldsFunc(c.text, isSpace) {
			of := pieceOfHeads(key(field), heads)
			if len(of) == 0 {
				continue
			}
			next := slices.IndexFunc(of, func(i int) bool { return i > last })
			if next < 0 && slices.Contains(of, last) && !slices.Contains(heads[last], key(field)) {
				continue // 法律 服务机构: one more piece of the same
			}
			if next < 0 || len(runs) == 0 {
				runs, next = append(runs, nil), 0
			}
			last = of[next]
			runs[len(runs)-1] = append(runs[len(runs)-1], last)
		}
	}
	return runs
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
