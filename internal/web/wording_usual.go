package web

import (
	"fmt"
	"strings"
	"time"

	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/report"
	"nianbao/internal/requirement"
)

// askedOfHead says what the county asks of the title and the preface.
func askedOfHead(q *requirement.Requirement, r *report.Report) []string {
	var out []string
	if title := q.ComposeTitle(r.Issuer, r.County, fmt.Sprint(r.Year)); title != "" {
		out = append(out, "标题写成“"+title+"”")
	}
	if len(q.Cite) > 0 {
		out = append(out, "引言写明依据："+strings.Join(q.Cite, "、"))
	}
	return out
}

const (
	textUsual            = "常用写法"
	textRequirements     = "县里的要求"
	textRequirementsFile = "县里的要求.yaml"
	textHeadWording      = "这一处只有一行，不能放表里的数和空，也不能换行。"
)

// previewFrom says which report a wording is filled from; 0 for none.
func previewFrom(year int) string {
	if year == 0 {
		return "还没有写年报，数都空着"
	}
	return fmt.Sprintf("用 %d 年年报里的数", year)
}

func yearLabel(year int) string { return fmt.Sprintf("%d 年年报", year) }

func datesText(y requirement.Year) string {
	var out []string
	if y.Report != "" {
		out = append(out, y.Report+" 报县")
	}
	if y.Publish != "" {
		out = append(out, y.Publish+" 公布")
	}
	if len(out) == 0 {
		return "没有定日期"
	}
	return strings.Join(out, "，")
}

// datesKept says which dates set by hand a notice leaves as they are.
func datesKept(r *report.Report, was, is requirement.Year) string {
	var out []string
	for _, d := range []struct {
		due     draft.Due
		was, is string
		name    string
	}{{draft.DueCounty, was.Report, is.Report, "报县"}, {draft.DuePublish, was.Publish, is.Publish, "公布"}} {
		at, ok := draft.DueOn(r, d.due)
		if have := at.Format(time.DateOnly); ok && have != d.is && have != d.was {
			out = append(out, fmt.Sprintf("%s日期您填的是 %s，不动", d.name, have))
		}
	}
	return strings.Join(out, "；")
}

// askedLines say what a notice asks for besides its dates.
func askedLines(formats *form.Catalog, q *requirement.Requirement) []changeLine {
	var out []changeLine
	if q.Title != "" {
		out = append(out, changeLine{What: "标题", Now: strings.NewReplacer("{county}", "〔县名〕", "{issuer}", "〔机关名称〕", "{year}", "〔年度〕").Replace(q.Title)})
	}
	if len(q.Cite) > 0 {
		out = append(out, changeLine{What: "引言里的依据", Now: strings.Join(q.Cite, "、")})
	}
	def, err := formats.ForFormat(q.Format)
	if err != nil {
		return out
	}
	for _, s := range q.Sections {
		if lines := s.Lines(); len(lines) > 0 {
			out = append(out, changeLine{What: def.Section(s.Number).Heading, Now: strings.Join(lines, "；")})
		}
	}
	for _, d := range q.Decimals {
		f, _ := def.Field(d.Code)
		out = append(out, changeLine{What: f.Label, Now: fmt.Sprintf("保留 %d 位小数", d.Places)})
	}
	return out
}
