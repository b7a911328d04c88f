//go:build e2e

package e2e

import "testing"

// TestPages opens every page of the demonstration at the three sizes. With
// NIANBAO_SHOTS set it leaves pictures of them.
func TestPages(t *testing.T) {
	p := start(t, "", true)
	sizes := []struct {
		name          string
		width, height int64
	}{{"1366", 1366, 640}, {"1093", 1093, 500}, {"phone", 375, 720}}
	pages := []struct{ name, path string }{
		{"overview", "/"}, {"setup", "/setup"}, {"help", "/help"},
		{"head", "/reports/2025/head"}, {"s1", "/reports/2025/1"}, {"s2", "/reports/2025/2"}, {"s3", "/reports/2025/3"},
		{"s4", "/reports/2025/4"}, {"s5", "/reports/2025/5"}, {"s6", "/reports/2025/6"},
		{"check", "/reports/2025/check"}, {"preview", "/reports/2025/preview"}, {"missing", "/reports/1999/1"},
	}
	for _, size := range sizes {
		w := p.window(size.width, size.height)
		for _, page := range pages {
			w.goTo(page.path)
			if h := eval[int](w, `document.querySelectorAll('h1').length + document.querySelectorAll('main h2').length`); h == 0 {
				t.Errorf("%s has no heading", page.path)
			}
			if over := eval[bool](w, `document.documentElement.scrollWidth > window.innerWidth`); over {
				t.Errorf("%s is wider than %d", page.path, size.width)
			}
			w.shot(page.name + "-" + size.name)
		}
	}
}
