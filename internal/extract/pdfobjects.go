package extract

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"regexp"
	"strconv"
)

var (
	objectHead   = regexp.MustCompile(`(\d{1,7})[ \r\n\t]+(\d{1,5})[ \r\n\t]+obj\b`)
	streamHead   = regexp.MustCompile(`\bstream\r?\n`)
	directLength = regexp.MustCompile(`/Length[ \r\n\t]+(\d+)[ \r\n\t]*[/>]`)
	rootEntry    = regexp.MustCompile(`/Root[ \r\n\t]+(\d+)[ \r\n\t]+(\d+)[ \r\n\t]+R`)
	packedCount  = regexp.MustCompile(`/N[ \r\n\t]+(\d+)`)
	packedFirst  = regexp.MustCompile(`/First[ \r\n\t]+(\d+)`)
)

// maxObjects is more than any report has.
const maxObjects = 300_000

// pdfObjects lists where objects stand in a file that is written anew.
type pdfObjects struct {
	out     bytes.Buffer
	at      map[int]int // by number: offset in out
	version map[int]int
	left    int64
}

// unpackedPDF is the file with the objects that are packed in streams behind
// it, and a plain list of all. The library unpacks such a stream again for
// every object it looks up; and files whose list is broken can be read so.
// nil if that cannot be done.
func unpackedPDF(data []byte, limit int64) []byte {
	roots := rootEntry.FindAllSubmatch(data, -1)
	if len(roots) == 0 {
		return nil
	}
	o := &pdfObjects{at: map[int]int{}, version: map[int]int{}, left: limit}
	o.out.Write(data)
	o.out.WriteByte('\n')
	for pos := 0; ; {
		head := objectHead.FindSubmatchIndex(data[pos:])
		if head == nil {
			break
		}
		start, body := pos+head[0], pos+head[1]
		number, _ := strconv.Atoi(string(data[pos+head[2] : pos+head[3]]))
		generation, _ := strconv.Atoi(string(data[pos+head[4] : pos+head[5]]))
		if number > maxObjects {
			return nil
		}
		o.at[number], o.version[number] = start, generation
		dict, stream, next := objectBody(data, body)
		if bytes.Contains(dict, []byte("/ObjStm")) && !o.unpack(dict, stream) {
			return nil
		}
		pos = next
	}
	return o.close(string(roots[len(roots)-1][1]))
}

// objectBody parts an object: its dictionary, its stream if it has one, and
// where the next may begin.
func objectBody(data []byte, at int) (dict, stream []byte, next int) {
	end := bytes.Index(data[at:], []byte("endobj"))
	if end < 0 {
		end = len(data) - at
	}
	head := streamHead.FindIndex(data[at : at+end])
	if head == nil {
		return data[at : at+end], nil, at + end
	}
	dict, begin := data[at:at+head[0]], at+head[1]
	if m := directLength.FindSubmatch(dict); m != nil {
		if n, err := strconv.Atoi(string(m[1])); err == nil && n <= len(data)-begin {
			return dict, data[begin : begin+n], begin + n
		}
	}
	size := bytes.Index(data[begin:], []byte("endstream"))
	if size < 0 {
		size = len(data) - begin
	}
	return dict, data[begin : begin+size], begin + size
}

// unpack writes the objects of a stream behind the file.
func (o *pdfObjects) unpack(dict, stream []byte) bool {
	count, first := intOf(packedCount, dict), intOf(packedFirst, dict)
	text := stream
	if bytes.Contains(dict, []byte("/FlateDecode")) {
		z, err := zlib.NewReader(bytes.NewReader(stream))
		if err != nil {
			return false
		}
		text, _ = io.ReadAll(io.LimitReader(z, o.left+1))
	}
	if o.left -= int64(len(text)); o.left < 0 || bytes.Contains(dict, []byte("/Predictor")) || first > len(text) || count > maxObjects {
		return false
	}
	places := bytes.Fields(text[:first])
	for i := 0; i < count && 2*i+1 < len(places); i++ {
		number, err1 := strconv.Atoi(string(places[2*i]))
		from, err2 := strconv.Atoi(string(places[2*i+1]))
		to := len(text) - first
		if 2*i+3 < len(places) {
			to, _ = strconv.Atoi(string(places[2*i+3]))
		}
		if err1 != nil || err2 != nil || number < 0 || number > maxObjects || from < 0 || to < from || first+to > len(text) {
			return false
		}
		o.at[number], o.version[number] = o.out.Len(), 0
		fmt.Fprintf(&o.out, "%d 0 obj\n%s\nendobj\n", number, text[first+from:first+to])
	}
	return true
}

func intOf(pattern *regexp.Regexp, dict []byte) int {
	m := pattern.FindSubmatch(dict)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(string(m[1]))
	return n
}

// close writes the list of objects.
func (o *pdfObjects) close(root string) []byte {
	last := 0
	for number := range o.at {
		last = max(last, number)
	}
	start := o.out.Len()
	fmt.Fprintf(&o.out, "xref\n0 %d\n", last+1)
	for number := range last + 1 {
		if at, ok := o.at[number]; ok && number > 0 {
			fmt.Fprintf(&o.out, "%010d %05d n \n", at, o.version[number])
		} else {
			o.out.WriteString("0000000000 65535 f \n")
		}
	}
	fmt.Fprintf(&o.out, "trailer\n<</Size %d/Root %s 0 R>>\nstartxref\n%d\n%%%%EOF\n", last+1, root, start)
	return o.out.Bytes()
}
