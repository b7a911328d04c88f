package profile_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/profile"
)

func TestHeadProblem(t *testing.T) {
	long := strings.Repeat("镇", 101)
	tests := []struct {
		field string
		good  []string
		bad   []string
	}{
		{"document_number",
			[]string{"", "青政〔2026〕3号", "南金政〔2021〕1号", "国办公开办函〔2021〕30号", "青政办发〔2025〕12345号", " 青政〔2026〕3号 ", "AB政〔2026〕3号"[2:]},
			[]string{"青政[2026]3号", "青政（2026）3号", "青政(2026)3号", "青政【2026】3号", "青政〔2026〕第3号", "青政〔2026〕03号", "青政〔2026〕0号", "青政〔2026〕3",
				"青政2026年3号", "〔2026〕3号", "青政〔26〕3号", "青政〔3026〕3号", "青政〔２０２６〕3号", "青政〔2026〕3号。", "青政 〔2026〕3号", "青政〔2026〕3-1号"}},
		{"signature.date",
			[]string{"", "2026-01-06", "2021-01", "2024-02-29"},
			[]string{"2025-02-29", "2026-13-01", "2026-1-6", "2026年1月6日", "2026", "06/01/2026", "1999-01-01", "2101-01-01", "2026-00"}},
		{"year", []string{"2019", "2025", "2100"}, []string{"2018", "2101", "25", "+2025", "02025", "二〇二五", "2025年"}},
		{"title", []string{"", long[:300]}, []string{long}},
		{"issuer", []string{"青石镇人民政府", long[:300]}, []string{long, "青石镇\n人民政府"}},
		{"signature.issuer", []string{"青石镇人民政府"}, []string{long, "a\tb"}},
		{"issuer_kind", []string{"", "town", "ethnic_township", "other"}, []string{"village", "镇", "Town"}},
		{"email", []string{"", "sxrmzf1801@163.com", "a.b-c@example.gov.cn"}, []string{"sxrmzf1801", "a@", "@163.com", "a b@163.com"}},
		{"phone",
			[]string{"", "0598-3961801", "05983961801", "3961801", "010-12345678", "(0598)3961801", "（0598）3961801", "0598 3961801", "0598-3961801-8021", "0000-1234567", "13800138000", "+86 13800138000"},
			[]string{"0598-396", "12345", "电话3961801", "23800138000", "0598-39618011234", "138001380001", "0598--3961801"}},
		{"postcode", []string{"", "354500", "000000"}, []string{"35450", "3545001", "35450a", "３５４５００"}},
		{"website", []string{"", "https://www.example.gov.cn", "http://example.gov.cn:8080/a?b=c"}, []string{"www.example.gov.cn", "ftp://a.cn", "javascript:alert(1)", "https://"}},
		{"unknown", []string{"", "anything"}, nil},
	}
	for _, tt := range tests {
		for _, value := range tt.good {
			if got := profile.HeadProblem(tt.field, value); got != "" {
				t.Errorf("%s %q: unexpected %s", tt.field, value, got)
			}
		}
		for _, value := range tt.bad {
			got := profile.HeadProblem(tt.field, value)
			if !strings.HasSuffix(got, "。") || strings.Contains(got, "%!") || strings.HasPrefix(got, "是") {
				t.Errorf("%s %q: got %q", tt.field, value, got)
			}
		}
	}
}

func TestProblems(t *testing.T) {
	good := profile.Profile{Name: "临川县青石镇人民政府", ShortName: "青石镇", Kind: "town", County: "临川县", Address: "青石大街18号",
		Postcode: "344000", Phone: "0794-1234567", Email: "qingshi@example.com", Website: "https://www.example.gov.cn", DisclosureOffice: "党政综合办公室"}
	tests := []struct {
		name   string
		change func(*profile.Profile)
		want   map[string]string
	}{
		{"all right", func(*profile.Profile) {}, nil},
		{"name alone", func(p *profile.Profile) { *p = profile.Profile{Name: p.Name} }, nil},
		{"nothing", func(p *profile.Profile) { *p = profile.Profile{} }, map[string]string{"name": "请填写机关名称。"}},
		{"long name", func(p *profile.Profile) { p.Name = strings.Repeat("镇", 101) }, map[string]string{"name": "机关名称最多 100 个字。"}},
		{"each its own", func(p *profile.Profile) {
			p.Kind, p.Postcode, p.Phone, p.Email, p.Website = "village", "1", "2", "3", "4"
		}, map[string]string{
			"kind":     "机关类别请从列出的几类里选。",
			"postcode": "邮编是 6 位数字，如 354500。",
			"phone":    "电话写成区号加号码或 11 位手机号，如 0598-3961801。",
			"email":    "电子邮箱写成 name@example.com 的样子。",
			"website":  "网址以 http:// 或 https:// 开头，如 https://www.example.gov.cn。",
		}},
		{"lines", func(p *profile.Profile) { p.Address = "a\nb" }, map[string]string{"address": "地址写在一行里，不要换行。"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := good
			tt.change(&p)
			got := p.Problems()
			if len(got) == 0 {
				got = nil
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
