package recognise_test

import (
	"regexp"
	"testing"

	"nianbao/internal/form"
)

var spanAttributes = regexp.MustCompile(` (colspan|rowspan)=\d+`)

// spanless is a web page whose table forgot which cells are merged: nothing
// stands below its heading.
func spanless(s *sample, t *form.Table) string {
	return spanAttributes.ReplaceAllString(webPage(s, t), "")
}

// TestSpanless wants every figure of rows with blank cells, whatever headings
// stand above: their cells are counted from the label.
func TestSpanless(t *testing.T) {
	c := catalog(t)
	for _, seed := range corpusSeeds() {
		s := makeSample(c.Definitions()[seed%2], seed, true)
		noNoughts(s)
		r := readSample(t, s, layout{name: "spanless", write: spanless, kind: "html"})
		if sc := judge(s, r); sc.right != sc.printed || sc.silent+sc.invented > 0 {
			t.Errorf("%d: %+v", seed, sc)
		}
	}
}
