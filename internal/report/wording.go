package report

// zeroWord is the character for nought that sources print instead of 0.
const zeroWord = '零'

// unitWords are the units that may stand behind a figure, for a regular
// expression; the longer first.
const unitWords = `万元|元|人次|件|条|个|项|宗|份|次|篇|起|户|家`

// moneyUnit ends every unit of money.
const moneyUnit = "元"

// blank stands in a sentence for a figure that is not there yet.
const blank = "＿＿"

// slotText is an open slot as printed: the gap, and what last year said.
func slotText(hint string) string {
	if hint == "" {
		return blank
	}
	return blank + "（" + hint + "）"
}

// issuerEndings tell the kind of office from the end of its name; the longer
// ending first.
var issuerEndings = []struct {
	ending string
	kind   IssuerKind
}{
	{"族乡人民政府", EthnicTownship},
	{"街道办事处", Subdistrict},
	{"镇人民政府", Town},
	{"乡人民政府", Township},
	{"县人民政府", County},
	{"区人民政府", County},
	{"市人民政府", County},
	{"旗人民政府", County},
	{"局", Department},
	{"委员会", Department},
	{"办公室", Department},
}
