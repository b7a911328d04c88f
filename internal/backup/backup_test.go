package backup_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/backup"
	"nianbao/internal/fuzzing"
)

var manifest = backup.Manifest{Program: "1.2.3", Schema: "0001_drafts", CreatedAt: time.Date(2026, 1, 8, 10, 32, 0, 0, time.UTC),
	Offices: []backup.Office{{Name: "临川县青石镇人民政府", Years: []int{2024, 2025}}}}

const content = "SQLite format 3\x00 and so on"

func written(tb testing.TB, database string) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := backup.Write(&b, manifest, strings.NewReader(database)); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// read gives the database of a file.
func read(data []byte) (string, *backup.File, error) {
	f, err := backup.Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "", nil, err
	}
	var b strings.Builder
	err = f.Database(&b)
	return b.String(), f, err
}

func TestRoundTrip(t *testing.T) {
	got, f, err := read(written(t, content))
	if err != nil || got != content {
		t.Fatalf("got %q, %v", got, err)
	}
	m := f.Manifest
	if len(m.Parts) != 2 || m.Format != backup.Format || m.Parts[0].Size != int64(len(content)) {
		t.Errorf("manifest %+v", m)
	}
	m.Parts, m.Format = nil, ""
	if diff := cmp.Diff(manifest, m); diff != "" {
		t.Error(diff)
	}
	if !bytes.Equal(written(t, content), written(t, content)) {
		t.Error("two backups of the same differ")
	}
}

func TestPlainDatabase(t *testing.T) {
	if got, _, err := read([]byte(content)); err != nil || got != content {
		t.Errorf("got %q, %v", got, err)
	}
}

