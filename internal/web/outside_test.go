package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"nianbao/forms"
	"nianbao/internal/draft"
	"nianbao/internal/intake"
	"nianbao/internal/profile"
)

// TestOthersImport: a file that another office read in is not there, whatever
// is asked of it, and stays as it is.
func TestOthersImport(t *testing.T) {
	s := newOfficeSite(t)
	other, err := s.store.SaveOffice(t.Context(), draft.Office{Profile: profile.Profile{Name: "临川县白沙镇人民政府", Kind: "town"}})
	if err != nil {
		t.Fatal(err)
	}
	m := intake.Import{Office: other.ID, Name: "a", Content: intake.Content{Report: lastYear(t)}, Batch: "0123456789abcdef"}
	if err := s.store.AddImport(t.Context(), &m); err != nil {
		t.Fatal(err)
	}
	at := "/import/file/" + m.ID
	s.get(at).want(http.StatusNotFound)
	s.get("/import/batch/" + m.Batch).want(http.StatusNotFound)
	s.get("/import/batch/" + m.Batch + "/csv").want(http.StatusNotFound)
	s.post(at+"/settle", url.Values{"loose": {"1"}}).want(http.StatusNotFound)
	s.post(at+"/keep", url.Values{"do": {"keep"}}).want(http.StatusNotFound)
	s.post(at+"/take", url.Values{"do": {"all"}}).want(http.StatusNotFound)
	s.post(at+"/discard", nil)
	if now, err := s.store.Import(t.Context(), other.ID, m.ID); err != nil || len(now.Answers) > 0 {
		t.Errorf("%+v %v", now, err)
	}
}

// TestRequirementsToHarm: aliases that unfold, depth and markup in a county's
// file are named as what is to be mended, and shown as text.
func TestRequirementsToHarm(t *testing.T) {
	unfolding := "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
	for i := range 12 {
		unfolding += fmt.Sprintf("a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n", i+1, i+1, i, i, i, i, i, i, i, i)
	}
	s := newOfficeSite(t)
	for name, file := range map[string]string{
		"aliases":  forms.Requirements + unfolding,
		"depth":    forms.Requirements + "deep: " + strings.Repeat("[", 20_000),
		"markup":   forms.Requirements + "<script>alert(1)</script>: 1\n",
		"too long": forms.Requirements + strings.Repeat("# x\n", 40_000),
	} {
		a := s.hand("/requirements/preview", "a.yaml", file)
		a.want(http.StatusUnprocessableEntity)
		if strings.Contains(string(a.body), "<script>alert") {
			t.Errorf("%s: markup is not escaped", name)
		}
	}
}
