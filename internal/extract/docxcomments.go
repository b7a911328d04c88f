package extract

import (
	"encoding/xml"
	"strings"
)

// docxThread says of a comment, known by its last paragraph, which one it
// answers and whether it is ticked off.
type docxThread struct {
	parent   string
	resolved bool
}

// maxThreads is more comments than a report has.
const maxThreads = 10_000

// readThreads reads which comments answer others.
func (w *docxReader) readThreads(x *xmlReader) {
	w.threads = map[string]docxThread{}
	x.children(func(_ string, _ xml.StartElement) {
		x.children(func(_ string, e xml.StartElement) {
			if id := value(e, "paraId"); id != "" && len(w.threads) < maxThreads {
				done := value(e, "done")
				w.threads[id] = docxThread{value(e, "paraIdParent"), done == "1" || done == "true"}
			}
			x.skip()
		})
	})
}

// readComments reads what reviewers noted in the margin: answers behind what
// they answer.
func (w *docxReader) readComments(x *xmlReader) {
	w.open = nil
	var ids []string
	var all []Comment
	x.children(func(_ string, _ xml.StartElement) {
		x.children(func(_ string, e xml.StartElement) {
			w.paraID = ""
			all = append(all, w.comment(x, e))
			ids = append(ids, w.paraID)
		})
	})
	first := map[string]int{} // by paragraph: its comment, in the list that is kept
	for i, c := range all {
		at, ok := first[w.threads[ids[i]].parent]
		if ok {
			c.Anchor, c.Line = "", 0
			kept := &w.in.doc.Comments[at]
			kept.Replies = append(kept.Replies, c)
		} else {
			at = len(w.in.doc.Comments)
			c.Resolved = w.threads[ids[i]].resolved
			w.in.doc.Comments = append(w.in.doc.Comments, c)
		}
		if ids[i] != "" {
			first[ids[i]] = at
		}
	}
}

func (w *docxReader) comment(x *xmlReader, e xml.StartElement) Comment {
	c := Comment{Author: value(e, "author"), Date: value(e, "date")}
	var lines []string
	for _, it := range w.blocks(x) {
		if text := tidyCell(it.text); text != "" {
			lines = append(lines, text)
		}
	}
	c.Text = strings.Join(lines, "\n")
	if under := w.anchors[value(e, "id")]; under != nil {
		c.Anchor = tidyCell(under.String())
		c.Line = w.in.lineOf(c.Anchor)
	}
	return c
}
