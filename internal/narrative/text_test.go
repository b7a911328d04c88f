package narrative_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/form"
	"nianbao/internal/fuzzing"
	"nianbao/internal/narrative"
	"nianbao/internal/report"
)

func plain(texts ...string) []report.Paragraph {
	var out []report.Paragraph
	for _, text := range texts {
		out = append(out, report.Plain(text))
	}
	return out
}

func TestParse(t *testing.T) {
	names := narrative.NamesOf(definition(t))
	tests := []struct {
		name, text string
		want       string // with codes
		problem    string // the beginning of the first one
	}{
		{"names", "{年度}年，{我镇}收到{表三·新收·总计}件", "{year}年，{we}收到{t3.received.total}件", ""},
		{"codes", "{year}{t3.received.total}", "{year}{t3.received.total}", ""},
		{"another joint", "{表三.新收.总计}", "{t3.received.total}", ""},
		{"slot", "由{？谁}审查", "由{?谁}审查", ""},
		{"group", "公开[，其中{政府网站发布条数}条]。", "公开[，其中{s1.website}条]。", ""},
		{"brackets of a document number", "青政[2026]3号", "青政[2026]3号", ""},
		{"bracket alone", "a]b[c", "a]b[c", ""},
		{"paragraphs", "  甲\r\n\r\n\t乙 ", "甲\n乙", ""},
		{"markup stays text", "<b>{年度}</b>", "<b>{year}</b>", ""},
		{"empty", "", "", ""},
		{"unknown", "甲\n有{新收申请}件", "", "第 2 行第 2 个字：没有“新收申请”这一栏，是不是"},
		{"unknown to all", "{zzz}", "", "第 1 行第 1 个字：没有“zzz”这一栏，请"},
		{"code the format lacks", "{t3.weather.total}", "", "第 1 行第 1 个字：没有“t3.weather.total”这一栏"},
		{"loop", "{{range .}}", "", "第 1 行第 1 个字：“{{range .}}”这样的写法不用"},
		{"loop in another language", "{% for %}", "", "第 1 行第 1 个字：“{% for %}”这样的写法不用"},
		{"nested", "{年{度}}", "", "第 1 行第 1 个字：括号里又有括号"},
		{"nested groups", "[{年度}[{电话}]]", "", "第 1 行第 6 个字：括号里又有括号"},
		{"not closed", "{年度", "", "第 1 行第 1 个字：“{年度”后面少了"},
		{"group not closed", "甲[{年度}", "", "第 1 行第 2 个字：“[”后面少了"},
		{"not opened", "年度}", "", "第 1 行第 3 个字：“}”前面少了"},
		{"nothing inside", "{}", "", "第 1 行第 1 个字：花括号里是空的"},
		{"a million characters", strings.Repeat("长", 1_000_000), "", "这一句太长了，最多 5000 个字。"},
		{"a million braces", strings.Repeat("{", 4000), "", "第 1 行第 1 个字"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, problems := names.Parse(tt.text)
			if got != tt.want || (len(problems) > 0) != (tt.problem != "") {
				t.Fatalf("got %q, %v", got, problems)
			}
			if len(problems) > 0 && !strings.HasPrefix(problems[0].Message, tt.problem) {
				t.Errorf("got %v, want %q", problems, tt.problem)
			}
			if len(problems) > 20 {
				t.Errorf("%d problems", len(problems))
			}
		})
	}
}

