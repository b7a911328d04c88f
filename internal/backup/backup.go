// Package backup is the file of a backup or handover: a zip with a consistent
// copy of the database, a manifest that says what is in it, and a note for
// whoever opens it by hand.
//
// It imports nothing of ours and touches no file, network or clock: it writes
// to a writer and reads from a reader. What it reads is not trusted. Start
// reading at Write and Open.
package backup

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"strings"
	"time"
	"unicode"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Format is the kind of file that this package writes and reads.
const Format = "nianbao/backup/v1"

// formatPrefix begins the formats of newer programs too.
const formatPrefix = "nianbao/backup/"

// Names of the parts.
const (
	manifestName = "manifest.json"
	databaseName = "nianbao.db"
)

// Extension ends the name of a backup.
const Extension = ".nianbao.zip"

// Manifest says what a backup holds.
type Manifest struct {
	Format    string    `json:"format"`
	Program   string    `json:"program"` // version of the program that wrote it
	Schema    string    `json:"schema"`  // last step of the database's migrations
	CreatedAt time.Time `json:"created_at"`
	Offices   []Office  `json:"offices"`
	Parts     []Part    `json:"parts"`
}

// Office is an organisation in the backup with the years it has reports of.
type Office struct {
	Name  string `json:"name"`
	Years []int  `json:"years"`
}

// Part is a file in the backup.
type Part struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// Write writes a backup. Format and Parts of the manifest are filled in.
func Write(w io.Writer, m Manifest, database io.Reader) error {
	z := zip.NewWriter(w)
	m.Format, m.Parts = Format, nil
	for _, part := range []struct {
		name    string
		content io.Reader
	}{{databaseName, database}, {noteName, strings.NewReader(note(m))}} {
		p, err := addPart(z, part.name, m.CreatedAt, part.content)
		if err != nil {
			return fmt.Errorf("backup: write %s: %w", part.name, err)
		}
		m.Parts = append(m.Parts, p)
	}
	data, err := json.Marshal(m, json.Deterministic(true), jsontext.WithIndent("  "))
	if err == nil {
		_, err = addPart(z, manifestName, m.CreatedAt, strings.NewReader(string(data)))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		return fmt.Errorf("backup: write: %w", err)
	}
	return nil
}

func addPart(z *zip.Writer, name string, at time.Time, content io.Reader) (Part, error) {
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: at})
	if err != nil {
		return Part{}, err
	}
	counted := &counter{hash: sha256.New()}
	_, err = io.Copy(io.MultiWriter(w, counted), content)
	return Part{name, counted.size, counted.sum()}, err
}

// counter measures what is written to it.
type counter struct {
	hash hash.Hash
	size int64
}

func (c *counter) Write(p []byte) (int, error) {
	c.size += int64(len(p))
	return c.hash.Write(p)
}

func (c *counter) sum() string { return hex.EncodeToString(c.hash.Sum(nil)) }

// FileName is the name to save a backup under: whose, and of which day. It is
// safe for Windows.
func FileName(m Manifest) string {
	who := everybody
	if len(m.Offices) == 1 {
		if name := safe(shortName(m.Offices[0].Name)); name != "" {
			who = name
		}
	}
	return fmt.Sprintf(fileName, who, m.CreatedAt.Format("2006-01-02")) + Extension
}

// nameRunes keeps a file name short.
const nameRunes = 40

func safe(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`\/:*?"<>|`, r) || !unicode.IsGraphic(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	runes := []rune(s)
	return strings.Trim(string(runes[:min(len(runes), nameRunes)]), " .\u3000")
}
