package recognise_test

import "testing"

// TestMixedScript: mirrors of pages leave characters of traditional script in
// the labels of a simplified text; blank cells do not come to other rows by it.
func TestMixedScript(t *testing.T) {
	for _, seed := range corpusSeeds() {
		s := makeSample(catalog(t).Definitions()[seed%2], seed, true)
		noNoughts(s)
		mixed := replaced(barLine, "复", "復", "总", "總", "发", "發", "处", "處")
		if sc := judge(s, readSample(t, s, layout{write: mixed})); sc.right != sc.printed || sc.silent+sc.invented > 0 {
			t.Errorf("%d: %+v", seed, sc)
		}
	}
}
