package recognise_test

import (
	"strings"
	"testing"

	"nianbao/internal/form"
)

// TestUnits: an amount is read with its unit, wherever that is printed; one
// that is not the form's is told.
func TestUnits(t *testing.T) {
	const fee, bought = "t2.administrative_fees.amount", "t2.government_procurement.amount"
	for _, c := range []struct {
		code               form.Code
		head, row          string // row: behind the label
		value, unit, doubt string
	}{
		{fee, "本年收费金额（单位：万元）", "\t12.5", "12.5", "", ""},
		{fee, "本年收费金额（单位：万元）", "\t12.5（万元）", "12.5", "", ""},
		{fee, "本年收费金额（单位：万元）", "\t人民币125000元", "人民币125000元", "", "suspect"},
		{fee, "本年收费金额（单位：万元）", "\t￥125000", "￥125000", "", "suspect"},
		{fee, "本年收费金额（单位：万元）", "\t125000\n（单位：元）", "125000", "", "suspect"},
		{fee, "本年收费金额（单位：元）", "\t125000", "125000", "元", "suspect"},
		{fee, "本年收费金额（单位：元）", "\t12.5万元", "12.5", "", ""},
		{fee, "本年收费金额（元）", "\t125000", "125000", "元", "suspect"},
		{fee, "本年收费金额（单位：人民币元）", "\t125000", "125000", "元", "suspect"},
		{fee, "本年收费金额（单位：千元）", "\t125", "125", "", "suspect"},
		{fee, "本年收费金额", "（单位：元）\t125000", "125000", "元", "suspect"},
		{fee, "本年收费金额\n单位：元", "\t125000", "125000", "元", "suspect"},
		{fee, "本年收费金额", "\t125000\n注：收费金额单位为元。", "125000", "元", "suspect"},
		{bought, "采购总金额", "\t3\t70487", "70487", "", ""},
		{bought, "采购总金额", "\t3\t7.05（万元）", "7.05", "万元", ""},
		{bought, "采购总金额/万元", "\t3\t7.05", "7.05", "万元", ""},
		{bought, "采购总金额", "\t3\t7.05\n注：采购总金额单位：万元", "7.05", "万元", ""},
		{bought, "采购总金额（万元）", "\t3\t70487\n（单位：元）", "70487", "万元", "suspect"},
		{bought, "采购总金额（亿元）", "\t3\t0.5", "0.5", "", "suspect"},
	} {
		changes := map[string]string{"t2": "第二十条第（一）项\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t1\t0\t4\n第二十条第（八）项\n信息内容\t" + c.head + "\n行政事业性收费" + c.row}
		if c.code == bought {
			changes = map[string]string{"title": "临川县青石镇人民政府2020年政府信息公开工作年度报告", "preface": "",
				"t2": "第二十条第（一）项\n信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量\n规章\t0\t0\t0\n规范性文件\t1\t0\t4\n第二十条第（九）项\n信息内容\t采购项目数量\t" + c.head + "\n政府集中采购" + c.row}
		}
		r := recognisedText(t, variant(changes))
		row := c.code[:strings.LastIndex(string(c.code), ".")]
		doubt := strings.Join(append(kinds(r, string(c.code)), kinds(r, string(row))...), " ")
		if got := r.Cell(c.code).String(); got != c.value || r.Units[c.code] != c.unit || doubt != c.doubt {
			t.Errorf("%q %q: %s %q, %q", c.head, c.row, got, r.Units[c.code], doubt)
		}
	}
}
