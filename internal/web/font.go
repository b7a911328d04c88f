package web

import (
	"errors"

	"nianbao/internal/exporter"
)

// FontFile is a font that somebody put beside the data.
type FontFile struct {
	Name string
	Data []byte
}

// rendered makes a file, and once more with the user's fonts if the built-in
// ones lack a character. Only then is a font that cannot be used a matter.
func (s *Server) rendered(opts exporter.Options, render func(exporter.Options) ([]byte, error)) ([]byte, error) {
	data, err := render(opts)
	var missing *exporter.MissingError
	if !errors.As(err, &missing) || s.Fonts == nil {
		return data, err
	}
	files, failed := s.Fonts()
	if failed != nil || len(files) == 0 {
		return nil, errors.Join(err, failed)
	}
	for _, f := range files {
		if opts.Fonts, failed = exporter.AddFont(opts.Fonts, f.Name, f.Data); failed != nil {
			return nil, failed
		}
	}
	return render(opts)
}
