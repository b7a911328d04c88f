package web_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"nianbao/internal/draft"
	"nianbao/internal/exporter"
	"nianbao/internal/intake"
	"nianbao/internal/report"
)

func TestCreate(t *testing.T) {
	const noYear, exists = "没有这一年的年报格式。请检查年份。", "这一年的年报已经有了，没有覆盖。请从首页打开。"
	const broken = "收到的内容不完整，没有保存。请刷新网页后再填一次。"
	tests := []struct {
		year, format string
		status       int
		message      string
	}{
		{"2025", "2021", http.StatusSeeOther, ""},
		{"2021", "2021", http.StatusSeeOther, ""},
		{"2020", "2019", http.StatusSeeOther, ""},
		{"2024", "", http.StatusConflict, exists},
		{"2018", "", http.StatusUnprocessableEntity, noYear},
		{"20255", "", http.StatusUnprocessableEntity, noYear},
		{"-1", "", http.StatusUnprocessableEntity, noYear},
		{"x", "", http.StatusBadRequest, broken},
		{"", "", http.StatusBadRequest, broken},
		{"99999999999999999999", "", http.StatusBadRequest, broken},
	}
	for _, tt := range tests {
		t.Run(tt.year, func(t *testing.T) {
			s := newReportSite(t, published(report.New("2021", 2024)))
			a := s.post("/reports", url.Values{"year": {tt.year}})
			if tt.status != http.StatusSeeOther {
				a.wantMessage(tt.status, tt.message)
				return
			}
			target := "/reports/" + tt.year
			if tt.format == "2021" {
				target += "/questions"
			}
			a.wantRedirect(target)
			var year int
			fmt.Sscan(tt.year, &year)
			r := s.load(year).Report
			if r.Format != tt.format || r.Issuer != officeName || r.IssuerKind != report.Town || r.County != "临川县" ||
				r.Title != officeName+tt.year+"年政府信息公开工作年度报告" || r.Signature.Issuer != officeName || r.Status != draft.Drafting {
				t.Errorf("created %+v", r)
			}
			if len(r.Cells) != 0 || len(r.Text) != 0 {
				t.Error("a new report is not empty")
			}
			s.post("/reports", url.Values{"year": {tt.year}}).wantMessage(http.StatusConflict, exists)
		})
	}
}

// TestReportOpen leads to where there is something left to do.
func TestReportOpen(t *testing.T) {
	tests := []struct {
		name   string
		report *report.Report
		to     string
	}{
		{"empty", report.New("2021", 2025), "/reports/2025/head"},
		{"full", example(t, "2021", "full"), "/reports/2025/check"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			newReportSite(t, tt.report).get("/reports/2025").wantRedirect(tt.to)
		})
	}
}

// csvOf is a report as the csv that people get.
func csvOf(t *testing.T, r *report.Report) []byte {
	t.Helper()
	def, err := catalog(t).ForFormat(r.Format)
	if err != nil {
		t.Fatal(err)
	}
	data, err := exporter.Render(def, r, exporter.CSV)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestImport: whatever kind of file last year's report comes in, it is kept as
// the published one, and this year's is compared with it.
func TestImport(t *testing.T) {
	drafting := example(t, "2021", "previous")
	drafting.Status = draft.Drafting
	draftFile, err := report.MarshalIndent(drafting)
	if err != nil {
		t.Fatal(err)
	}
	files := []struct {
		name string
		data []byte
	}{
		{"去年.json", exampleFile(t, "2021", "previous")},
		{"去年.csv", csvOf(t, example(t, "2021", "previous"))},
		{"草稿.json", draftFile}, // exported before there was a way to finish it
	}
	for _, file := range files {
		t.Run(file.name, func(t *testing.T) {
			s := newOfficeSite(t)
			s.keepFile(file.name, file.data).wantRedirect("/reports/2024/check")
			if d := s.load(2024); !d.Published() || d.Report.Format != "2021" {
				t.Fatalf("kept as %q in format %q", d.Report.Status, d.Report.Format)
			}
			s.keepFile(file.name, file.data).wantMessage(http.StatusConflict, intake.NotReplaced)
			s.post("/reports", url.Values{"year": {"2025"}}).wantRedirect("/reports/2025/questions")
			got := s.change(2025, change{ID: "carry", Part: "3", Edits: []edit{{Field: "t3.carried_in.natural_person", Before: "1", After: "77"}}})
			if rules := rulesIn(t, got.HTML["findings"]); !rules["T3-05"] {
				t.Errorf("rules %v, want T3-05", rules)
			}
			if got.Marks["t3.carried_in.natural_person"] != "warning" {
				t.Errorf("marks %v", got.Marks)
			}
		})
	}
}

// rulesIn lists the rules whose findings a panel shows.
func rulesIn(t *testing.T, panel string) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	for _, n := range parse(t, panel).all("span", "class", "rule") {
		out[n.text()] = true
	}
	return out
}

