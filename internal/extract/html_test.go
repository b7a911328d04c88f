package extract_test

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"nianbao/internal/extract"
	"nianbao/internal/fuzzing"
)

// outline draws a document: paragraphs as they are, headings behind #, rows
// of tables between bars with the place of every cell that spans.
func outline(doc *extract.Document) string {
	var out strings.Builder
	for _, b := range doc.Blocks {
		if b.Table == nil {
			out.WriteString(strings.Repeat("#", b.Level) + b.Text + "\n")
			continue
		}
		for _, row := range b.Table.Rows {
			for _, c := range row {
				out.WriteString("|" + strings.ReplaceAll(c.Text, "\n", "/"))
				if c.ColSpan > 1 {
					out.WriteString(strings.Repeat(">", c.ColSpan-1))
				}
				if c.RowSpan > 1 {
					out.WriteString(strings.Repeat("v", c.RowSpan-1))
				}
			}
			out.WriteString("|\n")
		}
	}
	return out.String()
}

func TestHTML(t *testing.T) {
	for name, c := range map[string]struct{ page, want string }{
		"torn over spans": {
			"<p><span>一、</span><span>总体</span>情<b>况</b></p><div>前<p>中&nbsp;间</p>后</div>",
			"一、总体情况\n前\n中 间\n后\n",
		},
		"source lines": {"<p>本报告由\n  青石镇\r\n编制 in 2020\nyear</p>", "本报告由青石镇编制 in 2020 year\n"},
		"note mark":    {"<p>1200m<sup>2</sup></p><table><tr><td>甲</td><td>28<sup>1</sup></td></tr></table>", "1200m²\n|甲|28¹|\n"},
		"breaks":       {"<div>一、总体情况<br/><br>（一）主动公开<br>全年3条</div>", "一、总体情况\n（一）主动公开\n全年3条\n"},
		"hidden": {
			"<script>var a=1</script><style>p{}</style><nav>导航</nav><p style='display: none'>隐藏</p><noscript>无</noscript><p>看见</p><div hidden>藏</div>",
			"看见\n",
		},
		"menu":     {"<ul><li><a>首页</a></li><li><a>新闻</a></li><li> <a>公开</a></li><li><a>互动</a></li></ul><ul><li>一是<a>见</a></li></ul>", "一是见\n"},
		"headings": {"<h1>年度<br>报告</h1><h2>一、<span>总体</span></h2>", "#年度\n#报告\n##一、总体\n"},
		"spans": {
			"<table><tr><td rowspan=2 colspan=2>甲</td><td>乙</td></tr><tr><td>丙</td></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>",
			"|甲>v|乙|\n|丙|\n|1|2|3|\n",
		},
		"span ends with its group": {
			"<table><tbody><tr><td rowspan=9>甲</td><td>1</td></tr></tbody><tbody><tr><td>乙</td><td>2</td></tr></tbody></table>",
			"|甲|1|\n|乙|2|\n",
		},
		"layout around data": {
			"<table><tr><td>左</td><td><p>二、主动公开</p><table><tr><td>规章</td><td>0</td></tr><tr><td>规范性文件</td><td>3</td></tr></table>落款</td></tr></table>",
			"左\n二、主动公开\n|规章|0|\n|规范性文件|3|\n落款\n",
		},
		"one column": {"<table><tr><td>一、总体情况</td></tr><tr><td>好</td></tr></table>", "一、总体情况\n好\n"},
		"small table in a cell": {
			"<table><tr><td>规章</td><td><table><tr><td>0</td></tr></table></td></tr><tr><td>文件</td><td>2</td></tr></table>",
			"|规章|0|\n|文件|2|\n",
		},
		"cell of paragraphs": {"<table><tr><td><p>4.保护第三方</p><p>合法<span>权益</span></p></td><td> <p>&nbsp;</p></td></tr></table>", "|4.保护第三方/合法权益||\n"},
		"prose beside prose": {"<table><tr><td>" + strings.Repeat("正文", 200) + "</td><td>侧栏</td></tr></table>", strings.Repeat("正文", 200) + "\n侧栏\n"},
		"clipboard": {
			"Version:0.9\r\nStartHTML:0000000105\r\nEndHTML:0000000200\r\nStartFragment:0000000141\r\nEndFragment:0000000164\r\n<html><body>\r\n<!--StartFragment--><p>规章</p><!--EndFragment-->\r\n</body></html>",
			"规章\n",
		},
		"captions":   {"<h2>二、主动公开</h2><table><caption>主动公开</caption><tr><td>甲</td><td>1</td></tr></table><table><caption>表一</caption><tr><td>甲</td><td>1</td></tr></table>", "##二、主动公开\n|甲|1|\n表一\n|甲|1|\n"},
		"fragment":   {"<tr><td>规章</td><td>0</td></tr>", "|规章|0|\n"},
		"empty rows": {"<table><tr></tr><tr><td>规章</td><td></td></tr></table>", "|\n|规章||\n"},
		"wide span":  {"<table><tr><td colspan=99999999>规章</td><td>0</td></tr></table>", "|规章|0|\n"},
	} {
		t.Run(name, func(t *testing.T) {
			doc := read(t, "", []byte(c.page))
			if doc.Kind != extract.HTML {
				t.Fatalf("read as %s", doc.Kind)
			}
			if diff := cmp.Diff(c.want, outline(doc)); diff != "" {
				t.Error(diff)
			}
			checkLines(t, doc)
		})
	}
}

