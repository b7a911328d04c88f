package recognise_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/report"
)

// TestLostHeadings: a section whose heading is lost is missing, and the text
// that may be its own is marked where it went.
func TestLostHeadings(t *testing.T) {
	const preface = "本报告由青石镇人民政府编制，统计期限自2022年1月1日起至2022年12月31日止。"
	for name, c := range map[string]struct {
		changes map[string]string
		text    map[report.Place]string
		want    []string
	}{
		"five and six": {map[string]string{"h5": "", "h6": ""}, map[report.Place]string{"4.after": "一是更新不及时。已经改进。\n无其他需要报告的事项。"}, []string{
			"section.4 suspect 第四部分：有 2 段文字可能是第五、六部分的，原文里没有那里的标题，请看一眼。",
			"section.5 missing 第五部分：原文里没有这一部分的标题，先空着；它的文字可能连在第四部分里，请看一眼。",
			"section.6 missing 第六部分：原文里没有这一部分的标题，先空着；它的文字可能连在第四部分里，请看一眼。"}},
		"six": {map[string]string{"h6": ""}, map[report.Place]string{"5": "一是更新不及时。已经改进。\n无其他需要报告的事项。"}, []string{
			"section.6 missing 第六部分：原文里没有这一部分的标题，先空着；它的文字可能连在第五部分里，请看一眼。"}},
		"five and its text": {map[string]string{"h5": "", "5": ""}, nil, []string{"section.5 missing 第五部分：原文里没有这一部分，先空着。"}},
		"one": {map[string]string{"h1": ""}, map[report.Place]string{"preface": preface + "\n2022年，我镇公开信息30条。"}, []string{
			"section.1 missing 第一部分：原文里没有这一部分的标题，先空着；它的文字可能连在引言里，请看一眼。"}},
		"three": {map[string]string{"h3": "", "-t3": "我镇申请情况如下。"}, map[report.Place]string{"2.after": "我镇申请情况如下。"}, []string{
			"section.2 suspect 第二部分：有 1 段文字可能是第三部分的，原文里没有那里的标题，请看一眼。",
			"section.3 missing 第三部分：原文里没有这一部分的标题，表已经读进来。"}},
		"four, whose table is lost too": {map[string]string{"h4": "", "t4": ""}, nil, []string{"section.4 missing 第四部分：原文里没有这一部分，先空着。", "t4 missing 表四：原文里没有这张表，先空着。"}},
		"five, and the table before it": {map[string]string{"t4": "", "h5": ""}, map[report.Place]string{"4": "一是更新不及时。已经改进。"}, []string{
			"t4 missing 表四：原文里没有这张表，先空着。",
			"section.4 suspect 第四部分：有 1 段文字可能是第五部分的，原文里没有那里的标题，请看一眼。",
			"section.5 missing 第五部分：原文里没有这一部分的标题，先空着；它的文字可能连在第四部分里，请看一眼。"}},
		"all": {map[string]string{"h1": "", "h2": "", "h3": "", "h4": "", "h5": "", "h6": ""}, map[report.Place]string{"preface": preface + "\n2022年，我镇公开信息30条。"}, []string{
			"section.4 unplaced 这 2 行不知放哪里，没有读进来：“一是更新不及时。已经改进。”“无其他需要报告的事项。”。",
			"section.1 missing 第一部分：原文里没有这一部分的标题，先空着；它的文字可能连在引言里，请看一眼。",
			"section.2 missing 第二部分：原文里没有这一部分的标题，表已经读进来。",
			"section.3 missing 第三部分：原文里没有这一部分的标题，表已经读进来。",
			"section.4 missing 第四部分：原文里没有这一部分的标题，表已经读进来。",
			"section.5 missing 第五部分：原文里没有这一部分，先空着。",
			"section.6 missing 第六部分：原文里没有这一部分，先空着。"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := recognisedText(t, variant(c.changes))
			var got []string
			for _, d := range r.Doubts {
				if d.Scope == "section" || d.Scope == "table" {
					got = append(got, fmt.Sprintf("%s %s %s", d.Code, d.Kind, d.Message))
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			for place, want := range c.text {
				if got := r.Narrative(place); got != want {
					t.Errorf("%s: %q, want %q", place, got, want)
				}
			}
			if r.Signature.Date != "2023-01-06" {
				t.Errorf("signed %+v", r.Signature)
			}
		})
	}
}

// TestRelativeOffice: the name of an office without its place is completed from
// signature or preface, and left out where neither prints it.
func TestRelativeOffice(t *testing.T) {
	for name, c := range map[string]struct{ title, preface, sign, issuer, kind string }{
		"signature":         {"区统计局2022年政府信息公开工作年度报告", "我局公开12条。", "临川市青云区统计局", "临川市青云区统计局", ""},
		"preface":           {"区统计局2022年政府信息公开工作年度报告", "本报告由临川市青云区统计局编制。", "", "临川市青云区统计局", ""},
		"nowhere":           {"县统计局2022年政府信息公开工作年度报告", "我局公开12条。", "县统计局", "", "missing"},
		"a place like it":   {"市北区统计局2022年政府信息公开工作年度报告", "我局公开12条。", "", "市北区统计局", ""},
		"county, signature": {"临川县2022年政府信息公开工作年度报告", "我县公开12条。", "临川县人民政府", "临川县人民政府", ""},
		"city, preface":     {"临川市2022年政府信息公开工作年度报告", "临川市人民政府根据《条例》编制本报告。", "", "临川市人民政府", ""},
		"in short":          {"临川县政府2022年政府信息公开工作年度报告", "本报告由临川县人民政府编制。", "", "临川县人民政府", ""},
		"only in short":     {"临川县政府2022年政府信息公开工作年度报告", "我县公开12条。", "", "", "missing"},
	} {
		t.Run(name, func(t *testing.T) {
			r := recognisedText(t, variant(map[string]string{"title": c.title, "preface": c.preface, "sign": c.sign, "1": "公开12条。"}))
			if got := strings.Join(kinds(r, "issuer"), " "); r.Issuer != c.issuer || got != c.kind {
				t.Errorf("%q, %q", r.Issuer, got)
			}
		})
	}
}

// TestPrintedHeadings: headings in other words are kept as they are printed.
func TestPrintedHeadings(t *testing.T) {
	r := recognisedText(t, variant(map[string]string{"h1": "1 总体情况", "h5": "五、存在问题及整改措施", "preface": ""}))
	if diff := cmp.Diff(map[string]string{"1": "1 总体情况", "5": "五、存在问题及整改措施"}, r.Printed.Headings); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
