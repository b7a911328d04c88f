package compare_test

import (
	"testing"

	"nianbao/internal/compare"
	"nianbao/internal/form"
)

// TestPrinted: white space, and figures of sentences that one side lacks, are
// no differences between files; everything else stays one.
func TestPrinted(t *testing.T) {
	def := definition(t, "2021")
	d := compare.Diff{
		Cells: []compare.Cell{{Code: "s1.published", A: "312"}, {Code: "s1.published", A: "312", B: "5"}, {Code: "t2.rules.made", A: "1"}},
		Head:  []compare.Head{{Field: "title", A: "青石镇 2025 年年报", B: "青石镇2025年年报"}, {Field: "title", A: "甲", B: "乙"}},
		Paragraphs: []compare.Paragraph{{Op: compare.Changed, A: "公开 70 条。", B: "公开70条。"},
			{Op: compare.Changed, A: "公开 70 条。", B: "公开71条。"}, {Op: compare.Removed, A: "一段。"}},
	}
	d.Printed(def, def)
	if len(d.Cells) != 2 || len(d.Head) != 1 || len(d.Paragraphs) != 2 || d.Same {
		t.Errorf("%+v", d)
	}
	same := compare.Diff{Cells: []compare.Cell{{Code: form.Code("s1.published"), B: "312"}}}
	if same.Printed(def); !same.Same {
		t.Errorf("%+v", same)
	}
}