// TestImportThisYear: a draft that was exported on another PC goes on as one.
func TestImportThisYear(t *testing.T) {
	s := newOfficeSite(t)
	r := example(t, "2021", "full")
	r.Status = draft.Drafting
	data, err := report.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	s.keepFile("今年.json", data).wantRedirect("/reports/2025/check")
	if got := s.load(2025).Report.Status; got != draft.Drafting {
		t.Errorf("status %q", got)
	}
}

func TestImportBeforeSetup(t *testing.T) {
	t.Run("introduces the office", func(t *testing.T) {
		s := newSite(t)
		s.keepFile("去年.json", exampleFile(t, "2021", "previous")).wantRedirect("/reports/2024/check")
		offices, err := s.store.Offices(t.Context())
		if err != nil || len(offices) != 1 {
			t.Fatalf("offices %v, %v", offices, err)
		}
		if p := offices[0].Profile; p.Name != officeName || p.Kind != "town" || p.County != "临川县" {
			t.Errorf("profile %+v", p)
		}
		s.get("/").want(http.StatusOK)
	})
	t.Run("without an issuer", func(t *testing.T) {
		s := newSite(t)
		page := s.keepFile("x.json", []byte(`{"schema":"nianbao/report/v1","format":"2021","year":2024}`)).want(http.StatusUnprocessableEntity).html()
		if got := page.find("p", "id", "problem-name").text(); got != "请填写机关名称。" {
			t.Errorf("problem %q", got)
		}
	})
}

func TestImportRefused(t *testing.T) {
	tests := []struct {
		name, file, data string
		status           int
		message          string
	}{
		{"a letter", "a.txt", "您好", http.StatusUnprocessableEntity, "不像政府信息公开工作年度报告：没有找到“政府信息公开工作年度报告”的标题、六个部分的标题、三张表。请换一份报告读入；网页可以全选、复制，再贴进来。"},
		{"other JSON", "a.json", `{"a":1}`, http.StatusUnprocessableEntity, "这个 json 文件不是本软件的年报数据（应写明 schema 为 nianbao/report/v1）。请用本软件导出的 json 文件。"},
		{"half a JSON", "a.json", `{"schema":"nianbao/report/v1",`, http.StatusUnprocessableEntity, "这个 json 文件不完整或被改坏了。请重新导出一次，再读入。"},
		{"nothing", "a.json", "", http.StatusUnprocessableEntity, "这个文件是空的。请重新下载或另存一次，再读入。"},
		{"another table", "a.csv", "a,b\n1,2\n", http.StatusUnprocessableEntity, "这个表格的第一行应是 code、label、value、unit。请用本软件导出的 csv 文件，不要改第一行。"},
		{"an unknown format", "a.json", `{"schema":"nianbao/report/v1","format":"1999","year":2024}`, http.StatusUnprocessableEntity, "不认识格式“1999”。能用的格式是2019、2021，请改正后再读入。"},
		{"a year before the formats", "a.json", `{"schema":"nianbao/report/v1","year":2012}`, http.StatusUnprocessableEntity, "2012 年没有可用的格式。2019 年以前的年报用的是旧办法，读不了，请换一份。"},
		{"an absurd year", "a.json", `{"schema":"nianbao/report/v1","format":"2021","year":20255}`, http.StatusUnprocessableEntity, "年度写的是 20255，不像年报的年度。请检查后再读入。"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newOfficeSite(t)
			s.upload(tt.file, []byte(tt.data)).wantMessage(tt.status, tt.message)
			if list, _ := s.store.List(t.Context(), s.office); len(list) != 0 {
				t.Error("something was stored")
			}
		})
	}
	t.Run("no file", func(t *testing.T) {
		newOfficeSite(t).post("/import", url.Values{"file": {"x"}}).
			wantMessage(http.StatusBadRequest, "还没有选文件，也没有粘贴内容。请先选文件或者粘贴，再点“读入”。")
	})
}

