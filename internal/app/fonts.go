package app

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"nianbao/internal/web"
)

// Bounds of the folder of fonts.
const (
	maxFonts     = 8
	maxFontBytes = 64 << 20
)

// fonts reads the font files that somebody put into the data folder's, for
// characters that the built-in fonts lack.
func fonts(data string) ([]web.FontFile, error) {
	dir := filepath.Join(data, fontFolder)
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out []web.FontFile
	for _, e := range entries {
		if len(out) == maxFonts || e.IsDir() || !strings.EqualFold(filepath.Ext(e.Name()), ".ttf") {
			continue
		}
		if info, err := e.Info(); err != nil || info.Size() > maxFontBytes {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		out = append(out, web.FontFile{Name: e.Name(), Data: data})
	}
	return out, nil
}
