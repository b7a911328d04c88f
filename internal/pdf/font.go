package pdf

import (
	"errors"
	"fmt"
)

// errFont is a font that the library cannot read.
var errFont = errors.New("pdf: no TrueType font")

// CheckFont reports whether a font of somebody else's can be used. The library
// trusts what a file says of itself, so a damaged one may make it panic.
func CheckFont(data []byte) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: panic: %v", errFont, p)
		}
	}()
	f := New(Properties{}, nil)
	if err := f.gp.AddTTFFontData("font", data); err != nil {
		return fmt.Errorf("%w: %w", errFont, err)
	}
	f.gp.AddPage()
	if err := f.gp.SetFont("font", "", 10); err != nil {
		return fmt.Errorf("%w: %w", errFont, err)
	}
	for _, r := range "a1\u4E00" { // any that is there is drawn, to see that it can be
		if ok, err := f.gp.IsCurrFontContainGlyph(r); err != nil || !ok {
			continue
		}
		if err := f.gp.Text(string(r)); err != nil {
			return fmt.Errorf("%w: %w", errFont, err)
		}
	}
	if _, err := f.gp.GetBytesPdfReturnErr(); err != nil {
		return fmt.Errorf("%w: %w", errFont, err)
	}
	return nil
}