// zeros is a reader of n bytes that are nowhere in memory.
func zeros(n int64) io.Reader { return io.LimitReader(zeroReader{}, n) }

type zeroReader struct{}

func (zeroReader) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// TestTooLarge: the browser is given time to send it all and then told.
func TestTooLarge(t *testing.T) {
	const (
		sentence = "内容太大，没有保存。文字请分几段填；文件不能超过 64 MB。"
		file     = "这个文件太大（超过 64 MB），读不了。请只传年报本身，不要带照片和附件。去掉照片和附件还是太大的，用 nianbao serve --limits 4 打开年报助手，限制就放宽到四倍。"
	)
	tests := []struct {
		name, path string
		size       int64
		known      bool // the length is announced
		want       string
	}{
		{"a file", "/import", 66 << 20, true, file},
		{"a sealed scan", "/reports/2025/archive", 66 << 20, true, sentence},
		{"a change", "/reports/2025/changes", 5 << 20, true, sentence},
		{"a change of unknown length", "/reports/2025/changes", 5 << 20, false, sentence},
		{"an undo", "/reports/2025/undo", 2 << 20, true, sentence},
		{"a new year", "/reports", 2 << 20, true, sentence},
	}
	s := newReportSite(t, report.New("2021", 2025))
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			head := []byte(`{"id":"a","x":"`)
			body := io.MultiReader(bytes.NewReader(head), replaced{zeros(tt.size)})
			req := httptest.NewRequest(http.MethodPost, tt.path, body)
			if req.ContentLength = -1; tt.known {
				req.ContentLength = tt.size + int64(len(head))
			}
			req.Header.Set("Content-Type", "application/json")
			s.do(req).wantMessage(http.StatusRequestEntityTooLarge, tt.want)
			if rest, err := io.Copy(io.Discard, body); tt.known && (rest != 0 || err != nil) {
				t.Errorf("%d bytes were not read", rest)
			}
		})
	}
}

// replaced makes letters of bytes, so that a JSON string goes on and on.
type replaced struct{ io.Reader }

func (r replaced) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	for i := range n {
		p[i] = 'a'
	}
	return n, err
}

func TestOverview(t *testing.T) {
	s := newOfficeSite(t)
	page := s.page("/")
	if got := page.find("input", "name", "year"); got == nil || got.attr("value") != "2025" {
		t.Fatal("the year that is due is not offered")
	}
	s.add(example(t, "2021", "full"))
	s.add(published(example(t, "2021", "previous")))
	s.add(published(example(t, "2019", "full")))
	page = s.page("/")
	if page.find("form", "action", "/reports") != nil {
		t.Error("a year that is begun is offered again")
	}
	var years []string
	for _, a := range page.all("a", "") {
		if href := a.attr("href"); strings.Count(href, "/") == 2 && strings.HasPrefix(href, "/reports/") && a.attr("class") == "" {
			years = append(years, a.text())
		}
	}
	if got := strings.Join(years, " "); got != "2025 年年报" {
		t.Errorf("cards %q", got)
	}
	for _, year := range []string{"2024", "2020"} {
		if old := page.find("a", "href", "/reports/"+year+"/preview"); old == nil || old.text() != year+" 年年报" {
			t.Errorf("%s has no line", year)
		}
	}
	var states []string
	for _, n := range page.all("span", "class", "state") {
		states = append(states, n.text())
	}
	if got := strings.Join(states, " "); got != "起草 已公布 已公布" {
		t.Errorf("states %q", got)
	}
}

// TestYearDue: until the summer last year's report is due, then this year's
// may be begun.
func TestYearDue(t *testing.T) {
	tests := []struct{ day, year string }{
		{"2026-01-01", "2025"}, {"2026-06-30", "2025"}, {"2026-07-01", "2026"}, {"2026-12-31", "2026"},
	}
	s := newOfficeSite(t)
	for _, tt := range tests {
		t.Run(tt.day, func(t *testing.T) {
			day, err := time.Parse(time.DateOnly, tt.day)
			if err != nil {
				t.Fatal(err)
			}
			s.now = day
			if got := s.page("/").find("input", "name", "year").attr("value"); got != tt.year {
				t.Errorf("offers %s, want %s", got, tt.year)
			}
		})
	}
}