// pack makes a zip of parts, in pairs of name and content.
func pack(t *testing.T, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = io.WriteString(w, parts[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// listing is a manifest that lists a database.
func listing(t *testing.T, database string, change func(*backup.Manifest)) string {
	t.Helper()
	m := manifest
	sum := sha256.Sum256([]byte(database))
	m.Format = backup.Format
	m.Parts = []backup.Part{{Name: "nianbao.db", Size: int64(len(database)), SHA256: hex.EncodeToString(sum[:])}}
	if change != nil {
		change(&m)
	}
	data, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestRefused(t *testing.T) {
	good := written(t, strings.Repeat(content, 500))
	flipped := slices.Clone(good)
	flipped[60] ^= 1
	tests := []struct {
		name string
		data []byte
		kind error
	}{
		{"nothing", nil, backup.ErrForeign},
		{"a text", []byte("不是备份"), backup.ErrForeign},
		{"cut short", good[:len(good)/2], backup.ErrDamaged},
		{"the last byte is missing", good[:len(good)-1], backup.ErrDamaged},
		{"a bit flipped", flipped, backup.ErrDamaged},
		{"a Word document", pack(t, "[Content_Types].xml", "<x/>", "word/document.xml", "<x/>"), backup.ErrForeign},
		{"no manifest", pack(t, "nianbao.db", content), backup.ErrForeign},
		{"a manifest that is no JSON", pack(t, "manifest.json", "{"), backup.ErrForeign},
		{"another format", pack(t, "manifest.json", listing(t, content, func(m *backup.Manifest) { m.Format = "x" }), "nianbao.db", content), backup.ErrForeign},
		{"a newer format", pack(t, "manifest.json", listing(t, content, func(m *backup.Manifest) { m.Format = "nianbao/backup/v2" }), "nianbao.db", content), backup.ErrNewer},
		{"no database", pack(t, "manifest.json", listing(t, content, nil)), backup.ErrDamaged},
		{"a database not listed", pack(t, "manifest.json", listing(t, content, func(m *backup.Manifest) { m.Parts = nil }), "nianbao.db", content), backup.ErrDamaged},
		{"only a note listed", pack(t, "manifest.json", listing(t, content, func(m *backup.Manifest) { m.Parts[0].Name = "说明.txt" }), "nianbao.db", content), backup.ErrDamaged},
		{"another size", pack(t, "manifest.json", listing(t, content+"x", nil), "nianbao.db", content), backup.ErrDamaged},
		{"another content", pack(t, "manifest.json", listing(t, strings.ToUpper(content), nil), "nianbao.db", content), backup.ErrDamaged},
		{"two databases", pack(t, "manifest.json", listing(t, content, nil), "nianbao.db", content, "nianbao.db", content), backup.ErrForeign},
		{"a path outside", pack(t, "manifest.json", listing(t, content, nil), "nianbao.db", content, "../../x", "x"), backup.ErrForeign},
		{"an absolute path", pack(t, "manifest.json", listing(t, content, nil), "nianbao.db", content, "/etc/x", "x"), backup.ErrForeign},
		{"a bomb", pack(t, "manifest.json", listing(t, strings.Repeat("0", 64<<20), nil), "nianbao.db", strings.Repeat("0", 64<<20)), backup.ErrTooLarge},
		{"a manifest without end", pack(t, "manifest.json", strings.Repeat(" ", 2<<20)), backup.ErrTooLarge},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, _, err := read(tt.data)
			var e *backup.Problem
			if !errors.Is(err, tt.kind) || !errors.As(err, &e) {
				t.Fatalf("got %v", err)
			}
			if text := e.UserMessage(); !strings.Contains(text, "现在的内容没有动") {
				t.Errorf("says %q", text)
			}
			if e.Error() == "" {
				t.Error("says nothing to the log")
			}
		})
	}
	t.Run("too large", func(t *testing.T) {
		if _, err := backup.Open(bytes.NewReader(nil), backup.MaxFile+1); !errors.Is(err, backup.ErrTooLarge) {
			t.Errorf("got %v", err)
		}
	})
}

// TestWriterFails: a full disk is not a damaged backup.
func TestWriterFails(t *testing.T) {
	data := written(t, content)
	f, err := backup.Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	full := errors.New("disk full")
	err = f.Database(writer(func([]byte) (int, error) { return 0, full }))
	var e *backup.Problem
	if !errors.Is(err, full) || errors.As(err, &e) {
		t.Errorf("got %v", err)
	}
	if err := backup.Write(writer(func([]byte) (int, error) { return 0, full }), manifest, strings.NewReader(content)); !errors.Is(err, full) {
		t.Errorf("got %v", err)
	}
}

type writer func([]byte) (int, error)

func (w writer) Write(p []byte) (int, error) { return w(p) }

func TestFileName(t *testing.T) {
	tests := []struct {
		name    string
		offices []string
		want    string
	}{
		{"a town", []string{"青石镇人民政府"}, "年报助手备份_青石镇_2026-01-08.nianbao.zip"},
		{"with its county", []string{"临川县青石镇人民政府"}, "年报助手备份_青石镇_2026-01-08.nianbao.zip"},
		{"a street", []string{"北市区和平街道办事处"}, "年报助手备份_和平街道_2026-01-08.nianbao.zip"},
		{"a county", []string{"临川县人民政府"}, "年报助手备份_临川县_2026-01-08.nianbao.zip"},
		{"an office", []string{"临川县教育局"}, "年报助手备份_教育局_2026-01-08.nianbao.zip"},
		{"several", []string{"甲镇人民政府", "乙镇人民政府"}, "年报助手备份_全部单位_2026-01-08.nianbao.zip"},
		{"none", nil, "年报助手备份_全部单位_2026-01-08.nianbao.zip"},
		{"characters no file can have", []string{`a/b\c:d*` + "\x00\u202e."}, "年报助手备份_abcd_2026-01-08.nianbao.zip"},
		{"very long", []string{strings.Repeat("长", 100)}, "年报助手备份_" + strings.Repeat("长", 40) + "_2026-01-08.nianbao.zip"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := backup.Manifest{CreatedAt: manifest.CreatedAt}
			for _, name := range tt.offices {
				m.Offices = append(m.Offices, backup.Office{Name: name})
			}
			if got := backup.FileName(m); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// FuzzOpen: whatever the file, reading it ends with the listed database or an
// error, and writes no more than is listed.
func FuzzOpen(f *testing.F) {
	good := written(f, content)
	f.Add(good)
	f.Add(good[:len(good)/2])
	f.Add([]byte(content))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, data []byte) {
		fuzzing.Bounded(t, func() {
			file, err := backup.Open(bytes.NewReader(data), int64(len(data)))
			if err != nil {
				return
			}
			written := int64(0)
			err = file.Database(writer(func(p []byte) (int, error) { written += int64(len(p)); return len(p), nil }))
			if err == nil && len(file.Manifest.Parts) > 0 && written > file.Manifest.Parts[0].Size+file.Manifest.Parts[len(file.Manifest.Parts)-1].Size {
				t.Errorf("%d bytes written", written)
			}
		})
	})
}
