package exporter_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/internal/exporter"
	"nianbao/internal/golden"
	"nianbao/internal/report"
)

// sanitized keeps what the strictest editors of sites keep: a few elements,
// and of their attributes spans and scopes.
func sanitized(t testing.TB, fragment string) (cells []string) {
	t.Helper()
	root := parse(t, []byte("<body>"+fragment+"</body>"))
	for _, tag := range []string{"td", "th"} {
		for _, n := range nodes(root, tag) {
			span := ""
			for _, a := range n.Attr {
				if a.Key == "colspan" || a.Key == "rowspan" {
					span += " " + a.Key + a.Val
				}
			}
			cells = append(cells, tag+span+" "+squeeze(textOf(n)))
		}
	}
	return cells
}

// TestFragment: both ways carry every figure with its spans, and the text.
func TestFragment(t *testing.T) {
	for _, s := range append(examples(t), seeds(t)...) {
		page := sanitized(t, string(render(t, s, exporter.HTML)))
		for _, styled := range []bool{true, false} {
			fragment := exporter.Fragment(s.def, s.Report, styled, exporter.Options{})
			if got := sanitized(t, fragment); strings.Join(got, "|") != strings.Join(page, "|") {
				t.Errorf("%s, styled %t: the cells are not those of the page", s.name, styled)
			}
			if strings.Contains(fragment, "style=") != styled || strings.Contains(fragment, "class=") {
				t.Errorf("%s, styled %t: styles or classes", s.name, styled)
			}
			text := squeeze(textOf(parse(t, []byte(fragment))))
			for _, place := range report.Places {
				for _, p := range s.Paragraphs(place) {
					if !strings.Contains(text, squeeze(p)) {
						t.Errorf("%s: missing %q", s.name, p)
					}
				}
			}
			if s.name == "2021/nil" {
				golden.Equal(t, filepath.Join("testdata", fmt.Sprintf("%s.fragment-%t.golden", s.name, styled)), []byte(fragment))
			}
		}
	}
	for _, s := range examples(t) {
		root := parse(t, []byte(exporter.Fragment(s.def, hostile(s, `"><script>x</script><img src=x>`).Report, true, exporter.Options{})))
		if len(nodes(root, "script"))+len(nodes(root, "img")) > 0 {
			t.Error("text became markup")
		}
	}
}
