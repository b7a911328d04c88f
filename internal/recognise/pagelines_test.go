package recognise_test

import (
	"strings"
	"testing"
)

// TestPrintedEdges: what a browser prints at the edges of its pages is no text
// of the report, and parts no table.
func TestPrintedEdges(t *testing.T) {
	const edge = "https://www.example.gov.cn/art/2023/1/6/art_1.html                 %/4\n2023/11/3 12:40\n"
	text := strings.Replace(variant(nil), "四、结转下年度", strings.Replace(edge, "%", "2", 1)+"四、结转下年度", 1)
	text = strings.Replace(text, "一是更新", strings.Replace(edge, "%", "3", 1)+"一是更新", 1)
	r := recognisedText(t, text)
	plain := recognisedText(t, variant(nil))
	if got, want := r.Narrative("5"), plain.Narrative("5"); got != want {
		t.Errorf("%q", got)
	}
	if len(r.Doubts) != len(plain.Doubts) || len(r.Cells) != len(plain.Cells) {
		t.Errorf("%d cells, %d doubts", len(r.Cells), len(r.Doubts))
		for _, d := range r.Doubts {
			t.Log(d.Code, d.Message)
		}
	}
}

// TestHeadingsFarApart: a line of headings set far apart is no prose, however
// long: the figures below it are those of table four.
func TestHeadingsFarApart(t *testing.T) {
	gap := strings.Repeat(" ", 12)
	text := variant(map[string]string{"t4": "行政复议" + gap + "行政诉讼\n" + strings.Repeat(" ", 30) + "未经复议直接起诉" + gap + "复议后起诉\n" +
		strings.Join([]string{"结果", "结果 其他", "尚未", "总计", "结果 结果 其他", "尚未", "总计"}, gap) + "\n" +
		strings.Join([]string{"维持", "纠正 结果", "审结", "维持 纠正 结果", "审结", "总计"}, gap) + "\n" +
		strings.Repeat("1  0  2  0  3  ", 3)})
	r := recognisedText(t, text)
	if r.Narrative("4.after") != "" || len(kinds(r, "t4")) != 1 || kinds(r, "t4")[0] == "missing" && len(r.Cells) > 20 {
		t.Errorf("%q, %v", r.Narrative("4.after"), kinds(r, "t4"))
	}
}
