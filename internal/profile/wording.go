package profile

import (
	"fmt"
	"regexp"
)

// documentNumber is 青政〔2026〕3号: the office's short name, the year in
// hexagonal brackets, the number without 第 and without zeros in front.
var documentNumber = regexp.MustCompile(`^\p{Han}[\p{Han}A-Za-z]{0,19}〔(?:19|20)[0-9]{2}〕[1-9][0-9]{0,4}号$`)

func isDocumentNumber(s string) bool { return documentNumber.MatchString(s) }

// labels name the fields in sentences.
var labels = map[string]string{
	"name": "机关名称", "short_name": "简称", "kind": "机关类别", "county": "所属县（市、区）", "address": "地址",
	"postcode": "邮编", "phone": "电话", "email": "电子邮箱", "website": "网址", "disclosure_office": "工作机构",
	"issuer": "机关名称", "issuer_kind": "机关类别", "title": "标题", "year": "年度", "document_number": "发文字号",
	"signature.issuer": "落款机关", "signature.date": "落款日期",
}

// sentences say what to mend, by the rule that a value does not keep.
var sentences = map[string]string{
	"required":        "请填写%s。",
	"plain":           "%s写在一行里，不要换行。",
	"office_kind":     "%s请从列出的几类里选。",
	"postcode_cn":     "%s是 6 位数字，如 354500。",
	"phone_cn":        "%s写成区号加号码或 11 位手机号，如 0598-3961801。",
	"email":           "%s写成 name@example.com 的样子。",
	"http_url":        "%s以 http:// 或 https:// 开头，如 https://www.example.gov.cn。",
	"document_number": "%s写成 青政〔2026〕3号 的样子：年份用六角括号〔〕，不加“第”，序号前不补 0。",
	"report_date":     "%s写成 2026-01-06，或只写到月份 2026-01。",
	"report_year":     "%s是 2019 到 2100 之间的四位数字。",
}

// problemText is the sentence for a field that does not keep a rule.
func problemText(field, tag, param string) string {
	if tag == "max" {
		return fmt.Sprintf("%s最多 %s 个字。", labels[field], param)
	}
	return fmt.Sprintf(sentences[tag], labels[field])
}
