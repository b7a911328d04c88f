//go:build e2e

package e2e

import "testing"

// overlapping is the first pair of controls that lie over each other.
const overlapping = `(function () {
  var all = Array.from(document.querySelectorAll('main a.button, main button, main input, main select, main summary')).filter(function (el) {
    var folded = el.closest('details:not([open])');
    return el.offsetParent && (!folded || el.parentElement === folded && el.tagName === 'SUMMARY' && !folded.parentElement.closest('details:not([open])'));
  });
  for (var i = 0; i < all.length; i++) for (var j = i + 1; j < all.length; j++) {
    var a = all[i].getBoundingClientRect(), b = all[j].getBoundingClientRect();
    if (all[i].contains(all[j]) || all[j].contains(all[i]) || all[i].closest('table, .visually-hidden')) continue;
    if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1)
      return (all[i].textContent || all[i].name) + ' over ' + (all[j].textContent || all[j].name);
  }
  return ''; }())`

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
		{"final", "/reports/2025/final"}, {"copy", "/reports/2025/copy"}, {"approval", "/reports/2025/approval"},
		{"archive", "/reports/2025/archive"}, {"history", "/reports/2025/history"}, {"compare", "/reports/2025/compare"},
		{"import", "/import"}, {"usual", "/usual"}, {"usual-one", "/usual/preface.basis.local"}, {"requirements", "/requirements"}, {"letterhead", "/letterhead"},
		{"first-account", "/first"}, {"backup", "/backup"},
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
			if pair := eval[string](w, overlapping); pair != "" {
				t.Errorf("%s at %d: %s", page.path, size.width, pair)
			}
			w.shot(page.name + "-" + size.name)
		}
	}
}
