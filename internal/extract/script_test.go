package extract_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"

	"nianbao/internal/extract"
)

const traditional = "臨川縣青石鎮人民政府信息公開工作年度報告，總體情況，依申請公開辦理情況，收到和處理政府信息公開申請情況"

func TestSimplified(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"characters": {"本機關", "本机关"},
		"phrases":    {"乾隆年間，乾旱，著名，收穫", "乾隆年间，干旱，著名，收获"},
		"readings":   {"我鄉(xiāng)規(guī)範（fàn）文件，他們(men)網(wǎng)站", "我乡规范文件，他们网站"},
		"no reading": {"應用(app)、附件(a)，（一）總體", "应用(app)、附件(a)，（一）总体"},
		"torn":       {"社會關(guān)注度高或?qū)I(yè)性較強", "社会关注度高或专业性较强"},
	} {
		t.Run(name, func(t *testing.T) {
			doc := read(t, "", []byte(traditional+"\n"+c.text))
			b := doc.Blocks[1]
			if b.Text != c.want || b.Original != c.text || doc.Lines[1] != c.text {
				t.Errorf("%q from %q, line %q", b.Text, b.Original, doc.Lines[1])
			}
			if len(doc.Notes) != 1 || doc.Notes[0].Kind != extract.Converted {
				t.Errorf("%+v", doc.Notes)
			}
		})
	}
}

// TestSimplifiedUntouched: names keep the characters they are written with.
func TestSimplifiedUntouched(t *testing.T) {
	const text = "临川县青石镇政府信息公开工作年度报告，联系人：鄭乾、於慧，电话0000-1234567，重(chóng)新公开，乾隆"
	doc := read(t, "", []byte(text))
	if b := doc.Blocks[0]; b.Text != text || b.Original != "" || len(doc.Notes) != 0 {
		t.Errorf("%+v %+v", b, doc.Notes)
	}
}

// TestAnnotated: a text in simplified script full of readings is freed of them.
func TestAnnotated(t *testing.T) {
	const text = "现(xiàn)公布临川县青石镇2022年政府信息公开工作年度报(bào)告。规(guī)章、处(chù)罚、许(xǔ)可、申请(qǐng)、维(wéi)持、复议、行政復議、总(zǒng)计、数(shù)据"
	doc := read(t, "", []byte(text))
	if got := doc.Blocks[0].Text; got != "现公布临川县青石镇2022年政府信息公开工作年度报告。规章、处罚、许可、申请、维持、复议、行政复议、总计、数据" {
		t.Errorf("%q", got)
	}
}

func TestMojibake(t *testing.T) {
	const was = "（一）主动公开政府信息情况，全年公开3条。"
	gbk, _ := simplifiedchinese.GBK.NewEncoder().String(was)
	latin, _ := charmap.ISO8859_1.NewDecoder().String(gbk)
	asLatin, _ := charmap.ISO8859_1.NewDecoder().String(was)
	twice, err := simplifiedchinese.GBK.NewDecoder().String("政府信息")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		text, want string
		note       extract.NoteKind
	}{
		"one byte off":     {"?。ㄒ唬┕ぷ髦写嬖诘闹饕獑栴}和困難", "（一）工作中存在的主要問題和困難", extract.Repaired},
		"bytes lost":       {"?。ǘ┚唧w的解決方法和改進措施", "?。ǘ┚唧w的解決方法和改進措施", extract.Broken},
		"gbk as latin":     {latin, was, extract.Repaired},
		"utf-8 as latin":   {asLatin, was, extract.Repaired},
		"utf-8 as gbk":     {twice, "政府信息", extract.Repaired},
		"replacement":      {"政府信息\uFFFD\uFFFD公开工作年度报告，政府信息公开工作年度报告", "政府信息\uFFFD\uFFFD公开工作年度报告，政府信息公开工作年度报告", extract.Broken},
		"healthy":          {"三、收到和处理政府信息公开申请情况？是的?", "三、收到和处理政府信息公开申请情况？是的?", ""},
		"table drawn":      {"┌──┬──┐│规章│ 0│└──┴──┘", "┌──┬──┐│规章│ 0│└──┴──┘", ""},
		"accents":          {"café – naïve", "café – naïve", ""},
		"question and box": {"是否？?规章┘", "是否？?规章┘", ""},
	} {
		t.Run(name, func(t *testing.T) {
			doc := read(t, "", []byte("年度报告\n"+c.text))
			b := doc.Blocks[1]
			if b.Text != c.want || (b.Text != c.text) != (b.Original == c.text) {
				t.Errorf("%q from %q", b.Text, b.Original)
			}
			var notes []extract.Note
			if c.note != "" {
				notes = []extract.Note{{Kind: c.note, Line: 2, Text: c.text}}
			}
			if diff := cmp.Diff(notes, doc.Notes); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestConvertedCells: cells keep what they were, too.
func TestConvertedCells(t *testing.T) {
	doc := read(t, "", []byte("<p>"+traditional+"</p><table><tr><td>規(guī)章</td><td>0</td></tr></table>"))
	row := doc.Blocks[1].Table.Rows[0]
	if row[0].Text != "规章" || row[0].Original != "規(guī)章" || row[1].Original != "" || doc.Lines[1] != "規(guī)章\t0" {
		t.Errorf("%+v %q", row, doc.Lines)
	}
	if strings.Contains(doc.Blocks[0].Text, "縣") || !slices.Contains(doc.Lines, traditional) {
		t.Error(doc.Blocks[0].Text)
	}
}
