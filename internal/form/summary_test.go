package form_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/forms"
	"nianbao/internal/form"
)

func TestDigests(t *testing.T) {
	c, err := form.Load(forms.Definitions)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"2021": "主动公开信息 1条|制发规范性文件 1件|废止规范性文件 1件|现行有效规范性文件 1件|行政许可决定 1件|行政处罚决定 1件|行政强制决定 1件|行政事业性收费 1万元|" +
			"新收到申请 1件|上年转来 1件|办结 1件|转到下年 1件|予以公开 1件|部分公开 1件|不予公开 8件|无法提供 3件|不予处理 5件|其他处理 3件|行政复议 1件|未经复议直接起诉 1件|复议后起诉 1件",
		"2019": "主动公开信息 1条|新制作规范性文件 1件|新公开规范性文件 1件|对外公开规范性文件 1件|行政许可决定 1件|行政处罚决定 1件|行政强制决定 1件|" +
			"新收到申请 1件|上年转来 1件|办结 1件|转到下年 1件|予以公开 1件|部分公开 1件|不予公开 8件|无法提供 3件|不予处理 5件|其他处理 1件|行政复议 1件|未经复议直接起诉 1件|复议后起诉 1件",
	}
	for _, def := range c.Definitions() {
		var got []string
		for _, topic := range def.Summary {
			figures, parts := def.Digests(topic)
			for _, d := range append(figures, parts...) {
				got = append(got, d.Label+" "+string(rune('0'+len(d.Codes)))+d.Unit)
			}
		}
		if diff := cmp.Diff(strings.Split(want[def.Format], "|"), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", def.Format, diff)
		}
	}
}
