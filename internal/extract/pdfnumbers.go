package extract

import (
	"regexp"
	"strconv"
)

// pageNumber is a line that is the number of its page and nothing else.
var pageNumber = regexp.MustCompile(pageNumberPattern)

// dropNumbers leaves the numbers of pages out. A bare number is one where the
// pages count up with it, or where it stands apart from the text: a table with a
// figure a line has one at the end of every page, too.
func dropNumbers(all [][]pageItem) {
	shared := map[int]int{} // how far a number is ahead of its page → pages
	for page, items := range all {
		seen := map[int]bool{}
		for _, at := range numberItems(items) {
			if n, bare := bareNumber(items[at]); bare && !seen[n-page] {
				seen[n-page] = true
				shared[n-page]++
			}
		}
	}
	for page, items := range all {
		list := numberItems(items)
		for i := len(list) - 1; i >= 0; i-- {
			at := list[i]
			n, bare := bareNumber(items[at])
			if !bare || n > 0 && (shared[n-page] > 1 || standsApart(items, at)) {
				all[page] = append(all[page][:at:at], all[page][at+1:]...)
			}
		}
	}
}

// numberItems are the first and the last thing on a page, where they look like
// its number.
func numberItems(items []pageItem) (out []int) {
	for _, at := range []int{0, len(items) - 1} {
		if at < 0 || at >= len(items) || items[at].line == nil || at == 0 && len(out) > 0 || len(out) > 0 && out[0] == at {
			continue
		}
		it := items[at]
		height := it.line.page.height
		outer := at == 0 && it.top < height*0.12 || at == len(items)-1 && it.top > height*0.85
		if outer && pageNumber.MatchString(squeezed(it.line.text)) {
			out = append(out, at)
		}
	}
	return out
}

// bareNumber is the number of a line of nothing else.
func bareNumber(it pageItem) (n int, ok bool) {
	n, err := strconv.Atoi(squeezed(it.line.text))
	return n, err == nil
}

// farApart is how many of its sizes a number stands from the text at least.
const farApart = 2.5

// standsApart reports whether a line stands far from its neighbour.
func standsApart(items []pageItem, at int) bool {
	next := at + 1
	if at > 0 {
		next = at - 1
	}
	if next < 0 || next >= len(items) || items[next].line == nil {
		return true
	}
	distance := items[next].line.y - items[at].line.y
	return max(distance, -distance) > farApart*items[at].line.size
}
