package backup

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
)

// What may be wrong with a file.
var (
	ErrForeign  = errors.New("backup: not a backup")
	ErrDamaged  = errors.New("backup: damaged")
	ErrNewer    = errors.New("backup: of a newer program")
	ErrTooLarge = errors.New("backup: too large")
)

// Limits of what is read. A database of the size that offices have packs to a
// tenth; one that packs a thousandfold was made to fill the disk.
const (
	MaxFile      = 1 << 30
	maxDatabase  = 4 << 30
	maxManifest  = 1 << 20
	maxNote      = 1 << 20
	maxRatio     = 200
	alwaysInSize = 16 << 20 // below it the ratio does not matter
)

// Problem is a file that cannot be restored. Its Kind is one of the errors above.
type Problem struct {
	Kind    error
	Version string // ErrNewer: the program that wrote it, if known
	cause   error
}

// Error is for logs.
func (e *Problem) Error() string {
	if e.cause == nil {
		return e.Kind.Error()
	}
	return e.Kind.Error() + ": " + e.cause.Error()
}

// Unwrap gives the kind and the cause.
func (e *Problem) Unwrap() []error {
	if e.cause == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.cause}
}

// File is a backup that is being read.
type File struct {
	Manifest Manifest // empty for a database from the backup folder
	database *zip.File
	plain    *io.SectionReader // the file is the database
}

// sqliteMagic begins a database: backups that the program makes by itself are
// not packed.
const sqliteMagic = "SQLite format 3\x00"

// Open reads the manifest of a backup and checks that everything it lists is
// there and nothing else.
func Open(r io.ReaderAt, size int64) (*File, error) {
	if size > MaxFile {
		return nil, &Problem{Kind: ErrTooLarge}
	}
	start := make([]byte, len(sqliteMagic))
	n, err := r.ReadAt(start, 0)
	if err != nil && err != io.EOF {
		return nil, fmt.Errorf("backup: read: %w", err)
	}
	if string(start[:n]) == sqliteMagic {
		return &File{plain: io.NewSectionReader(r, 0, size)}, nil
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, unreadable(start[:n], err)
	}
	return openZip(z)
}

// unreadable tells a backup of which the end is missing from something else.
func unreadable(start []byte, err error) error {
	if bytes.HasPrefix(start, []byte("PK\x03\x04")) {
		return &Problem{Kind: ErrDamaged, cause: err}
	}
	return &Problem{Kind: ErrForeign, cause: err}
}

func openZip(z *zip.Reader) (*File, error) {
	parts := map[string]*zip.File{}
	for _, f := range z.File {
		if !slices.Contains([]string{manifestName, databaseName, noteName}, f.Name) || parts[f.Name] != nil {
			return nil, &Problem{Kind: ErrForeign, cause: fmt.Errorf("backup: part %q", f.Name)}
		}
		parts[f.Name] = f
	}
	manifest := parts[manifestName]
	if manifest == nil {
		return nil, &Problem{Kind: ErrForeign, cause: errors.New("backup: no manifest")}
	}
	m, err := readManifest(manifest)
	if err != nil {
		return nil, err
	}
	f := &File{Manifest: m, database: parts[databaseName]}
	return f, f.checkParts(parts)
}

func readManifest(f *zip.File) (m Manifest, err error) {
	data, err := readSmall(f, maxManifest)
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return m, &Problem{Kind: ErrForeign, cause: err}
	}
	switch {
	case m.Format == Format:
		return m, nil
	case strings.HasPrefix(m.Format, formatPrefix):
		return m, &Problem{Kind: ErrNewer, Version: m.Program}
	}
	return m, &Problem{Kind: ErrForeign, cause: fmt.Errorf("backup: format %q", m.Format)}
}

func readSmall(f *zip.File, limit int64) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, &Problem{Kind: ErrDamaged, cause: err}
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	switch {
	case err != nil:
		return nil, &Problem{Kind: ErrDamaged, cause: err}
	case int64(len(data)) > limit:
		return nil, &Problem{Kind: ErrTooLarge}
	}
	return data, nil
}

// checkParts compares what is there with what the manifest lists.
func (f *File) checkParts(parts map[string]*zip.File) error {
	if f.database == nil || len(f.Manifest.Parts) != len(parts)-1 {
		return &Problem{Kind: ErrDamaged, cause: errors.New("backup: parts are missing")}
	}
	for _, p := range f.Manifest.Parts {
		part := parts[p.Name]
		if part == nil || p.Name == manifestName || p.Size < 0 || part.UncompressedSize64 != uint64(p.Size) {
			return &Problem{Kind: ErrDamaged, cause: fmt.Errorf("backup: part %q is not as listed", p.Name)}
		}
		packed := min(part.CompressedSize64, MaxFile)
		if p.Size > maxDatabase || p.Size > alwaysInSize && uint64(p.Size) > packed*maxRatio {
			return &Problem{Kind: ErrTooLarge}
		}
		if p.Name == noteName && p.Size > maxNote {
			return &Problem{Kind: ErrTooLarge}
		}
	}
	return nil
}

// Database writes the database to w. What was written before an error is of no
// use.
func (f *File) Database(w io.Writer) error {
	if f.plain != nil {
		if _, err := io.Copy(w, io.NewSectionReader(f.plain, 0, f.plain.Size())); err != nil {
			return fmt.Errorf("backup: copy the database: %w", err)
		}
		return nil
	}
	at := slices.IndexFunc(f.Manifest.Parts, func(p Part) bool { return p.Name == databaseName })
	if at < 0 {
		return &Problem{Kind: ErrDamaged, cause: errors.New("backup: the database is not listed")}
	}
	return extract(w, f.database, f.Manifest.Parts[at])
}

func extract(w io.Writer, from *zip.File, listed Part) error {
	r, err := from.Open()
	if err != nil {
		return &Problem{Kind: ErrDamaged, cause: err}
	}
	defer r.Close()
	counted := &counter{hash: sha256.New()}
	_, err = io.Copy(io.MultiWriter(w, counted), io.LimitReader(r, listed.Size+1))
	var corrupt flate.CorruptInputError
	switch {
	case errors.Is(err, zip.ErrChecksum), errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &corrupt):
		return &Problem{Kind: ErrDamaged, cause: err}
	case err != nil:
		return fmt.Errorf("backup: write the database: %w", err)
	case counted.size != listed.Size || counted.sum() != listed.SHA256:
		return &Problem{Kind: ErrDamaged, cause: errors.New("backup: the database is not as listed")}
	}
	return nil
}