func TestHTMLCharset(t *testing.T) {
	const page = "<html><head><meta http-equiv=Content-Type content=\"text/html; charset=gb2312\"><title>年报</title></head><body><p>临川县青石镇</p></body></html>"
	gbk, _ := simplifiedchinese.GBK.NewEncoder().String(page)
	for name, data := range map[string]string{
		"as it says":  gbk,
		"really utf8": page,
		"mark":        "\xEF\xBB\xBF" + page,
		"no meta":     strings.Replace(gbk, "charset=gb2312", "", 1),
		"slip":        strings.Replace(gbk, "gb2312", "utf-8", 1),
	} {
		if got := outline(read(t, "a.htm", []byte(data))); got != "临川县青石镇\n" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestHTMLDeep(t *testing.T) {
	for name, page := range map[string]string{
		"div":   strings.Repeat("<div>", 100_000) + "规章" + strings.Repeat("</div>", 100_000) + "<p>后</p>",
		"b":     "<p>前</p>" + strings.Repeat("<b>", 100_000) + "规章",
		"table": strings.Repeat("<table><tr><td>", 100_000) + "规章",
		"font":  strings.Repeat("<p><font>", 100_000) + "规章",
	} {
		doc, err := extract.Read("", []byte("<html>"+page), extract.DefaultLimits())
		if err != nil {
			if !errors.Is(err, extract.ErrTooLarge) {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if !strings.Contains(outline(doc), "规章") {
			t.Errorf("%s: text lost", name)
		}
	}
}

func TestCellLimit(t *testing.T) {
	limits := extract.DefaultLimits()
	limits.Cells = 10
	page := "<table>" + strings.Repeat("<tr><td>1</td><td>2</td></tr>", 6) + "</table>"
	if _, err := extract.Read("", []byte(page), limits); !errors.Is(err, extract.ErrTooLarge) {
		t.Error(err)
	}
}

func FuzzHTML(f *testing.F) {
	f.Add([]byte("<table><tr><td rowspan=2>规章<td>0</table><p>文"))
	f.Add([]byte("<html><table><tr><td colspan=0><table></td></tr><caption>x"))
	f.Fuzz(fuzzed)
}

// fuzzed reads anything: an Error with a sentence, or a document whose places
// are right.
func fuzzed(t *testing.T, data []byte) {
	fuzzing.Bounded(t, func() { checked(t, data) })
}

func checked(t *testing.T, data []byte) {
	limits := extract.DefaultLimits()
	limits.Time = time.Minute // longer than a target may take: a hang is not to pass for an error
	doc, err := extract.Read("", data, limits)
	var told *extract.Error
	if err != nil {
		if !errors.As(err, &told) || told.Sentence == "" {
			t.Fatal(err)
		}
		// The fence is for libraries; what panics here is ours to mend.
		if first, _, _ := strings.Cut(afterPanic(err), "\n"); strings.HasPrefix(first, "nianbao/") {
			t.Fatal(err)
		}
		return
	}
	for _, b := range doc.Blocks {
		if b.Line < 1 || b.Line > len(doc.Lines) {
			t.Fatalf("line %d of %d", b.Line, len(doc.Lines))
		}
		if b.Table == nil {
			continue
		}
		for r, row := range b.Table.Rows {
			for _, c := range row {
				if c.Row != r || c.Column+c.ColSpan > b.Table.Columns || c.Row+c.RowSpan > len(b.Table.Rows) || c.Line > len(doc.Lines) {
					t.Fatalf("cell out of place: %+v", c)
				}
			}
		}
	}
}

// afterPanic is the stack from the function that panicked; "" if none did.
func afterPanic(err error) string {
	_, stack, ok := strings.Cut(err.Error(), "\npanic(")
	if !ok {
		return ""
	}
	for line := range strings.Lines(stack) {
		if name := strings.TrimSpace(line); strings.Contains(name, "/") && !strings.HasPrefix(line, "\t") {
			return name
		}
	}
	return ""
}

// BenchmarkHTML reads a page of 110 KB.
func BenchmarkHTML(b *testing.B) {
	data, err := os.ReadFile("testdata/made/2021.html")
	if err != nil {
		b.Fatal(err)
	}
	body := strings.Repeat("<p>"+strings.Repeat("政府信息公开", 30)+"</p>", (110_000-len(data))/550)
	data = []byte(strings.Replace(string(data), "</body>", body+"</body>", 1))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := extract.Read("", data, extract.DefaultLimits()); err != nil {
			b.Fatal(err)
		}
	}
}
