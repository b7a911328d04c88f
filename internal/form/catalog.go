package form

import (
	"errors"
	"fmt"
	"slices"
)

// ErrUnknownYear says that no format serves a report year.
var ErrUnknownYear = errors.New("form: no format for that year")

// ErrUnknownFormat says that no definition has a format's id.
var ErrUnknownFormat = errors.New("form: unknown format")

// Catalog holds all format generations, oldest first.
type Catalog struct {
	defs []*Definition
}

func newCatalog(defs []*Definition) *Catalog {
	slices.SortFunc(defs, func(a, b *Definition) int { return a.Years.From - b.Years.From })
	return &Catalog{defs}
}

// CatalogOf is a catalog of definitions that are loaded already, oldest first.
func CatalogOf(defs ...*Definition) *Catalog { return &Catalog{defs: defs} }

// Definitions lists the formats, oldest first. The slice must not be changed.
func (c *Catalog) Definitions() []*Definition { return c.defs }

// ForYear selects the format of a report year, or ErrUnknownYear.
func (c *Catalog) ForYear(year int) (*Definition, error) {
	for _, d := range c.defs {
		if d.Years.Contains(year) {
			return d, nil
		}
	}
	return nil, fmt.Errorf("%w: %d", ErrUnknownYear, year)
}

// ForFormat selects a format by its id, or ErrUnknownFormat.
func (c *Catalog) ForFormat(format string) (*Definition, error) {
	for _, d := range c.defs {
		if d.Format == format {
			return d, nil
		}
	}
	return nil, fmt.Errorf("%w: %q", ErrUnknownFormat, format)
}

// Latest is the newest format.
func (c *Catalog) Latest() *Definition { return c.defs[len(c.defs)-1] }
