package recognise_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/internal/extract"
	"nianbao/internal/form"
	"nianbao/internal/fuzzing"
	"nianbao/internal/recognise"
	"nianbao/internal/report"
)

// FuzzRecognise: any text is refused with a sentence, or read into a report
// whose cells and doubts are fields of its format.
func FuzzRecognise(f *testing.F) {
	c := catalog(f)
	names, _ := filepath.Glob(seedFolder + "*.txt")
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add("a.txt", data)
	}
	for i, l := range layouts() {
		s := makeSample(c.Definitions()[i%2], uint64(i), true)
		f.Add("a."+l.kind, []byte(s.page(l)))
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		fuzzing.Bounded(t, func() {
			if len(data) > 1<<18 {
				return
			}
			doc, err := extract.Read(name, data, extract.DefaultLimits())
			if err != nil {
				return
			}
			res, err := recognise.Recognise(c, doc, recognise.Options{})
			if err != nil {
				if err.(*recognise.Refusal).Sentence == "" {
					t.Fatal("refused without a sentence")
				}
				return
			}
			sound(t, c, doc, res.Report)
		})
	})
}

func sound(t *testing.T, c *form.Catalog, doc *extract.Document, r *report.Report) {
	def, err := c.ForFormat(r.Format)
	if err != nil {
		t.Fatal(err)
	}
	for code, v := range r.Cells {
		if _, ok := def.Field(code); !ok || v.IsBlank() {
			t.Fatalf("cell %s %q", code, v)
		}
		if s := r.Sources[code]; s.Line < 1 || s.Line > len(doc.Lines) {
			t.Fatalf("%s stands in line %d of %d", code, s.Line, len(doc.Lines))
		}
	}
	for _, d := range r.Doubts {
		if d.Code == "" || d.Message == "" || strings.Contains(d.Message, "%!") {
			t.Fatalf("doubt %+v", d)
		}
		if d.Kind == "ambiguous" && d.Scope == "row" {
			for code := range r.Cells {
				if strings.HasPrefix(string(code), d.Code+".") {
					t.Fatalf("%s is ambiguous and %s is stored", d.Code, code)
				}
			}
		}
	}
}

// longPage is a web page of 110 KB around a report.
func longPage(c *form.Catalog) []byte {
	s := makeSample(c.Latest(), 4, true)
	page := s.page(layout{kind: "html", write: webPage})
	filler := strings.Repeat("<p>一是加强组织领导，明确责任分工，及时更新信息内容，回应群众关切，2022年共组织培训3次。</p>\n", 1+(110<<10-len(page))/125)
	return []byte(strings.Replace(page, s.def.Sections[1].Heading, filler+s.def.Sections[1].Heading, 1))
}

func BenchmarkPage(b *testing.B) {
	c := catalog(b)
	data := longPage(c)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		doc, err := extract.Read("a.html", data, extract.DefaultLimits())
		if err != nil {
			b.Fatal(err)
		}
		if _, err := recognise.Recognise(c, doc, recognise.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// hostile are texts that would make a careless search run for ever.
func hostile() map[string]string {
	repeat := strings.Repeat
	if slow {
		repeat = func(text string, n int) string { return strings.Repeat(text, (n+3)/4) }
	}
	head := "临川县青石镇人民政府2022年政府信息公开工作年度报告\n二、主动公开政府信息情况\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n"
	t3 := "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\n"
	return map[string]string{
		"labels":        head + repeat("规章\n行政许可\n", 20000),
		"figures":       head + "规章 " + repeat("1 ", 50000),
		"long figure":   head + t3 + "一、本年新收政府信息公开申请数量" + repeat("1", 9000) + "\n二、上年结转政府信息公开申请数量" + repeat("12", 30),
		"glued rows":    head + t3 + repeat("（一）予以公开111111111111111111111\n（七）总计1111111111111111111111111\n", 500),
		"headings":      repeat("一、总体情况\n五、存在的主要问题及改进情况\n", 20000),
		"one line":      head + repeat("规章1行政许可2（一）予以公开", 3000),
		"titles":        repeat("2022年政府信息公开工作年度报告\n临川县\n", 20000),
		"boxes":         head + repeat("+-+-+\n|1|2|\n+-+-+\n", 5000),
		"torn box":      repeat("+"+repeat("-+", 300)+"\n|"+repeat("1|", 300)+"\n", 300),
		"spaces":        head + repeat("规章"+repeat(" ", 9000)+"1\n", 10),
		"unknown words": head + t3 + repeat("甲乙丙丁戊己庚辛壬癸甲乙丙丁\t1\t2\n", 9000),
	}
}

func TestHostile(t *testing.T) {
	c := catalog(t)
	for name, text := range hostile() {
		t.Run(name, func(t *testing.T) {
			doc, err := extract.Read("a.txt", []byte(text), extract.DefaultLimits())
			if err != nil {
				t.Skip(err)
			}
			res, err := recognise.Recognise(c, doc, recognise.Options{Year: 2022})
			if err == nil {
				sound(t, c, doc, res.Report)
			}
		})
	}
}
