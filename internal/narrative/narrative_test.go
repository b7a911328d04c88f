package narrative_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/forms"
	"nianbao/internal/check"
	"nianbao/internal/form"
	"nianbao/internal/narrative"
	"nianbao/internal/profile"
	"nianbao/internal/report"
)

var loaded = sync.OnceValues(func() (*form.Catalog, error) { return form.Load(forms.Definitions) })

func definition(tb testing.TB) *form.Definition {
	tb.Helper()
	c, err := loaded()
	if err != nil {
		tb.Fatal(err)
	}
	def, err := c.ForFormat("2021")
	if err != nil {
		tb.Fatal(err)
	}
	return def
}

func example(tb testing.TB, name string) *report.Report {
	tb.Helper()
	data, err := forms.Examples.ReadFile("examples/2021/" + name + ".json")
	if err != nil {
		tb.Fatal(err)
	}
	r, err := report.Unmarshal(data)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// office is a profile with everything in it.
func office(name string, kind report.IssuerKind) profile.Profile {
	return profile.Profile{Name: name, Kind: string(kind), County: "临川县", Address: "临川县青石大街18号", Postcode: "354500",
		Phone: "0598-3961801", Email: "qingshi@example.com", Website: "https://www.example.gov.cn", DisclosureOffice: "党政综合办公室"}
}

// offices are one of every kind.
var offices = []struct {
	kind     report.IssuerKind
	name, we string
}{
	{report.Town, "临川县青石镇人民政府", "我镇"},
	{report.Township, "临川县白云乡人民政府", "我乡"},
	{report.EthnicTownship, "临川县山哈畲族乡人民政府", "我乡"},
	{report.Subdistrict, "临川县城关街道办事处", "我街道"},
	{report.Department, "临川县水利局", "我局"},
	{report.County, "临川县人民政府", "我县"},
	{report.OtherOffice, "临川县政务服务中心", "我中心"},
}

// begun is an example with its prose taken away and begun anew.
func begun(t testing.TB, name string, kind report.IssuerKind, issuer string) (*report.Report, narrative.Subject) {
	t.Helper()
	r := example(t, name)
	r.Issuer, r.IssuerKind, r.Text = issuer, kind, map[report.Place][]report.Paragraph{}
	def := definition(t)
	r.Title = def.ComposeTitle(issuer, r.Year)
	s := narrative.Subject{Definition: def, Report: r, Office: office(issuer, kind)}
	for i := range def.Templates {
		tpl := &def.Templates[i]
		switch tpl.Place {
		case "signature.issuer":
			r.Signature.Issuer = s.Line(tpl)
		case "printed.note":
			r.Printed.Note = s.Line(tpl)
		default:
			r.Text[report.Place(tpl.Place)] = s.Fill(tpl)
		}
	}
	return r, s
}

// TestFillPassesTheChecks: what the templates write is not objected to by the
// checks of the same format, but for the gaps that people are to fill.
func TestFillPassesTheChecks(t *testing.T) {
	cat, err := check.Compile(definition(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range offices {
		for _, name := range []string{"nil", "full"} {
			t.Run(name+"/"+string(o.kind), func(t *testing.T) {
				r, _ := begun(t, name, o.kind, o.name)
				before := example(t, name)
				before.Issuer, before.IssuerKind, before.Title, before.Signature.Issuer = o.name, o.kind, r.Title, o.name
				known := map[string]bool{}
				for _, f := range cat.Run(check.Input{Report: before, Final: true}) {
					known[f.Rule+f.Key] = true
				}
				for _, f := range cat.Run(check.Input{Report: r, Final: true}) {
					if f.Rule != "E-12" && !known[f.Rule+f.Key] {
						t.Errorf("%s %s: %s", f.Rule, f.Severity, f.Message)
					}
				}
				body := r.Narrative("1")
				if !strings.Contains(body, o.we+"主动公开") {
					t.Errorf("no %s in %s", o.we, body)
				}
				government := o.kind != report.Subdistrict && o.kind != report.Department && o.kind != report.OtherOffice
				if strings.Contains(body, "责任追究") != government {
					t.Errorf("results of supervision: %s", body)
				}
				for _, place := range report.Places {
					if text := r.Narrative(place); strings.ContainsAny(text, "{}[]") {
						t.Errorf("%s: marks are left in %s", place, text)
					}
				}
			})
		}
	}
}

func TestFill(t *testing.T) {
	tests := []struct {
		example, place string
		want, not      []string
	}{
		{"nil", "1", []string{"2025年，本机关未收到政府信息公开申请。", "2025年，本机关未发生政府信息公开行政复议、行政诉讼。", "没有作出行政许可、行政处罚和行政强制决定"},
			[]string{"新收到", "予以公开"}},
		{"full", "1", []string{"（一）主动公开", "（二）依申请公开", "（三）政府信息管理", "（四）政府信息公开平台建设", "（五）监督保障",
			"新收到政府信息公开申请17件，上年结转2件；办结17件", "予以公开8件、部分公开2件", "行政许可决定126件"}, []string{"未收到", "未发生"}},
		{"nil", "6", []string{"2025年，本机关发出信息处理费收费通知0件，应收0元，实际收取0元。\n无其他需要报告的事项。"}, nil},
		{"full", "preface", []string{"国办公开办函〔2021〕30号", "自2025年1月1日起至2025年12月31日止", "电话：0598-3961801", "〈中华人民共和国政府信息公开工作年度报告格式〉"}, []string{"＿＿"}},
	}
	for _, tt := range tests {
		t.Run(tt.example+"/"+tt.place, func(t *testing.T) {
			r, _ := begun(t, tt.example, report.Town, "临川县青石镇人民政府")
			text := r.Narrative(report.Place(tt.place))
			for _, want := range tt.want {
				if !strings.Contains(text, want) {
					t.Errorf("no %q in\n%s", want, text)
				}
			}
			for _, not := range tt.not {
				if strings.Contains(text, not) {
					t.Errorf("%q in\n%s", not, text)
				}
			}
		})
	}
}

// TestFillFollowsTheCells: a figure is bound, and what is not known is a gap.
func TestFillFollowsTheCells(t *testing.T) {
	r, s := begun(t, "full", report.Town, "临川县青石镇人民政府")
	r.SetCell("t3.received.total", report.Figure("18"))
	if text := r.Narrative("1"); !strings.Contains(text, "新收到政府信息公开申请18件") {
		t.Error(text)
	}
	delete(r.Cells, "s1.wechat")
	s.Office = profile.Profile{}
	preface := s.Fill(s.Definition.Template("preface"))
	if !slices.ContainsFunc(preface, report.Paragraph.HasSlot) {
		t.Errorf("no gap for the telephone in %v", preface)
	}
	if text := r.Render(s.Fill(s.Definition.Template("overview"))[2]); strings.Contains(text, "新媒体") {
		t.Errorf("a figure that is not there: %s", text)
	}
}

func TestMissingAndInsert(t *testing.T) {
	r, s := begun(t, "full", report.Town, "临川县青石镇人民政府")
	tpl := s.Definition.Template("overview")
	if missing := s.Missing(tpl); len(missing) != 0 {
		t.Errorf("a filled narrative lacks %v", missing)
	}
	whole := r.Text["1"]
	r.Text["1"] = narrative.RemoveHeading(whole, 1) // on_application
	var names []string
	for _, said := range s.Missing(tpl) {
		names = append(names, said.Piece.ID)
	}
	if diff := cmp.Diff([]string{"applications", "outcomes", "disputes"}, names); diff != "" {
		t.Errorf("missing (-want +got):\n%s", diff)
	}
	if absent := s.Absent(s.Definition.Section(1)); len(absent) != 1 || absent[0].ID != "on_application" {
		t.Errorf("absent %v", absent)
	}
	for range names {
		r.Text["1"] = s.Insert(tpl, s.Missing(tpl)[0])
	}
	if diff := cmp.Diff(whole, r.Text["1"]); diff != "" {
		t.Errorf("put back (-want +got):\n%s", diff)
	}
}

func TestOwnWordings(t *testing.T) {
	def := definition(t)
	r, s := begun(t, "nil", report.Town, "临川县青石镇人民政府")
	s.Definition = def.WithWordings(map[string]string{
		"overview.opening.usual": "{we}的话<script>。", "other.none.usual": "", "overview.decisions.none": "{weather}", "gone.gone.gone": "x"})
	if got := r.Render(s.Fill(s.Definition.Template("overview"))[0]); got != "我镇的话<script>。" {
		t.Errorf("opening %q", got)
	}
	if got := len(s.Fill(s.Definition.Template("other"))); got != 1 {
		t.Errorf("%d paragraphs, want the fee only", got)
	}
	if got := def.Template("overview").Piece("opening").Says[0].Text; strings.Contains(got, "的话") {
		t.Error("the standard definition was changed")
	}
	if got := s.Definition.Template("overview").Piece("decisions").Wording("none").Text; strings.Contains(got, "weather") {
		t.Error("a text with flaws was taken")
	}
}

func TestFieldNamesAreUnique(t *testing.T) {
	names := map[string]string{}
	for _, f := range narrative.Fields(definition(t)) {
		if f.Name == "" || names[f.Name] != "" {
			t.Errorf("%s and %s are both called %q", f.ID, names[f.Name], f.Name)
		}
		names[f.Name] = f.ID
	}
}

func BenchmarkFill(b *testing.B) {
	_, s := begun(b, "full", report.Town, "临川县青石镇人民政府")
	b.ReportAllocs()
	for b.Loop() {
		for i := range s.Definition.Templates {
			s.Fill(&s.Definition.Templates[i])
		}
	}
}

func BenchmarkOffers(b *testing.B) {
	r := example(b, "full")
	binder := narrative.NewBinder(definition(b))
	b.ReportAllocs()
	for b.Loop() {
		binder.Offers(r, r.Text["1"])
	}
}
