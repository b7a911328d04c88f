package web_test

import (
	"bytes"
	"context"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/intake"
	"nianbao/internal/report"
)

// handOver sends files, or what was pasted, as the page's form does.
func (s *site) handOver(values map[string]string, files map[string]string, script bool) answer {
	s.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for name, value := range values {
		w.WriteField(name, value)
	}
	for name, data := range files {
		part, err := w.CreateFormFile("file", name)
		if err != nil {
			s.Fatal(err)
		}
		part.Write([]byte(data))
	}
	if err := w.Close(); err != nil {
		s.Fatal(err)
	}
	req := httptest.NewRequest(http.MethodPost, "/import", &b)
	req.Header.Set("Content-Type", w.FormDataContentType())
	if script {
		req.Header.Set("Accept", "application/json")
	}
	return s.do(req)
}

// pending keeps a report as one that was read, and returns its address.
func (s *site) pending(m intake.Import) string {
	s.Helper()
	m.Office = s.office
	if err := s.store.AddImport(context.Background(), &m); err != nil {
		s.Fatal(err)
	}
	return "/import/file/" + m.ID
}

// lastYear is last year's report, of whose row four nothing was read.
func lastYear(tb testing.TB) *report.Report {
	r := example(tb, "2021", "previous")
	r.Doubts = []report.Doubt{
		{Code: "t3.carried_out", Scope: "row", Kind: "missing", Message: "表三·四：原文里没有这一行，先空着。"},
		{Code: "section.5", Scope: "section", Kind: "unplaced", Message: "这一段不知放哪里：“附件”。", Excerpt: "附件"},
		{Code: "t2.rules.made", Scope: "cell", Kind: "missing", Message: "表二·规章·制发件数：原文里没有这一格，先空着。"},
	}
	for code := range r.Cells {
		if strings.HasPrefix(string(code), "t3.carried_out.") || code == "t2.rules.made" {
			delete(r.Cells, code)
		}
	}
	return r
}

// TestImportedPage: doubts of what a new year needs come first, values lead to
// their lines, and the source is shown as text whatever is in it.
func TestImportedPage(t *testing.T) {
	s := newOfficeSite(t)
	r := lastYear(t)
	r.Sources = map[form.Code]report.Source{"t3.received.natural_person": {Line: 2}}
	at := s.pending(intake.Import{Name: "<b>去年</b>.html", Content: intake.Content{Report: r, Lines: []string{"<script>alert(1)</script>", "新收\t3"}}})
	page := s.page(at)
	if got := page.find("h1", "").text(); !strings.HasSuffix(got, "，1 处请您看一下，2 处以后再看也行") {
		t.Errorf("head %q", got)
	}
	if page.find("a", "href", "#L2") == nil || page.find("li", "id", "L2") == nil {
		t.Error("no way from the value to its line")
	}
	if body := string(s.get(at).body); strings.Contains(body, "<script>alert") || strings.Contains(body, "<b>去年") {
		t.Error("the source is not escaped")
	}
	if n := len(page.all("select", "name", "place")); n != 1 {
		t.Errorf("%d menus of places", n)
	}
}

