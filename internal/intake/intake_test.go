package intake_test

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"nianbao/forms"
	"nianbao/internal/form"
	"nianbao/internal/intake"
	"nianbao/internal/report"
)

// noon is the time in tests.
var noon = time.Date(2025, 1, 5, 12, 0, 0, 0, time.UTC)

var loaded = sync.OnceValues(func() (*form.Catalog, error) { return form.Load(forms.Definitions) })

func definition(t *testing.T, format string) *form.Definition {
	t.Helper()
	c, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	def, err := c.ForFormat(format)
	if err != nil {
		t.Fatal(err)
	}
	return def
}

// seed is a report that was really published, with what could not be read in it.
func seed(t *testing.T, name string) (*intake.Import, *form.Definition) {
	t.Helper()
	const dir = "../importer/testdata/seeds/"
	data, err := os.ReadFile(dir + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(dir + name + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	r, err := report.Unmarshal(data)
	if err != nil {
		t.Fatal(err)
	}
	m := &intake.Import{Content: intake.Content{Report: r, Lines: strings.Split(string(text), "\n")}}
	return m, definition(t, r.Format)
}

func TestNeeded(t *testing.T) {
	for _, tt := range []struct {
		old  string
		kind report.IssuerKind
		want int
	}{
		{"2021", report.Town, 10},
		{"2021", report.OtherOffice, 11}, // may have 规章
		{"2021", "", 11},
		{"2019", report.Town, 9}, // counts documents otherwise
	} {
		got := intake.Needed(definition(t, tt.old), definition(t, "2021"), tt.kind)
		if len(got) != tt.want {
			t.Errorf("%s %q: %v", tt.old, tt.kind, got)
		}
	}
}

func TestQuestions(t *testing.T) {
	type count = intake.Count
	for name, want := range map[string]count{
		"000": {Cells: 198},
		"001": {Cells: 122, Look: 2, Later: 9},
		"002": {Cells: 188, Look: 1, Later: 6},
		"003": {Cells: 198, Look: 3, Later: 3},
		"004": {Cells: 198, Look: 1},
	} {
		m, def := seed(t, name)
		m.Complete(def)
		qs := m.Questions(def, intake.Needed(def, definition(t, "2021"), m.Report.Kind()))
		if diff := cmp.Diff(want, m.Tally(qs)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
			for _, q := range qs {
				t.Log(q.Start, q.Doubt.Code, q.Doubt.Kind, q.Doubt.Message)
			}
		}
	}
}

// doubtful is a report of one doubt.
func doubtful(cells map[form.Code]string, d report.Doubt) *intake.Import {
	r := report.New("2021", 2024)
	for code, v := range cells {
		r.SetCell(code, report.Figure(v))
	}
	r.Doubts = []report.Doubt{d}
	return &intake.Import{Content: intake.Content{Report: r}}
}

func labels(q intake.Question) (out []string) {
	for i, o := range q.Offers {
		out = append(out, fmt.Sprintf("%d %s", i+1, o.Label))
	}
	return out
}

func TestAsk(t *testing.T) {
	def := definition(t, "2021")
	for _, tt := range []struct {
		name   string
		cells  map[form.Code]string
		doubt  report.Doubt
		offers []string
		types  int
		text   bool
	}{
		{"missing cell", nil, report.Doubt{Code: "t3.received.social", Kind: "missing"}, []string{"1 先空着", "2 填 0"}, 1, false},
		{"missing row", nil, report.Doubt{Code: "t3.received", Kind: "missing"}, []string{"1 先空着", "2 7 格都填 0"}, 7, false},
		{"some of a row blank", nil, report.Doubt{Code: "t3.received", Kind: "missing", Cells: []form.Code{"t3.received.social", "t3.received.legal"}}, []string{"1 先空着", "2 2 格都填 0"}, 2, false},
		{"some of a table blank", nil, report.Doubt{Code: "t3", Kind: "missing", Cells: []form.Code{"t3.received.social", "t3.granted.legal"}}, []string{"1 先空着", "2 2 格都填 0"}, 2, false},
		{"strokes", map[form.Code]string{"t3.received.social": "/", "t3.received.legal": "—"}, report.Doubt{Code: "t3.received", Kind: "suspect", Cells: []form.Code{"t3.received.social", "t3.received.legal"}},
			[]string{"1 照原文 / —", "2 2 格都填 0", "3 这 2 格都先空着"}, 2, false},
		{"missing table", nil, report.Doubt{Code: "t4", Kind: "missing"}, []string{"1 先空着", "2 15 格都填 0"}, 0, false},
		{"missing column", nil, report.Doubt{Code: "t3.*.social", Kind: "missing"}, []string{"1 先空着", "2 25 格都填 0"}, 0, false},
		{"missing name", nil, report.Doubt{Code: "issuer", Kind: "missing"}, []string{"1 先空着"}, 0, true},
		{"missing section", nil, report.Doubt{Code: "section.5", Kind: "missing"}, []string{"1 先空着"}, 0, false},
		{"two readings", nil, report.Doubt{Code: "t3.received", Kind: "ambiguous", Readings: []string{"1 2 0 0 1 0 4", "12 0 0 1 0 0 13", "1 2"}},
			[]string{"1 读作 1　2　0　0　1　0　4", "2 读作 12　0　0　1　0　0　13", "3 先空着"}, 7, false},
		{"no reading", nil, report.Doubt{Code: "t3.received", Kind: "ambiguous"}, []string{"1 先空着"}, 7, false},
		{"total", map[form.Code]string{"t3.received.natural_person": "6", "t3.received.enterprise": "0", "t3.received.research": "0", "t3.received.social": "0",
			"t3.received.legal": "0", "t3.received.other": "0", "t3.received.total": "0"},
			report.Doubt{Code: "t3.received.total", Kind: "suspect"}, []string{"1 照原文 0", "2 用 6", "3 不要这个数，先空着"}, 1, false},
		{"total of a row", map[form.Code]string{"t3.received.natural_person": "6", "t3.received.enterprise": "3", "t3.received.research": "0", "t3.received.social": "0",
			"t3.received.legal": "0", "t3.received.other": "0", "t3.received.total": "0"},
			report.Doubt{Code: "t3.received", Kind: "suspect"}, []string{"1 照原文 6 3 0 0 0 0 0", "2 用 6　3　0　0　0　0　9", "3 这 7 格都先空着"}, 7, false},
		{"prose", nil, report.Doubt{Code: "section.1", Kind: "suspect"}, []string{"1 看过了，就这样"}, 0, false},
		{"unplaced", nil, report.Doubt{Code: "section.6", Kind: "unplaced", Excerpt: "附件下载"}, []string{"1 不要", "2 放到第六部分"}, 0, false},
		{"unplaced before the first section", nil, report.Doubt{Code: "title", Kind: "unplaced", Excerpt: "打印"}, []string{"1 不要", "2 放到引言"}, 0, false},
		{"unplaced nowhere", nil, report.Doubt{Code: "signature", Kind: "unplaced", Excerpt: "打印"}, []string{"1 不要"}, 0, false},
		{"only zeros", nil, report.Doubt{Code: "t3.received", Kind: "ambiguous", Readings: []string{"0 0 0 0 0 0 ＿", "＿ 0 0 0 0 0 0"}},
			[]string{"1 7 格都填 0", "2 先空着"}, 7, false},
	} {
		m := doubtful(tt.cells, tt.doubt)
		q := m.Questions(def, nil)[0]
		if diff := cmp.Diff(tt.offers, labels(q)); diff != "" || q.Types != tt.types || q.Text != tt.text {
			t.Errorf("%s: types %d, text %v (-want +got):\n%s", tt.name, q.Types, q.Text, diff)
		}
	}
}

// TestTypedOver: figures typed into the cells of a row answer the doubt about
// it, and their total is added up; one of them does not.
func TestTypedOver(t *testing.T) {
	def := definition(t, "2021")
	m := doubtful(nil, report.Doubt{Code: "t3.carried_out", Kind: "missing"})
	for i, col := range []string{"natural_person", "enterprise", "research", "social", "legal", "other"} {
		if m.Questions(def, nil)[0].Answer != nil || len(m.Result(def).Doubts) != 1 {
			t.Fatalf("answered by %d figures", i)
		}
		if err := m.Type(def, form.Code("t3.carried_out."+col), fmt.Sprint(i)); err != nil {
			t.Fatal(err)
		}
	}
	r := m.Result(def)
	if q := m.Questions(def, nil)[0]; !q.Typed || q.Says != "您填了数" || len(r.Doubts) != 0 {
		t.Errorf("%+v, doubts %v", q, r.Doubts)
	}
	if got := r.Cell("t3.carried_out.total").String(); got != "15" {
		t.Errorf("total %q", got)
	}
}

// TestAroundTheReport: what stands around a report on a page is asked about
// later, a paragraph of prose at once.
func TestAroundTheReport(t *testing.T) {
	for text, want := range map[string]bool{
		"当前位置：首页 > 政府信息公开 > 政府信息公开年报 > 正文":                   false,
		"发布时间：2025-01-12 10:21 来源：青石镇 浏览次数：35次 字体大小：[大 中 小]": false,
		"主办：临川县人民政府\n承办：临川县大数据中心\n备案号：00000000号":             false,
		"今年重点公开了高标准农田、惠民补贴和村级事务三类信息，群众反映较好。":                 true,
		"扫一扫\n今年重点公开了高标准农田、惠民补贴和村级事务三类信息，群众反映较好。\n打印":        true,
		"同上。": false,
	} {
		m := doubtful(nil, report.Doubt{Code: "section.6", Kind: "unplaced", Excerpt: text})
		if got := m.Questions(definition(t, "2021"), nil)[0].Start; got != want {
			t.Errorf("%q: at once %v", text, got)
		}
	}
}

func TestSettle(t *testing.T) {
	def := definition(t, "2021")
	row := report.Doubt{Code: "t3.received", Kind: "missing"}
	for _, tt := range []struct {
		name   string
		cells  map[form.Code]string
		doubt  report.Doubt
		answer intake.Answer
		err    error
		want   map[form.Code]string
		text   string
	}{
		{"left blank", nil, row, intake.Answer{Choice: intake.Keep}, nil, map[form.Code]string{}, ""},
		{"one for all", nil, report.Doubt{Code: "t4.reconsideration", Kind: "missing"}, intake.Answer{Choice: intake.Fill, Text: "0"}, nil,
			map[form.Code]string{"t4.reconsideration.upheld": "0", "t4.reconsideration.corrected": "0", "t4.reconsideration.other": "0",
				"t4.reconsideration.pending": "0", "t4.reconsideration.total": "0"}, ""},
		{"the blank ones", map[form.Code]string{"t3.received.other": "7"}, report.Doubt{Code: "t3.received", Kind: "missing", Cells: []form.Code{"t3.received.social", "t3.received.legal"}},
			intake.Answer{Choice: intake.Fill, Text: "0"}, nil, map[form.Code]string{"t3.received.social": "0", "t3.received.legal": "0", "t3.received.other": "7"}, ""},
		{"as many as cells", nil, row, intake.Answer{Choice: intake.Fill, Text: "１ 2、3，4 5\t6 21"}, nil,
			map[form.Code]string{"t3.received.natural_person": "1", "t3.received.enterprise": "2", "t3.received.research": "3", "t3.received.social": "4",
				"t3.received.legal": "5", "t3.received.other": "6", "t3.received.total": "21"}, ""},
		{"too few", nil, row, intake.Answer{Choice: intake.Fill, Text: "1 2"}, intake.ErrFigures, nil, ""},
		{"nothing typed", nil, row, intake.Answer{Choice: intake.Fill, Text: " "}, intake.ErrAnswer, nil, ""},
		{"too long", nil, report.Doubt{Code: "t3.received.other", Kind: "missing"}, intake.Answer{Choice: intake.Fill, Text: strings.Repeat("1", 65)}, report.ErrTooLong, nil, ""},
		{"cleared", map[form.Code]string{"t3.received.other": "7"}, report.Doubt{Code: "t3.received.other", Kind: "suspect"},
			intake.Answer{Choice: intake.Clear}, nil, map[form.Code]string{}, ""},
		{"kept", map[form.Code]string{"t3.received.other": "7"}, report.Doubt{Code: "t3.received.other", Kind: "suspect"},
			intake.Answer{Choice: intake.Keep}, nil, map[form.Code]string{"t3.received.other": "7"}, ""},
		{"placed", nil, report.Doubt{Code: "section.1", Kind: "unplaced", Excerpt: "一段话。\n又一段。"}, intake.Answer{Choice: intake.Put, Text: "5"}, nil, map[form.Code]string{}, "一段话。\n又一段。"},
		{"nowhere", nil, report.Doubt{Code: "section.1", Kind: "unplaced", Excerpt: "一段话。"}, intake.Answer{Choice: intake.Put, Text: "7"}, intake.ErrAnswer, nil, ""},
		{"dropped", nil, report.Doubt{Code: "section.1", Kind: "unplaced", Excerpt: "一段话。"}, intake.Answer{Choice: intake.Drop}, nil, map[form.Code]string{}, ""},
		{"a figure is not dropped", nil, row, intake.Answer{Choice: intake.Drop}, intake.ErrAnswer, nil, ""},
		{"unknown", nil, row, intake.Answer{Choice: "guess"}, intake.ErrAnswer, nil, ""},
	} {
		m := doubtful(tt.cells, tt.doubt)
		if err := m.Settle(def, 0, tt.answer); err != tt.err {
			t.Errorf("%s: error %v", tt.name, err)
			continue
		}
		if tt.err != nil {
			continue
		}
		r := m.Result(def)
		got := map[form.Code]string{}
		for code, v := range r.Cells {
			got[code] = v.String()
		}
		if diff := cmp.Diff(tt.want, got); diff != "" || r.Narrative("5") != tt.text || len(r.Doubts) != 0 {
			t.Errorf("%s: text %q, %d doubts (-want +got):\n%s", tt.name, r.Narrative("5"), len(r.Doubts), diff)
		}
		if err := m.Settle(def, 0, intake.Answer{}); err != nil || len(m.Result(def).Doubts) != 1 {
			t.Errorf("%s: not taken back: %v", tt.name, err)
		}
	}
	if err := doubtful(nil, row).Settle(def, 1, intake.Answer{Choice: intake.Keep}); err != intake.ErrNoDoubt {
		t.Errorf("no doubt: %v", err)
	}
}

// TestReadStays: answers never reach what was read.
func TestReadStays(t *testing.T) {
	m, def := seed(t, "003")
	before, err := report.Marshal(m.Report)
	if err != nil {
		t.Fatal(err)
	}
	for i, d := range m.Report.Doubts {
		a := intake.Answer{Choice: intake.Fill, Text: "安凯乡"}
		if d.Kind == "unplaced" {
			a = intake.Answer{Choice: intake.Put, Text: "6"}
		} else if d.Code != "title" {
			a = intake.Answer{Choice: intake.Keep}
		}
		if err := m.Settle(def, i, a); err != nil {
			t.Fatal(i, err)
		}
	}
	if err := m.Type(def, "t3.carried_out.other", "3"); err != nil {
		t.Fatal(err)
	}
	r := m.Result(def)
	if r.Title != "安凯乡" || r.Cell("t3.carried_out.other").String() != "3" || !strings.Contains(r.Narrative("6"), "掃一掃") {
		t.Errorf("title %q, section 6: %s", r.Title, r.Narrative("6"))
	}
	after, err := report.Marshal(m.Report)
	if err != nil || string(before) != string(after) {
		t.Error("what was read has changed", err)
	}
}

func TestComplete(t *testing.T) {
	def := definition(t, "2021")
	m := doubtful(map[form.Code]string{"t4.reconsideration.upheld": "1", "t4.reconsideration.corrected": "0",
		"t4.reconsideration.other": "0", "t4.reconsideration.pending": "0", "t4.reconsideration.total": "3"}, report.Doubt{Code: "issuer", Kind: "missing"})
	m.Complete(def)
	m.Complete(def) // asked once
	if len(m.Report.Doubts) != 2 || m.Report.Doubts[1].Code != "t4.reconsideration.total" {
		t.Fatalf("%+v", m.Report.Doubts)
	}
	if got := m.Report.Doubts[1].Message; got != "表四·行政复议·总计：原文是 3，各项加起来是 1。" {
		t.Error(got)
	}
}

func TestSource(t *testing.T) {
	m, def := seed(t, "000")
	m.Report.Sources = map[form.Code]report.Source{"t3.received.other": {Line: 3}, "t3.received.total": {Line: 4000}}
	lines := m.Source(def)
	if len(lines) != len(m.Lines) || len(lines[2].Taken) != 1 || lines[2].Taken[0].Code != "t3.received.other" {
		t.Errorf("%d lines, third: %+v", len(lines), lines[2])
	}
	index, found, all := m.NewIndex(), 0, 0
	for _, place := range report.Places {
		for _, p := range m.Narrative(m.Report, place, index) {
			all++
			if p.Line > 0 {
				found++
			}
		}
	}
	if found < all*9/10 {
		t.Errorf("%d of %d paragraphs found", found, all)
	}
}

// TestOtherUnit: a figure in another unit than the form's may be taken over in
// the form's.
func TestOtherUnit(t *testing.T) {
	def := definition(t, "2021")
	const fee = "t2.administrative_fees.amount"
	m := doubtful(map[form.Code]string{fee: "36200"}, report.Doubt{Code: fee, Kind: "suspect"})
	m.Report.Units[fee] = "元"
	q := m.Questions(def, nil)[0]
	if diff := cmp.Diff([]string{"1 照原文 36200元", "2 用 3.62万元", "3 不要这个数，先空着"}, labels(q)); diff != "" {
		t.Fatal(diff)
	}
	if err := m.Settle(def, 0, q.Offers[1].Answer); err != nil {
		t.Fatal(err)
	}
	if r := m.Result(def); r.Cell(fee).String() != "3.62" || r.Units[fee] != "" {
		t.Errorf("%s, unit %q", r.Cell(fee), r.Units[fee])
	}
}
