package recognise

import (
	"fmt"
	"os"
	"testing"

	"nianbao/forms"
	"nianbao/internal/extract"
	"nianbao/internal/form"
)

func TestDebug(t *testing.T) {
	name := os.Getenv("DBG")
	if name == "" {
		t.Skip()
	}
	data, _ := os.ReadFile(name)
	c, _ := form.Load(forms.Definitions)
	doc, err := extract.Read(name, data, extract.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	a := &reading{catalog: c, doc: doc, rows: rowsOf(doc)}
	a.chooseFormat("")
	fmt.Println(a.def.Format)
	for i, r := range a.rows {
		fmt.Printf("%d grid=%d L%d V%d O%d seen=%b ", i, r.grid, r.labels, r.values, r.others, r.seen)
		for _, k := range r.tokens {
			if os.Getenv("TOK") == "" {
				break
			}
			fmt.Printf("[%d %v %s]", k.kind, k.known, k.text)
		}
		fmt.Printf("  %.60s\n", r.text)
	}
	for _, z := range a.zones() {
		fmt.Println(z)
	}
	res, err := Recognise(c, doc, Options{})
	if err != nil {
		fmt.Println(err.(*Refusal).Sentence)
		return
	}
	fmt.Println(len(res.Report.Cells), res.Report.Issuer, res.Report.Title, res.Report.Year, res.Report.Signature)
	for _, d := range res.Report.Doubts {
		fmt.Println(d.Line, d.Code, d.Kind, d.Message, d.Readings)
	}
	for p, x := range res.Report.Text {
		fmt.Println(p, res.Report.Paragraphs(p), len(x))
	}
}
