package importer_test

import (
	"errors"
	"strings"
	"testing"

	"nianbao/internal/importer"
)

// pictureFile is a Word document of paragraphs; "" is one with a picture.
func pictureFile(paragraphs ...string) string {
	body := ""
	for _, p := range paragraphs {
		if p == "" {
			body += `<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>`
		} else {
			body += wordRunPara(p)
		}
	}
	return string(zipOf("word/document.xml", `<w:document xmlns:w="w" xmlns:a="a"><w:body>`+body+`</w:body></w:document>`))
}

// TestReportInPictures: where nothing but the title of a report is text, and
// the rest may be in pictures, the file is a scan; an unrelated one is not.
func TestReportInPictures(t *testing.T) {
	const title = "青石镇人民政府2024年政府信息公开工作年度报告"
	letter := strings.Repeat("请各村于明天上午来镇政府三楼会议室开会。", 10)
	for name, c := range map[string]struct {
		data string
		want error
	}{
		"a title and pictures":    {pictureFile(title, "", ""), importer.ErrUnreadable},
		"a caption and a picture": {pictureFile("附图", ""), importer.ErrUnreadable},
		"a letter with a picture": {pictureFile(letter, ""), importer.ErrNotReport},
		"a title alone":           {pictureFile(title), importer.ErrNotReport},
		"another report":          {pictureFile("青石镇2024年法治政府建设年度报告", ""), importer.ErrNotReport},
		"a page with its title":   {"<html><body><h1>" + title + `</h1><img src="1.png"></body></html>`, importer.ErrNotReport},
	} {
		_, err := importer.Import(catalog(t), "", []byte(c.data), importer.Options{})
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
