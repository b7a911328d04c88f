package extract_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"nianbao/internal/extract"
)

// workbook makes a file of cells, by sheet and reference.
func workbook(t testing.TB, cells map[string]string, merges ...string) []byte {
	t.Helper()
	f := excelize.NewFile()
	for ref, text := range cells {
		if err := f.SetCellStr("Sheet1", ref, text); err != nil {
			t.Fatal(err)
		}
	}
	for i := 0; i < len(merges); i += 2 {
		if err := f.MergeCell("Sheet1", merges[i], merges[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := f.NewSheet("草稿"); err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellStr("草稿", "A1", "藏起来的"); err != nil {
		t.Fatal(err)
	}
	if err := f.SetSheetVisible("草稿", false); err != nil {
		t.Fatal(err)
	}
	out, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestXLSX(t *testing.T) {
	doc := read(t, "a.xlsx", workbook(t, map[string]string{
		"B2": "二、主动公开政府信息情况", "B3": "第二十条第（一）项", "B4": "信息内容", "D4": "现行有效件数",
		"B5": "规章", "D5": "0", "B6": "文件", "D6": "7", "B8": "本年公开7件。\n下一段",
	}, "B3", "E3", "B4", "C4", "D4", "E4", "B5", "C5", "D5", "E5", "B6", "C6", "D6", "E6"))
	want := "二、主动公开政府信息情况\n|第二十条第（一）项>|\n|信息内容|现行有效件数|\n|规章|0|\n|文件|7|\n本年公开7件。\n下一段\n"
	if diff := cmp.Diff(want, outline(doc)); diff != "" {
		t.Error(diff)
	}
	cell := doc.Blocks[1].Table.Rows[3][1]
	if cell.Ref != "D6" || doc.Blocks[1].Sheet != "Sheet1" {
		t.Errorf("%+v", cell)
	}
	if diff := cmp.Diff([]extract.Note{{Kind: extract.Omitted, Text: "草稿"}}, doc.Notes); diff != "" {
		t.Error(diff)
	}
}

// TestXLSXBlankRow: a row without figures beside a merged cell parts no table.
func TestXLSXBlankRow(t *testing.T) {
	doc := read(t, "a.xlsx", workbook(t, map[string]string{
		"A1": "不予公开", "B1": "1.属于国家秘密", "C1": "2", "B2": "2.其他法律行政法规禁止公开", "B3": "3.其他", "C3": "7",
	}, "A1", "A3"))
	want := "|不予公开vv|1.属于国家秘密|2|\n|2.其他法律行政法规禁止公开||\n|3.其他|7|\n"
	if diff := cmp.Diff(want, outline(doc)); diff != "" {
		t.Error(diff)
	}
}

// TestXLSXShown: hidden rows and columns are not read and take no place, rows
// without a text leave the spans of merged cells right, and the mark of a note is
// no digit of the figure.
func TestXLSXShown(t *testing.T) {
	f := excelize.NewFile()
	for ref, text := range map[string]any{
		"A1": "规章", "B1": 1, "C1": 99, "D1": 3, "A2": "去年", "B2": 8, "C2": 98, "D2": 8, "A3": "文件", "B3": 4, "D3": 6,
		"A5": "三、办理结果", "B5": "公开", "D5": 1, "B7": "不公开", "D7": 2, "B8": "总计", "D8": 3,
	} {
		if err := f.SetCellValue("Sheet1", ref, text); err != nil {
			t.Fatal(err)
		}
	}
	runs := []excelize.RichTextRun{{Text: "6"}, {Text: "1", Font: &excelize.Font{VertAlign: "superscript"}}}
	for _, err := range []error{
		f.SetRowVisible("Sheet1", 2, false), f.SetColVisible("Sheet1", "C", false),
		f.MergeCell("Sheet1", "A5", "A7"), f.SetCellRichText("Sheet1", "D3", runs),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	data, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	want := "|规章|1|3|\n|文件|4|6¹|\n|三、办理结果v|公开|1|\n|不公开|2|\n||总计|3|\n"
	if diff := cmp.Diff(want, outline(read(t, "a.xlsx", data.Bytes()))); diff != "" {
		t.Error(diff)
	}
}

func TestBadXLSX(t *testing.T) {
	data := workbook(t, map[string]string{"A1": "规章"})
	small := extract.DefaultLimits()
	small.Unpacked = 100
	if _, err := extract.Read("", data, small); !errors.Is(err, extract.ErrTooLarge) {
		t.Error(err)
	}
	few := extract.DefaultLimits()
	few.Cells = 100
	if _, err := extract.Read("", workbook(t, map[string]string{"ZZ1": "规章"}), few); !errors.Is(err, extract.ErrTooLarge) {
		t.Error(err)
	}
	if _, err := extract.Read("", packed(t, "xl/workbook.xml", "<workbook"), extract.DefaultLimits()); !errors.Is(err, extract.ErrDamaged) {
		t.Error(err)
	}
}

func FuzzXLSX(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="inlineStr"><is><t>规章</t></is></c><c r="B1"><v>3</v></c></row>`, `<mergeCell ref="A1:B2"/>`)
	f.Fuzz(func(t *testing.T, rows, merges string) {
		fuzzed(t, packed(t,
			"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
			"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
			"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
			"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
			"xl/worksheets/sheet1.xml", `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`+rows+`</sheetData><mergeCells>`+merges+`</mergeCells></worksheet>`,
		))
	})
}
