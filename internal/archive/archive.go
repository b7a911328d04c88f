// Package archive is what comes back to an office after it handed a report in:
// the sealed scan, the county's notice, its replies. It says which files are
// taken, what they are, and how much of them a year keeps.
//
// It touches no file, clock or network: internal/storage keeps the files. The
// sentences are in wording.go. Start reading at New and Room.
package archive

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Bounds of what a year keeps. What was removed counts until it is gone.
const (
	MaxFile  = 20 << 20
	MaxYear  = 60 << 20
	MaxFiles = 50
	maxName  = 80 // characters

	// RemovedAge is how long a removed file can be brought back.
	RemovedAge = 30 * 24 * time.Hour
)

// Errors of files that are not kept. They come as *Problem.
var (
	ErrEmpty    = errors.New("archive: nothing in the file")
	ErrTooLarge = errors.New("archive: file too large")
	ErrType     = errors.New("archive: not a type of file that is kept as this")
	ErrKind     = errors.New("archive: no such kind")
	ErrKept     = errors.New("archive: the file is kept already")
	ErrFull     = errors.New("archive: the year is full")
)

// Problem is why a file is not kept, with its sentence.
type Problem struct {
	err  error
	text string
}

// Error implements error.
func (p *Problem) Error() string { return p.err.Error() }

// Unwrap gives the cause.
func (p *Problem) Unwrap() error { return p.err }

// UserMessage is what the clerk is told.
func (p *Problem) UserMessage() string { return p.text }

func problem(err error, format string, args ...any) *Problem {
	return &Problem{err, fmt.Sprintf(format, args...)}
}

// Kind is what a file is to the office.
type Kind string

// Kinds of files.
const (
	Sealed Kind = "sealed" // the report with the seal on it, scanned
	Notice Kind = "notice" // what the county asked for
	Reply  Kind = "reply"  // what the county said to the report
	Other  Kind = "other"
)

// Kinds lists them in the order pages show them.
var Kinds = []Kind{Sealed, Notice, Reply, Other}

// File is a file that is kept, without its content.
type File struct {
	ID        string
	Office    string
	Year      int
	Kind      Kind
	Name      string
	Type      Type
	Size      int64
	Hash      string // SHA-256, hexadecimal
	By        string
	At        time.Time
	RemovedBy string
	RemovedAt time.Time // zero: it is there
}

// Removed reports whether somebody put the file away.
func (f File) Removed() bool { return !f.RemovedAt.IsZero() }

// New describes a file that is to be kept. Its type is told by its content,
// and so is the ending of its name.
func New(kind Kind, name string, data []byte) (File, error) {
	name = cleanName(name)
	typ, sure := detect(data)
	switch {
	case !slices.Contains(Kinds, kind):
		return File{}, problem(ErrKind, textKind)
	case len(data) == 0:
		return File{}, problem(ErrEmpty, textEmpty, name)
	case len(data) > MaxFile:
		return File{}, problem(ErrTooLarge, textTooLarge, name, MaxFile>>20)
	case kind == Sealed && !typ.scan():
		return File{}, problem(ErrType, textNoScan, name)
	case !sure:
		return File{}, problem(ErrType, textNoType, name)
	}
	sum := sha256.Sum256(data)
	return File{Kind: kind, Name: typ.rename(name, kind), Type: typ, Size: int64(len(data)), Hash: hex.EncodeToString(sum[:])}, nil
}

// NewText describes a text that was pasted in, and returns it as the content
// of a file.
func NewText(kind Kind, text string) (File, []byte, error) {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	if text == "" {
		return File{}, nil, problem(ErrEmpty, textNoText)
	}
	first, _, _ := strings.Cut(text, "\n")
	runes := []rune(strings.NewReplacer("/", "", `\`, "").Replace(first))
	data := []byte("\uFEFF" + strings.ReplaceAll(text, "\n", "\r\n") + "\r\n") // for Notepad
	f, err := New(kind, string(runes[:min(len(runes), 30)])+Text.extension(), data)
	return f, data, err
}

// Room finds a place for a file among those of its year: it lists the removed
// ones that have to go for it, the oldest first.
func Room(kept []File, f File) (gone []string, err error) {
	var size int64
	var removed []File
	for _, k := range kept {
		size += k.Size
		switch {
		case k.Removed():
			removed = append(removed, k)
		case k.Hash == f.Hash && k.Kind == f.Kind:
			return nil, problem(ErrKept, textKept, f.Name, k.Name)
		}
	}
	slices.SortFunc(removed, func(a, b File) int { return a.RemovedAt.Compare(b.RemovedAt) })
	for size+f.Size > MaxYear || len(kept)-len(gone) >= MaxFiles {
		if len(removed) == 0 {
			return nil, problem(ErrFull, textFull, f.Name, MaxFiles, MaxYear>>20)
		}
		size -= removed[0].Size
		gone = append(gone, removed[0].ID)
		removed = removed[1:]
	}
	return gone, nil
}

// cleanName is the last part of a path, without what would confuse people or
// file systems.
func cleanName(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError || strings.ContainsRune(`<>:"/|?*`, r) {
			return -1
		}
		return r
	}, name)
	return strings.Trim(name, " .")
}

// rename gives a name the ending of the type.
func (t Type) rename(name string, kind Kind) string {
	ext := path.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	ext = strings.ToLower(ext)
	if !slices.Contains(types[t].endings, ext) {
		if !knownEnding(ext) { // a dot within a name
			stem = name
		}
		ext = t.extension()
	}
	if stem = strings.TrimSpace(stem); stem == "" {
		stem = kind.Label()
	}
	runes := []rune(stem)
	return string(runes[:min(len(runes), maxName)]) + ext
}

func knownEnding(ext string) bool {
	for _, t := range types {
		if slices.Contains(t.endings, ext) {
			return true
		}
	}
	return slices.Contains([]string{".exe", ".html", ".htm", ".js", ".svg"}, ext)
}

// isText reports whether data is text in one of the encodings that editors
// here write; none of them has control characters.
func isText(data []byte) bool {
	for _, b := range data {
		if b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' {
			return false
		}
	}
	return true
}
