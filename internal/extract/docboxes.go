package extract

// Sizes of what a Word 97 document keeps of a shape and of a text box, and
// where in the latter the shape stands.
const (
	shapeSize = 26
	boxSize   = 22
	boxShape  = 14
)

// docBox is the text of a text box: characters of the document.
type docBox struct{ from, to int }

// boxes are the text boxes of the body by the character they hang on; from is
// where their texts begin.
func (d *docReader) boxes(from, to int) map[int]docBox {
	shapes := map[int]int{} // id → character
	places := d.pair(40)
	count := (len(places) - 4) / (4 + shapeSize)
	for i := range max(count, 0) {
		shapes[u32(places, 4*(count+1)+shapeSize*i)] = u32(places, 4*i)
	}
	out := map[int]docBox{}
	texts := d.pair(56)
	count = (len(texts) - 4) / (4 + boxSize)
	for i := range max(count, 0) {
		at, ok := shapes[u32(texts, 4*(count+1)+boxSize*i+boxShape)]
		box := docBox{from + u32(texts, 4*i), from + u32(texts, 4*i+4)}
		if ok && box.from >= from && box.from < box.to && box.to <= to {
			out[at] = box
		}
	}
	return out
}

// hang reads the text boxes that hang on a paragraph.
func (f *docFlow) hang() (out []item) {
	for _, at := range f.hooks {
		box := f.boxes[at]
		out = append(out, (&docFlow{d: f.d}).read(box.from, box.to)...)
	}
	f.hooks = nil
	return out
}
