package compare

import "nianbao/internal/report"

// alike is the least likeness, of 1, at which two paragraphs are one that was
// changed and not two different ones.
const alike = 0.4

// most is the largest number of paragraph pairs that are weighed against each
// other; beyond it, paragraphs are compared in order.
const most = 1 << 16

// paragraphs aligns two narratives so that what stayed, and then what was only
// changed, weighs most.
func (d *Diff) paragraphs(place report.Place, a, b []string) {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a)*len(b) > most {
		d.inOrder(place, a, b)
		return
	}
	likeness := weigh(a, b)
	best := accumulate(likeness, len(a), len(b))
	i, k := 0, 0
	for i < len(a) || k < len(b) {
		switch {
		case i < len(a) && k < len(b) && likeness[i][k] > 0 && best[i][k] == likeness[i][k]+best[i+1][k+1]:
			d.pair(place, a[i], b[k])
			i, k = i+1, k+1
		case i < len(a) && best[i][k] == best[i+1][k]:
			d.Paragraphs = append(d.Paragraphs, Paragraph{place, Removed, a[i], ""})
			i++
		default:
			d.Paragraphs = append(d.Paragraphs, Paragraph{place, Added, "", b[k]})
			k++
		}
	}
}

func (d *Diff) pair(place report.Place, a, b string) {
	if a != b {
		d.Paragraphs = append(d.Paragraphs, Paragraph{place, Changed, a, b})
	}
}

func (d *Diff) inOrder(place report.Place, a, b []string) {
	for i := range max(len(a), len(b)) {
		switch {
		case i >= len(a):
			d.Paragraphs = append(d.Paragraphs, Paragraph{place, Added, "", b[i]})
		case i >= len(b):
			d.Paragraphs = append(d.Paragraphs, Paragraph{place, Removed, a[i], ""})
		default:
			d.pair(place, a[i], b[i])
		}
	}
}

// weigh gives the likeness of every pair: 0 for different paragraphs, 2 for
// equal ones, which so are never given up for two changed ones.
func weigh(a, b []string) [][]float64 {
	pairsB := make([]map[[2]rune]int, len(b))
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

// pairs counts the pairs of neighbouring characters, digits all alike: last
// year's sentence with this year's figures is the same sentence.
func pairs(s string) map[[2]rune]int {
	out := map[[2]rune]int{}
	last := rune(-1)
	for _, r := range s {
		if r >= '0' && r <= '9' {
			r = '0'
		}
		out[[2]rune{last, r}]++
		last = r
	}
	return out
}

// likeness is Dice's coefficient of two sets of pairs.
func likeness(a, b map[[2]rune]int) float64 {
	common, total := 0, 0
	for pair, n := range a {
		common += min(n, b[pair])
		total += n
	}
	for _, n := range b {
		total += n
	}
	if total == 0 {
		return 0
	}
	return 2 * float64(common) / float64(total)
}