// TestImportSettle: every answer is stored at once; one that does not fit says
// so and changes nothing.
func TestImportSettle(t *testing.T) {
	tests := []struct {
		name    string
		form    url.Values
		status  int
		message string
		check   func(*intake.Import) bool
	}{
		{"offered", url.Values{"doubt": {"0"}, "offer": {"2"}}, 303, "", func(m *intake.Import) bool { return m.Answers[0].Text == "0" }},
		{"typed", url.Values{"doubt": {"0"}, "do": {"type"}, "text": {"1 0 0 0 0 0 1"}}, 303, "", func(m *intake.Import) bool { return m.Answers[0].Choice == intake.Fill }},
		{"placed", url.Values{"doubt": {"1"}, "do": {"put"}, "place": {"6"}}, 303, "", func(m *intake.Import) bool { return m.Answers[1].Text == "6" }},
		{"all that is loose", url.Values{"loose": {"1"}}, 303, "", func(m *intake.Import) bool { return m.Answers[1].Choice == intake.Drop }},
		{"all that is blank, but what a new year needs", url.Values{"blank": {"1"}}, 303, "", func(m *intake.Import) bool {
			return len(m.Answers) == 1 && m.Answers[2].Choice == intake.Keep
		}},
		{"a figure", url.Values{"code": {"t2.normative_documents.in_force"}, "value": {"7"}}, 303, "", func(m *intake.Import) bool { return len(m.Typed) == 1 }},
		{"too few", url.Values{"doubt": {"0"}, "do": {"type"}, "text": {"1 2"}}, 422, intake.WrongCount, nil},
		{"nothing", url.Values{"doubt": {"0"}, "do": {"type"}}, 422, intake.NoAnswer, nil},
		{"not offered", url.Values{"doubt": {"0"}, "offer": {"9"}}, 422, intake.NoAnswer, nil},
		{"no such doubt", url.Values{"doubt": {"7"}, "offer": {"1"}}, 404, intake.NoDoubt, nil},
		{"no such place", url.Values{"doubt": {"1"}, "do": {"put"}, "place": {"9"}}, 422, intake.NoAnswer, nil},
		{"a total", url.Values{"code": {"t3.total.total"}, "value": {"7"}}, 404, intake.NoDoubt, nil},
		{"no number", url.Values{"doubt": {"x"}}, 400, "收到的内容不完整，没有保存。请刷新网页后再填一次。", nil},
	}
	s := newOfficeSite(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			at := s.pending(intake.Import{Name: "a", Content: intake.Content{Report: lastYear(t)}})
			a := s.post(at+"/settle", tt.form).want(tt.status)
			m, err := s.store.Import(t.Context(), s.office, strings.TrimPrefix(at, "/import/file/"))
			if err != nil {
				t.Fatal(err)
			}
			if tt.check != nil && !tt.check(m) || tt.check == nil && (len(m.Answers)+len(m.Typed) > 0 || a.message() != tt.message) {
				t.Errorf("stored %+v, said %q", m.State, a.message())
			}
		})
	}
}

// TestImportKeep: what was read becomes last year's report, this year's draft,
// or both, and is then put away.
func TestImportKeep(t *testing.T) {
	for _, tt := range []struct {
		do, to     string
		last, this bool
	}{
		{"both", "/reports/2025/questions", true, true},
		{"keep", "/reports/2024/check", true, false},
		{"start", "/reports/2025/questions", false, true},
	} {
		t.Run(tt.do, func(t *testing.T) {
			s := newOfficeSite(t)
			at := s.pending(intake.Import{Name: "a", Content: intake.Content{Report: lastYear(t)}})
			s.post(at+"/settle", url.Values{"doubt": {"0"}, "do": {"type"}, "text": {"2 0 0 0 0 0 2"}}).want(303)
			s.post(at+"/keep", url.Values{"do": {tt.do}}).wantRedirect(tt.to)
			s.get(at).wantMessage(http.StatusNotFound, intake.NoImport)
			_, err := s.store.Load(t.Context(), s.office, 2024)
			if (err == nil) != tt.last {
				t.Errorf("last year: %v", err)
			}
			if tt.last {
				r := s.load(2024).Report
				if r.Status != draft.Published || len(r.Doubts) != 2 || r.Cell("t3.carried_out.natural_person").String() != "2" {
					t.Errorf("kept as %q with %d doubts", r.Status, len(r.Doubts))
				}
			}
			if tt.this {
				r := s.load(2025).Report
				if r.Status != draft.Drafting || r.Cell("t3.carried_in.natural_person").String() != "2" || r.Issuer != officeName || r.Work == nil {
					t.Errorf("begun as %q, carried in %q", r.Status, r.Cell("t3.carried_in.natural_person"))
				}
			}
		})
	}
}

// TestImportExists: a report that is there is replaced only when somebody says
// so, and then as a change that can be taken back.
func TestImportExists(t *testing.T) {
	s := newReportSite(t, published(example(t, "2021", "previous")))
	r := lastYear(t)
	r.SetCell("t3.received.natural_person", report.Figure("99"))
	r.Doubts = []report.Doubt{{Code: "t3.received.other", Kind: "missing"}}
	at := s.pending(intake.Import{Name: "a", Content: intake.Content{Report: r}})
	if s.page(at).find("input", "name", "replace") == nil {
		t.Error("nothing is offered")
	}
	s.post(at+"/keep", url.Values{"do": {"keep"}}).want(http.StatusConflict)
	before := s.load(2024).Report
	s.post(at+"/keep", url.Values{"do": {"keep"}, "replace": {"1"}}).wantRedirect("/reports/2024/check")
	if got := s.load(2024).Report; got.Cell("t3.received.natural_person").String() != "99" || got.Revision != before.Revision+1 {
		t.Errorf("revision %d", got.Revision)
	}
	if open := draft.OpenDoubts(s.load(2024).Report); len(open) != 1 {
		t.Errorf("the file's doubts: %v", open)
	}
	s.post("/reports/2024/history/0/restore", nil).want(http.StatusSeeOther)
	if open := draft.OpenDoubts(s.load(2024).Report); len(open) != 0 {
		t.Errorf("doubts of a file that was taken back: %v", open)
	}
	if got, want := s.load(2024).Report.Cell("t3.received.natural_person"), before.Cell("t3.received.natural_person"); !got.Equal(want) {
		t.Errorf("restored %q, want %q", got, want)
	}
}

