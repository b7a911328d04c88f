package compare

import (
	"slices"

	"nianbao/internal/report"
)

// alike is the least likeness, of 1, at which two paragraphs are one that was
// changed and not two different ones.
const alike = 0.4

// most is the largest number of paragraph pairs that are weighed against each
// other; beyond it, paragraphs are compared in order.
const most = 1 << 16

// pair is a paragraph of A beside the one of B that came of it; -1 where there
// is none.
type pair struct{ a, b int }

// paragraphs lists what differs between two narratives.
func (d *Diff) paragraphs(place report.Place, a, b []string) {
	for _, p := range align(a, b) {
		switch {
		case p.b < 0:
			d.Paragraphs = append(d.Paragraphs, Paragraph{place, Removed, a[p.a], ""})
		case p.a < 0:
			d.Paragraphs = append(d.Paragraphs, Paragraph{place, Added, "", b[p.b]})
		case a[p.a] != b[p.b]:
			d.Paragraphs = append(d.Paragraphs, Paragraph{place, Changed, a[p.a], b[p.b]})
		}
	}
}

// align puts the paragraphs of two narratives beside each other so that what
// stayed, and then what was only changed, weighs most.
func align(a, b []string) []pair {
	var out []pair
	head := 0
	for head < min(len(a), len(b)) && a[head] == b[head] {
		out = append(out, pair{head, head})
		head++
	}
	tail := 0
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	for _, p := range between(a[head:len(a)-tail], b[head:len(b)-tail]) {
		if p.a >= 0 {
			p.a += head
		}
		if p.b >= 0 {
			p.b += head
		}
		out = append(out, p)
	}
	for i := tail; i > 0; i-- {
		out = append(out, pair{len(a) - i, len(b) - i})
	}
	return out
}

// between aligns what neither begins nor ends alike.
func between(a, b []string) (out []pair) {
	if len(a)*len(b) > most {
		return inOrder(len(a), len(b))
	}
	likeness := weigh(a, b)
	best := accumulate(likeness, len(a), len(b))
	i, k := 0, 0
	for i < len(a) || k < len(b) {
		switch {
		case i < len(a) && k < len(b) && likeness[i][k] > 0 && best[i][k] == likeness[i][k]+best[i+1][k+1]:
			out = append(out, pair{i, k})
			i, k = i+1, k+1
		case i < len(a) && best[i][k] == best[i+1][k]:
			out = append(out, pair{i, -1})
			i++
		default:
			out = append(out, pair{-1, k})
			k++
		}
	}
	return out
}

func inOrder(a, b int) (out []pair) {
	for i := range max(a, b) {
		p := pair{i, i}
		if i >= a {
			p.a = -1
		}
		if i >= b {
			p.b = -1
		}
		out = append(out, p)
	}
	return out
}

// weigh gives the likeness of every pair: 0 for different paragraphs, 2 for
// equal ones, which so are never given up for two changed ones.
func weigh(a, b []string) [][]float64 {
	pairsB := make([][]uint64, len(b))
	for k, text := range b {
		pairsB[k] = pairs(text)
	}
	out := make([][]float64, len(a))
	for i, text := range a {
		out[i] = make([]float64, len(b))
		pairsA := pairs(text)
		for k := range b {
			if text == b[k] {
				out[i][k] = 2
			} else if n := likeness(pairsA, pairsB[k]); n >= alike {
				out[i][k] = n
			}
		}
	}
	return out
}

// accumulate gives the most likeness that can be had from each pair on.
func accumulate(likeness [][]float64, rows, columns int) [][]float64 {
	best := make([][]float64, rows+1)
	for i := range best {
		best[i] = make([]float64, columns+1)
	}
	for i := rows - 1; i >= 0; i-- {
		for k := columns - 1; k >= 0; k-- {
			best[i][k] = max(best[i+1][k], best[i][k+1])
			if n := likeness[i][k]; n > 0 {
				best[i][k] = max(best[i][k], n+best[i+1][k+1])
			}
		}
	}
	return best
}

// pairs lists the pairs of neighbouring characters in order of their codes,
// digits all alike: last year's sentence with this year's figures is the same
// sentence.
func pairs(s string) []uint64 {
	out := make([]uint64, 0, len(s)/2)
	last := rune(0)
	for _, r := range s {
		if r >= '0' && r <= '9' {
			r = '0'
		}
		out = append(out, uint64(last)<<32|uint64(r))
		last = r
	}
	slices.Sort(out)
	return out
}

// likeness is Dice's coefficient of two lists of pairs.
func likeness(a, b []uint64) float64 {
	total := len(a) + len(b)
	if total == 0 || 2*float64(min(len(a), len(b))) < alike*float64(total) {
		return 0
	}
	common := 0
	for i, k := 0, 0; i < len(a) && k < len(b); {
		switch {
		case a[i] == b[k]:
			common++
			i, k = i+1, k+1
		case a[i] < b[k]:
			i++
		default:
			k++
		}
	}
	return 2 * float64(common) / float64(total)
}