// TestShowParses: every standard wording is shown so that it is read back.
func TestShowParses(t *testing.T) {
	def := definition(t)
	names := narrative.NamesOf(def)
	for _, tpl := range def.Templates {
		for _, p := range tpl.Pieces {
			for i := range p.Says {
				w := &p.Says[i]
				got, problems := names.Parse(names.Show(w))
				if len(problems) > 0 || got != w.Text {
					t.Errorf("%s: %v\n got %s\nwant %s", w.Key(), problems, got, w.Text)
				}
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	names := narrative.NamesOf(definition(f))
	for _, text := range []string{"{年度}", "[{电话}，]a", "{{x}}", "{?", "[[", "]{}[", "{？a}\n{t3.received.total}"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		fuzzing.Bounded(t, func() {
			got, problems := names.Parse(text)
			if len(problems) > 0 {
				return
			}
			again, problems := names.Parse(got)
			if again != got || len(problems) > 0 {
				t.Errorf("%q is read as %q, then as %q %v", text, got, again, problems)
			}
		})
	})
}

func TestOutline(t *testing.T) {
	def := definition(t)
	r := report.New("2021", 2024)
	r.Text["1"] = plain("开头。", "（一）主动公开情况", "甲。", "(三)依申请公开：收到5件。", "乙。", "（十二）监督保障。完善机制。", "（九）收到的是一句很长很长很长很长很长很长很长很长很长很长很长很长很长的话")
	s := narrative.Subject{Definition: def, Report: r}
	want := []narrative.Heading{
		{At: 1, End: 3, Number: 1, Title: "主动公开情况", Aspect: "proactive"},
		{At: 3, End: 5, Number: 3, Title: "依申请公开", Aspect: "on_application", Inline: true},
		{At: 5, End: 6, Number: 12, Title: "监督保障", Aspect: "supervision", Inline: true},
		{At: 6, End: 7, Number: 9, Title: "收到的是一句很长很长很长很长很长很长很长很长很长很长很长很长很长的话", Inline: true},
	}
	if diff := cmp.Diff(want, s.Outline(def.Section(1))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	s.Headings = map[report.Place][]string{"1": {"主动公开情况", "政务新媒体建设", "工作考核"}}
	var absent []string
	for _, a := range s.Absent(def.Section(1)) {
		absent = append(absent, a.Title+"/"+a.ID)
	}
	if diff := cmp.Diff([]string{"政务新媒体建设/platform"}, absent); diff != "" {
		t.Errorf("absent (-want +got):\n%s", diff)
	}
}

func TestNumbering(t *testing.T) {
	three := plain("前言", "（一）甲", "a", "（二）乙。b", "（三）丙", "c")
	tests := []struct {
		name string
		got  []report.Paragraph
		want string
	}{
		{"first to last", narrative.MoveHeading(three, 0, 2), "前言|（一）乙。b|（二）丙|c|（三）甲|a"},
		{"last to first", narrative.MoveHeading(three, 2, 0), "前言|（一）丙|c|（二）甲|a|（三）乙。b"},
		{"beyond", narrative.MoveHeading(three, 0, 3), "前言|（一）甲|a|（二）乙。b|（三）丙|c"},
		{"removed", narrative.RemoveHeading(three, 1), "前言|（一）甲|a|（二）丙|c"},
		{"added before", narrative.AddHeading(three, 1, "丁", report.Plain("d")), "前言|（一）甲|a|（二）丁|d|（三）乙。b|（四）丙|c"},
		{"added behind", narrative.AddHeading(three, -1, "丁"), "前言|（一）甲|a|（二）乙。b|（三）丙|c|（四）丁"},
		{"added to nothing", narrative.AddHeading(nil, 0, "丁"), "（一）丁"},
	}
	r := report.New("2021", 2024)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r.Text["1"] = tt.got
			if got := strings.Join(r.Paragraphs("1"), "|"); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
	many := plain()
	for range 120 {
		many = narrative.AddHeading(many, -1, "项")
	}
	if got := r.Render(many[98]); got != "（九十九）项" {
		t.Errorf("99: %s", got)
	}
}

func TestOffersAndBinding(t *testing.T) {
	def := definition(t)
	binder := narrative.NewBinder(def)
	r := example(t, "full")
	tests := []struct {
		text string
		want string // codes in order
	}{
		{"全年新收到政府信息公开申请17件，上年结转2件。", "t3.received.total t3.carried_in.total"},
		{"办结的申请中，予以公开8件、部分公开2件。", "t3.granted.total t3.partially_granted.total"},
		{"作出行政许可决定126件、行政处罚决定11件。", "t2.administrative_licensing.decisions t2.administrative_penalties.decisions"},
		{"主动公开政府信息312条。", "s1.published"},
		{"主动公开政府信息311条。", ""},    // another figure
		{"召开会议17次，走访群众2户。", ""},  // other words
		{"2025年，按第17号文件办理。", ""}, // no figure of a table
		{"新收到政府信息公开申请17项。", ""},  // another unit
		{"新收到政府信息公开申请１７件。", ""},  // not digits as we print them
		{"因政府信息公开被申请行政复议3件。", "t4.reconsideration.total"},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			paragraphs := plain(tt.text)
			var codes []string
			offers := binder.Offers(r, paragraphs)
			for _, o := range offers {
				codes = append(codes, string(o.Code))
			}
			if got := strings.Join(codes, " "); got != tt.want {
				t.Fatalf("got %q, want %q", got, tt.want)
			}
			p := paragraphs[0]
			for i := len(offers) - 1; i >= 0; i-- {
				var ok bool
				if p, ok = narrative.Bind(def, p, offers[i]); !ok {
					t.Fatalf("cannot bind %+v", offers[i])
				}
			}
			if r.Render(p) != tt.text || len(binder.Offers(r, []report.Paragraph{p})) > 0 {
				t.Errorf("bound: %+v", p)
			}
		})
	}
	for name, o := range map[string]narrative.Offer{
		"a code the format lacks": {Run: 0, Start: 0, End: 1, Text: "1", Code: "t3.weather.total"},
		"no such run":             {Run: 3, Start: 0, End: 1, Text: "1", Code: "t3.received.total"},
		"other text":              {Run: 0, Start: 0, End: 1, Text: "2", Code: "t3.received.total"},
		"beyond the text":         {Run: 0, Start: 0, End: 9, Text: "1", Code: "t3.received.total"},
	} {
		if p, ok := narrative.Bind(def, report.Plain("1件"), o); ok || !p.IsPlain() {
			t.Errorf("%s: bound", name)
		}
	}
	var none form.Code
	if _, ok := narrative.Bind(def, report.Plain("1"), narrative.Offer{Text: "1", End: 1, Code: none}); ok {
		t.Error("bound to nothing")
	}
}