// TestImportStranger: another office's report is looked at, not kept by a slip.
func TestImportStranger(t *testing.T) {
	s := newOfficeSite(t)
	r := lastYear(t)
	r.Issuer = "乙镇人民政府"
	at := s.pending(intake.Import{Name: "a", Content: intake.Content{Report: r}})
	s.post(at+"/keep", url.Values{"do": {"keep"}}).wantMessage(http.StatusConflict, intake.Stranger)
	if page := s.page(at); page.find("button", "formaction", at+"/keep?ours=1") == nil || page.find("input", "name", "address") != nil {
		t.Error("the page does not ask about the name first, or offers another office's address as ours")
	}
	s.post(at+"/keep?ours=1", url.Values{"do": {"keep"}}).wantRedirect("/reports/2024/check")
}

// TestImportContact: what the preface says of the office is offered, and stored
// when it is sent back.
func TestImportContact(t *testing.T) {
	s := newOfficeSite(t)
	m := intake.Import{Name: "a", Content: intake.Content{Report: lastYear(t)}}
	m.Contact.Phone, m.Contact.Email = "0000-1234567", "不是邮箱"
	at := s.pending(m)
	page := s.page(at)
	if got := page.find("input", "name", "phone"); got == nil || got.attr("value") != "0000-1234567" || page.find("input", "name", "email") != nil {
		t.Error("not offered, or what cannot be kept is")
	}
	s.post(at+"/keep", url.Values{"do": {"keep"}, "phone": {"0000-7654321"}}).want(http.StatusSeeOther)
	offices, err := s.store.Offices(t.Context())
	if err != nil || offices[0].Profile.Phone != "0000-7654321" || offices[0].Profile.Name != officeName {
		t.Errorf("%+v %v", offices, err)
	}
}

// TestImportFew: ten figures copied by hand are enough to begin with.
func TestImportFew(t *testing.T) {
	s := newOfficeSite(t)
	page := s.page("/import")
	if n := len(page.find("form", "action", "/import/few").all("input", "inputmode", "decimal")); n != 10 {
		t.Errorf("%d figures are asked for", n)
	}
	a := s.post("/import/few", url.Values{"year": {"2024"}, "t3.carried_out.natural_person": {"2"}, "t3.carried_out.enterprise": {"0"},
		"t3.carried_out.research": {"0"}, "t3.carried_out.social": {"0"}, "t3.carried_out.legal": {"0"}, "t3.carried_out.other": {"0"}}).want(303)
	s.post(a.header.Get("Location")+"/keep", url.Values{"do": {"both"}}).wantRedirect("/reports/2025/questions")
	if r := s.load(2024).Report; r.Cell("t3.carried_out.total").String() != "2" || len(r.Cells) != 7 {
		t.Errorf("%d figures", len(r.Cells))
	}
	if got := s.load(2025).Report.Cell("t3.carried_in.total").String(); got != "2" {
		t.Errorf("carried in %q", got)
	}
	s.post("/import/few", url.Values{"year": {"2024"}}).wantMessage(http.StatusUnprocessableEntity, intake.NoFigures)
	s.post("/import/few", url.Values{"year": {"2024"}, "t3.carried_out.other": {"几件"}}).want(http.StatusUnprocessableEntity)
	s.post("/import/few", url.Values{"year": {"明年"}}).want(http.StatusUnprocessableEntity)
}

// TestImportBatch: files handed over together become a table, with what could
// not be read, and a csv that no spreadsheet program reckons with.
func TestImportBatch(t *testing.T) {
	s := newOfficeSite(t)
	last := string(exampleFile(t, "2021", "previous"))
	a := s.handOver(nil, map[string]string{"=1+1.json": last, "b.json": last, "c.txt": "您好"}, false).want(http.StatusSeeOther)
	page := s.page(a.header.Get("Location"))
	if n := len(page.find("tbody", "").all("tr", "")); n != 3 || len(page.all("td", "class", "unreadable")) != 1 {
		t.Errorf("%d rows: %s", n, page.text())
	}
	csv := string(s.get(a.header.Get("Location") + "/csv").want(http.StatusOK).body)
	if !strings.HasPrefix(csv, "\ufeff文件,单位,") || !strings.Contains(csv, "'=1+1.json,"+officeName+",2024,") {
		t.Error(csv)
	}
	many := map[string]string{}
	for _, c := range strings.Repeat("abcdefghij", 7) {
		many[string(c)+strings.Repeat("x", len(many))] = last
	}
	s.handOver(nil, many, false).wantMessage(http.StatusRequestEntityTooLarge, intake.TooManyFiles)
}

