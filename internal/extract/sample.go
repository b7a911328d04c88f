package extract

import "bytes"

const (
	sampleAbove = 256 << 10
	sampleSize  = 16 << 10
)

// sampled reports whether a large file looks like text where it is looked at:
// its beginning, its middle, its end. Decoding all of a program or a film takes
// many times its size.
func sampled(data []byte) bool {
	if len(data) <= sampleAbove {
		return true
	}
	wide := bytes.HasPrefix(data, utf16LEMark) || bytes.HasPrefix(data, utf16BEMark)
	for _, at := range []int{0, len(data) / 2 &^ 1, (len(data) - sampleSize) &^ 1} {
		part := data[at : at+sampleSize]
		if at > 0 && wide {
			part = append(bytes.Clone(data[:2]), part...)
		}
		if at > 0 && !wide && bytes.IndexByte(part, 0) < 0 { // characters may be cut in two
			part = part[bytes.IndexByte(part, '\n')+1:]
		}
		if _, ok := decodeAll(part); !ok {
			return false
		}
	}
	return true
}
