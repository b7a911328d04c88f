package extract

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
)

// archive is a zip whose parts may be unpacked up to the limits.
type archive struct {
	files map[string]*zip.File
	in    *input
	left  int64
}

// isZip tells a zip by its beginning; what is in it, the parts tell.
func isZip(data []byte) bool { return bytes.HasPrefix(data, []byte("PK\x03\x04")) }

func openZip(in *input) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(in.data), int64(len(in.data)))
	if err != nil {
		return nil, fail(ErrDamaged, damaged, err)
	}
	a := &archive{files: make(map[string]*zip.File, len(z.File)), in: in, left: in.limits.Unpacked}
	for _, f := range z.File {
		name := strings.TrimPrefix(strings.ReplaceAll(f.Name, "\\", "/"), "/")
		if _, twice := a.files[name]; !twice {
			a.files[name] = f
		}
	}
	return a, nil
}

func (a *archive) has(name string) bool { return a.files[name] != nil }

// count is how many parts have names that begin so.
func (a *archive) count(prefix string) int {
	n := 0
	for name := range a.files {
		if strings.HasPrefix(name, prefix) {
			n++
		}
	}
	return n
}

// checkSize refuses an archive that would unpack beyond the limits, by what
// its directory says; archive/zip gives no more than that.
func (a *archive) checkSize() error {
	var sum uint64
	for _, f := range a.files {
		if sum += f.UncompressedSize64; a.tooDense(f) || sum > uint64(a.in.limits.Unpacked) {
			return fail(ErrTooLarge, tooMuch, nil)
		}
	}
	return nil
}

func (a *archive) tooDense(f *zip.File) bool {
	return f.UncompressedSize64 > 1<<20 && f.UncompressedSize64/max(f.CompressedSize64, 1) > uint64(a.in.limits.Ratio)
}

// open gives a part to read; nil if there is none of the name.
func (a *archive) open(name string) (io.ReadCloser, error) {
	f := a.files[name]
	if f == nil {
		return nil, nil
	}
	if a.tooDense(f) {
		return nil, fail(ErrTooLarge, tooMuch, nil)
	}
	if f.Flags&1 != 0 {
		return nil, fail(ErrEncrypted, encrypted, nil)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fail(ErrDamaged, damaged, err)
	}
	return struct {
		io.Reader
		io.Closer
	}{&budgetReader{r, a}, r}, nil
}

// budgetReader stops when all parts together are larger than allowed.
type budgetReader struct {
	r io.Reader
	a *archive
}

func (b *budgetReader) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if b.a.left -= int64(n); b.a.left < 0 {
		return 0, fail(ErrTooLarge, tooMuch, nil)
	}
	if errors.Is(err, zip.ErrChecksum) {
		err = io.EOF // what was read is there; a flipped bit elsewhere is no reason to refuse
	}
	return n, err
}

// isOtherZip tells a zip that is none of the kinds read.
func (in *input) isOtherZip() bool { return isZip(in.data) }

func readOtherZip(in *input) error {
	a, err := openZip(in)
	if err != nil {
		return err
	}
	if a.has("OFD.xml") {
		return fail(ErrUnknown, ofdFile, nil)
	}
	return fail(ErrUnknown, otherZip, nil)
}

// holds tells a zip that has a part whose name begins so.
func (in *input) holds(prefix string) bool {
	if !isZip(in.data) {
		return false
	}
	z, err := zip.NewReader(bytes.NewReader(in.data), int64(len(in.data)))
	if err != nil {
		return false
	}
	for _, f := range z.File {
		if strings.HasPrefix(strings.ReplaceAll(f.Name, "\\", "/"), prefix) {
			return true
		}
	}
	return false
}
