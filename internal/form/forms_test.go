package form_test

import (
	"errors"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"nianbao/internal/form"
)

// checkout reads the definitions of the checkout once. It reads the folder and
// not the forms package, so that a missing example does not stop these tests.
var checkout = sync.OnceValues(func() (*form.Catalog, error) {
	return form.Load(os.DirFS("../../forms"))
})

func load(t testing.TB) *form.Catalog {
	t.Helper()
	catalog, err := checkout()
	if err != nil {
		t.Fatal(err)
	}
	return catalog
}

func format(t testing.TB, id string) *form.Definition {
	t.Helper()
	d, err := load(t).ForFormat(id)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestYearSelectsFormat(t *testing.T) {
	catalog := load(t)
	tests := []struct {
		year int
		want string
	}{
		{2019, "2019"},
		{2020, "2019"},
		{2021, "2021"},
		{2025, "2021"},
	}
	for _, tt := range tests {
		d, err := catalog.ForYear(tt.year)
		if err != nil || d.Format != tt.want {
			t.Errorf("ForYear(%d) = %v, %v; want %s", tt.year, d, err, tt.want)
		}
	}
	if _, err := catalog.ForYear(2018); !errors.Is(err, form.ErrUnknownYear) {
		t.Errorf("ForYear(2018): %v, want ErrUnknownYear", err)
	}
	if _, err := catalog.ForFormat("2018"); !errors.Is(err, form.ErrUnknownFormat) {
		t.Errorf("ForFormat(2018): %v, want ErrUnknownFormat", err)
	}
	if got := catalog.Latest().Format; got != "2021" {
		t.Errorf("Latest() = %s, want 2021", got)
	}
}

func TestCodesAreThoseOfTheContract(t *testing.T) {
	tests := []struct {
		format string
		t2     []string
		other  []string
		counts map[string]int
	}{
		{"2021", contractT2For2021, []string{"other.no_correction", "other.fee_unpaid", "other.other"},
			map[string]int{"t2": 10, "t3": 175, "t4": 15}},
		{"2019", contractT2For2019, []string{"other"},
			map[string]int{"t2": 22, "t3": 161, "t4": 15}},
	}
	for _, tt := range tests {
		t.Run(tt.format, func(t *testing.T) {
			d := format(t, tt.format)
			want := append(slices.Clone(tt.t2), contractT3(tt.other)...)
			want = append(want, cross("t4", contractT4Groups, contractT4Columns)...)
			var got []string
			counts := map[string]int{}
			for _, f := range d.Fields() {
				if f.Table != "" {
					got = append(got, string(f.Code))
					counts[f.Table]++
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("table codes differ from the contract\ngot  %v\nwant %v", got, want)
			}
			for table, n := range tt.counts {
				if counts[table] != n {
					t.Errorf("%s has %d fields, want %d", table, counts[table], n)
				}
			}
		})
	}
}

// The lists below are typed from the published contract, in its order; they are the
// published names and change never.
var (
	contractT2For2021 = slices.Concat(
		cross("t2", []string{"rules", "normative_documents"}, []string{"made", "repealed", "in_force"}),
		cross("t2", []string{"administrative_licensing", "administrative_penalties", "administrative_compulsion"}, []string{"decisions"}),
		[]string{"t2.administrative_fees.amount"},
	)
	contractT2For2019 = slices.Concat(
		cross("t2", []string{"rules", "normative_documents"}, []string{"made", "disclosed", "total"}),
		cross("t2", []string{"administrative_licensing", "other_services", "administrative_penalties", "administrative_compulsion"},
			[]string{"previous", "change", "decisions"}),
		cross("t2", []string{"administrative_fees"}, []string{"previous", "change"}),
		cross("t2", []string{"government_procurement"}, []string{"projects", "amount"}),
	)
	contractT3Columns = []string{"natural_person", "enterprise", "research", "social", "legal", "other", "total"}
	contractT4Groups  = []string{"reconsideration", "direct_litigation", "after_reconsideration"}
	contractT4Columns = []string{"upheld", "corrected", "other", "pending", "total"}
)

// contractT3 lists table three with the given rows of （六）其他处理.
func contractT3(other []string) []string {
	rows := slices.Concat(strings.Fields(`received carried_in granted partially_granted
		denied.state_secret denied.law_prohibits denied.stability denied.third_party denied.internal_affairs
		denied.process denied.enforcement_file denied.administrative_query
		unable.not_held unable.needs_creation unable.unclear_after_correction
		rejected.petition rejected.duplicate rejected.publication rejected.excessive rejected.reconfirm`),
		other, []string{"total", "carried_out"})
	return cross("t3", rows, contractT3Columns)
}

func cross(table string, rows, columns []string) []string {
	var out []string
	for _, r := range rows {
		for _, c := range columns {
			out = append(out, table+"."+r+"."+c)
		}
	}
	return out
}

func TestFigures(t *testing.T) {
	want := []string{
		"s1.published", "s1.website", "s1.wechat", "s1.interpretations", "s1.responses", "s1.documents_listed",
		"s6.processing_fee.notices", "s6.processing_fee.due", "s6.processing_fee.received",
	}
	for _, d := range load(t).Definitions() {
		var got []string
		for _, f := range d.Fields() {
			if f.Table == "" {
				got = append(got, string(f.Code))
				if f.Required {
					t.Errorf("%s: figure %s is required", d.Format, f.Code)
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: figures %v, want %v", d.Format, got, want)
		}
	}
}

func TestOfficialLabels(t *testing.T) {
	tests := []struct{ format, code, row, column, unit, kind string }{
		{"2021", "t2.normative_documents.in_force", "行政规范性文件", "现行有效件数", "件", "count"},
		{"2021", "t2.administrative_fees.amount", "行政事业性收费", "本年收费金额（单位：万元）", "万元", "amount"},
		{"2021", "t3.denied.stability.legal", "3.危及“三安全一稳定”", "法律服务机构", "件", "count"},
		{"2021", "t3.other.fee_unpaid.total", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "总计", "件", "count"},
		{"2021", "t3.total.natural_person", "（七）总计", "自然人", "件", "count"},
		{"2021", "t4.after_reconsideration.pending", "复议后起诉", "尚未审结", "件", "count"},
		{"2019", "t2.normative_documents.total", "规范性文件", "对外公开总数量", "件", "count"},
		{"2019", "t2.other_services.previous", "其他对外管理服务事项", "上一年项目数量", "项", "count"},
		{"2019", "t2.administrative_fees.change", "行政事业性收费", "本年增/减", "项", "change"},
		{"2019", "t2.government_procurement.projects", "政府集中采购", "采购项目数量", "项", "count"},
		{"2019", "t2.government_procurement.amount", "政府集中采购", "采购总金额", "", "amount"},
		{"2019", "t3.other.other", "（六）其他处理", "其他", "件", "count"},
	}
	for _, tt := range tests {
		f, ok := format(t, tt.format).Field(form.Code(tt.code))
		got := []string{f.RowLabel, f.ColLabel, f.Unit, string(f.Type)}
		want := []string{tt.row, tt.column, tt.unit, tt.kind}
		if !ok || !slices.Equal(got, want) {
			t.Errorf("%s %s: %q, want %q", tt.format, tt.code, got, want)
		}
	}
}

func TestSixSectionsHaveTheOfficialHeadings(t *testing.T) {
	want := []string{
		"一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
		"四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项",
	}
	for _, d := range load(t).Definitions() {
		var got []string
		for _, s := range d.Sections {
			got = append(got, s.Heading)
			if s.Prose == (s.Table != nil) {
				t.Errorf("%s: section %d has to be either prose or a table", d.Format, s.Number)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: headings %q, want %q", d.Format, got, want)
		}
		if n := len(d.Sections[0].Aspects); n != 5 {
			t.Errorf("%s: section 1 has %d aspects, want 5", d.Format, n)
		}
	}
}

func TestRequiredHead(t *testing.T) {
	want := []string{"issuer", "title", "signature.issuer", "signature.date"}
	for _, d := range load(t).Definitions() {
		var got []string
		for _, h := range d.Head {
			if h.Required {
				got = append(got, h.Code)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: required head fields %v, want %v", d.Format, got, want)
		}
		if got, want := d.ComposeTitle("青石镇人民政府", 2020), "青石镇人民政府2020年政府信息公开工作年度报告"; got != want {
			t.Errorf("%s: title %s, want %s", d.Format, got, want)
		}
	}
}

func TestEveryRowIsExplained(t *testing.T) {
	for _, d := range load(t).Definitions() {
		for _, table := range d.Tables() {
			for _, b := range table.Blocks {
				explained(t, d.Format+" "+table.ID, b.Rows)
				for _, c := range b.Leaves() {
					if c.Label == "" || c.Help == "" {
						t.Errorf("%s %s: column %q has no label or no help", d.Format, table.ID, c.ID)
					}
				}
			}
		}
		for _, f := range d.Figures {
			if f.Help == "" || f.Asks == "" || f.Example == "" {
				t.Errorf("%s: figure %s lacks help, asks or example", d.Format, f.Code)
			}
		}
	}
}

func explained(t *testing.T, where string, rows []form.Row) {
	t.Helper()
	for _, r := range rows {
		if r.Label == "" || r.Help == "" || r.Example == "" {
			t.Errorf("%s: row %q lacks label, help or example", where, r.Label)
		}
		if len(r.Rows) == 0 && r.Asks == "" {
			t.Errorf("%s: row %q does not say who knows", where, r.Label)
		}
		explained(t, where, r.Rows)
	}
}

// TestWordsDoNotBlame keeps the words that blame away from the clerk.
func TestWordsDoNotBlame(t *testing.T) {
	for _, d := range load(t).Definitions() {
		for _, c := range d.Checks {
			for _, text := range append([]string{c.Name, c.Message, c.Advice, c.Statement}, c.Reasons...) {
				for _, word := range []string{"错误", "非法", "失败"} {
					if strings.Contains(text, word) {
						t.Errorf("%s %s: %q contains %s", d.Format, c.ID, text, word)
					}
				}
			}
			if c.Advice == "" {
				t.Errorf("%s %s: no advice", d.Format, c.ID)
			}
		}
	}
}