// TestImportScript: the page's script is told where to go, or what is the
// matter.
func TestImportScript(t *testing.T) {
	s := newOfficeSite(t)
	a := s.handOver(nil, map[string]string{"a.json": string(exampleFile(t, "2021", "previous"))}, true).want(http.StatusOK)
	if !strings.Contains(string(a.body), `"location":"/import/file/`) {
		t.Errorf("%s", a.body)
	}
	if a = s.handOver(nil, map[string]string{"a.txt": "您好"}, true).want(http.StatusUnprocessableEntity); a.message() == "" {
		t.Errorf("%s", a.body)
	}
	html := string(s.handOver(map[string]string{"text": "年报", "html": "<p>您好</p>"}, nil, true).want(http.StatusUnprocessableEntity).body)
	if html == "" {
		t.Error("no answer")
	}
}

// TestRevisionTaken: a difference is taken as a change of the draft; one that
// is there no more is not taken blindly.
func TestRevisionTaken(t *testing.T) {
	s := newReportSite(t, example(t, "2021", "full"))
	edited := example(t, "2021", "full")
	edited.SetCell("t3.received.natural_person", report.Figure("77"))
	sum, _ := catalog(t).Latest().SumOf("t3.received.total")
	edited.SetCell(sum.Total, draft.Add(edited, sum))
	edited.SetNarrative("6", edited.Narrative("6")+"\n领导加的一段。")
	m := intake.Import{Purpose: intake.Revision, Year: 2025, Name: "改后.docx", Content: intake.Content{Report: edited,
		Comments: []intake.Comment{{Author: "刘镇长", Text: "再核一遍", Quote: "总体情况"}}}}
	at := s.pending(m)
	keys := s.page(at).all("input", "name", "key")
	if len(keys) < 2 {
		t.Fatalf("%d differences", len(keys))
	}
	take := func(key, do string) answer { return s.post(at+"/take", url.Values{"key": {key}, "do": {do}}) }
	take(keys[0].attr("value"), "take").want(http.StatusSeeOther)
	if r := s.load(2025).Report; r.Cell("t3.received.natural_person").String() != "77" || r.Revision != 1 {
		t.Errorf("not taken: revision %d", r.Revision)
	}
	take(keys[0].attr("value"), "take").wantMessage(http.StatusConflict, intake.Gone)
	take(keys[len(keys)-1].attr("value"), "leave").want(http.StatusSeeOther)
	if page := s.page(at); page.find("button", "value", "take") != nil || page.find("button", "value", "back") == nil {
		t.Error("not left")
	}
	take(keys[len(keys)-1].attr("value"), "back").want(http.StatusSeeOther)
	take("", "all").want(http.StatusSeeOther)
	if r := s.load(2025).Report; !strings.HasSuffix(r.Narrative("6"), "领导加的一段。") {
		t.Error("not all taken")
	}
	take("", "note").want(http.StatusSeeOther)
	if got := draft.Remarks(s.load(2025).Report); len(got) != 1 || got[0].By != "刘镇长" {
		t.Errorf("remarks %+v", got)
	}
	if s.page("/").find("ul", "class", "remarks").find("button", "name", "done") == nil {
		t.Fatal("the overview does not offer to tick the remark")
	}
	s.post("/reports/2025/remarks", url.Values{"number": {"1"}, "done": {"1"}}).wantRedirect("/")
	if draft.Remarks(s.load(2025).Report)[0].Done.IsZero() {
		t.Error("still open")
	}
	take("", "guess").want(http.StatusBadRequest)
}

// TestWebpage: the published page is held against the final version, not
// against what the report has become since.
func TestWebpage(t *testing.T) {
	s := newReportSite(t, published(example(t, "2021", "previous")))
	at := s.pending(intake.Import{Purpose: intake.Webpage, Year: 2024, Name: "网页", Content: intake.Content{Report: example(t, "2021", "previous")}})
	if got := s.page(at).find("h1", "").text(); got != "✓ 网页与定稿一致" {
		t.Errorf("says %q", got)
	}
	other := example(t, "2021", "previous")
	other.SetCell("t3.received.natural_person", report.Figure("77"))
	at = s.pending(intake.Import{Purpose: intake.Webpage, Year: 2024, Name: "网页", Content: intake.Content{Report: other}})
	page := s.page(at)
	if page.find("p", "class", "two-sides") == nil || page.find("button", "value", "take") != nil {
		t.Error("the figure is not listed, or may be taken")
	}
	s.post(at+"/take", url.Values{"do": {"all"}}).want(http.StatusBadRequest)
}

// TestDoubtsLater: what was not looked at when a report was kept is looked at
// from its own pages, as changes that can be undone.
func TestDoubtsLater(t *testing.T) {
	s := newReportSite(t, published(lastYear(t)))
	if s.page("/reports/2024/check").find("a", "href", "/reports/2024/doubts") == nil || s.page("/").find("a", "class", "doubts-left") == nil {
		t.Error("no way leads there")
	}
	s.post("/reports/2024/doubts", url.Values{"doubt": {"2"}, "offer": {"2"}}).wantRedirect("/reports/2024/doubts")
	r := s.load(2024).Report
	if r.Cell("t2.rules.made").String() != "0" || len(draft.OpenDoubts(r)) != 2 {
		t.Errorf("open %v", draft.OpenDoubts(r))
	}
	s.post("/reports/2024/doubts", url.Values{"doubt": {"1"}, "do": {"put"}, "place": {"6"}}).want(http.StatusSeeOther)
	if !strings.HasSuffix(s.load(2024).Report.Narrative("6"), "附件") {
		t.Error("not put")
	}
	s.post("/reports/2024/doubts", url.Values{"doubt": {"0"}, "do": {"type"}, "text": {"1 0 0 0 0 0 9"}}).wantMessage(http.StatusUnprocessableEntity, intake.TotalFixed)
	s.post("/reports/2024/doubts", url.Values{"doubt": {"0"}, "offer": {"2"}}).want(http.StatusSeeOther)
	if n := len(draft.OpenDoubts(s.load(2024).Report)); n != 0 {
		t.Errorf("%d open", n)
	}
}

// TestOwnExports: whatever kind of file a draft is handed out as, an untouched
// copy of it differs in nothing.
func TestOwnExports(t *testing.T) {
	s := newReportSite(t, example(t, "2021", "full"))
	for _, kind := range []string{"docx", "html", "txt", "md"} {
		t.Run(kind, func(t *testing.T) {
			file := s.get("/reports/2025/export/" + kind).want(http.StatusOK)
			a := s.handOver(map[string]string{"for": "revision", "year": "2025"}, map[string]string{"a." + kind: string(file.body)}, false).want(http.StatusSeeOther)
			if got := s.page(a.header.Get("Location")); got.find("h1", "").text() != "✓ 和现在的稿子一样，没有要改的" {
				t.Error(got.find("main", "").text())
			}
		})
	}
}

// TestLargeFile: the page says which files are too large before they are sent,
// and a program started for larger ones takes them. One of many that is too
// large stands in their table.
func TestLargeFile(t *testing.T) {
	s := newOfficeSite(t)
	if got := s.page("/import").find("form", "data-largest").attr("data-largest"); got != "67108864" {
		t.Errorf("largest %q", got)
	}
	told := func() string {
		return s.handOver(map[string]string{"large": "大.pdf"}, nil, true).want(http.StatusRequestEntityTooLarge).message()
	}
	if got := told(); !strings.Contains(got, "64 MB") {
		t.Errorf("told %q", got)
	}
	at := s.handOver(map[string]string{"large": "大.pdf", "batch": "0123456789abcdef"}, nil, false).want(http.StatusSeeOther).header.Get("Location")
	if got := s.page(at).find("table", "").text(); !strings.Contains(got, "大.pdf") || !strings.Contains(got, "64 MB") {
		t.Errorf("the table says %q", got)
	}
	s.handOver(map[string]string{"batch": "0123456789abcdef"}, map[string]string{"a.json": string(exampleFile(t, "2021", "previous"))}, false).want(http.StatusSeeOther)
	s.handOver(map[string]string{"large": "更大.pdf", "batch": "0123456789abcdef"}, nil, false).want(http.StatusSeeOther)
	var names []string
	for _, th := range s.page(at).all("th", "scope", "row") {
		names = append(names, th.text())
	}
	if diff := cmp.Diff([]string{"大.pdf", "更大.pdf", "a.json"}, names); diff != "" {
		t.Errorf("what was not read comes first: %s", diff)
	}
	s.limits = 3
	s.serve(s.store)
	if got := s.page("/import").find("form", "data-largest").attr("data-largest"); got != "201326592" {
		t.Errorf("largest %q", got)
	}
	if got := told(); !strings.Contains(got, "192 MB") {
		t.Errorf("told %q", got)
	}
}
