package archive_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"nianbao/internal/archive"
	"nianbao/internal/fuzzing"
)

func zipped(t testing.TB, names ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range names {
		if _, err := z.Create(name); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pictures(t testing.TB) (jpg, pngs []byte) {
	t.Helper()
	var a, b bytes.Buffer
	img := image.NewGray(image.Rect(0, 0, 4, 4))
	if err := errors.Join(jpeg.Encode(&a, img, nil), png.Encode(&b, img)); err != nil {
		t.Fatal(err)
	}
	return a.Bytes(), b.Bytes()
}

const (
	pdf = "%PDF-1.4\nscan"
	ole = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"
)

// TestNew: what a file is is told by its content, whatever it is called.
func TestNew(t *testing.T) {
	jpg, pngs := pictures(t)
	tests := []struct {
		kind archive.Kind
		name string
		data string
		want string // name
		typ  archive.Type
		err  error
	}{
		{archive.Sealed, "青石镇年报.pdf", pdf, "青石镇年报.pdf", archive.PDF, nil},
		{archive.Sealed, `C:\扫描\年报.PDF`, pdf, "年报.pdf", archive.PDF, nil},
		{archive.Sealed, "年报.html", pdf, "年报.pdf", archive.PDF, nil},
		{archive.Sealed, "年报（2025.1.8）", pdf, "年报（2025.1.8）.pdf", archive.PDF, nil},
		{archive.Sealed, "../../etc/passwd", pdf, "passwd.pdf", archive.PDF, nil},
		{archive.Sealed, "..", pdf, "盖了章的扫描件.pdf", archive.PDF, nil},
		{archive.Sealed, "a\u202efdp\r\n.jpeg", string(jpg), "afdp.jpeg", archive.JPEG, nil},
		{archive.Sealed, "scan.jpg", string(pngs), "scan.png", archive.PNG, nil},
		{archive.Sealed, "scan.jpg", "\xff\xd8\xffcut", "", "", archive.ErrType},
		{archive.Sealed, "年报.pdf", string(zipped(t, "word/document.xml")), "", "", archive.ErrType},
		{archive.Sealed, "年报.pdf", "", "", "", archive.ErrEmpty},
		{archive.Notice, "通知.wps", ole, "通知.wps", archive.Old, nil},
		{archive.Notice, "通知.pdf", ole, "通知.doc", archive.Old, nil},
		{archive.Notice, "通知.docx", string(zipped(t, "[Content_Types].xml", "word/document.xml")), "通知.docx", archive.Word, nil},
		{archive.Notice, "通知.zip", string(zipped(t, "OFD.xml")), "通知.zip.ofd", archive.OFD, nil},
		{archive.Other, "表.xlsx", string(zipped(t, "xl/workbook.xml")), "表.xlsx", archive.Sheet, nil},
		{archive.Reply, "意见.html", "<script>alert(1)</script>", "意见.txt", archive.Text, nil},
		{archive.Notice, "通知.txt", "\xb9\xd8\xd3\xda\xb1\xa8\xcb\xcd\r\n", "通知.txt", archive.Text, nil},
		{archive.Other, "a.zip", string(zipped(t, "a.exe")), "", "", archive.ErrType},
		{archive.Other, "a.docx", "PK\x03\x04broken", "", "", archive.ErrType},
		{archive.Other, "a.exe", "MZ\x00\x01", "", "", archive.ErrType},
		{"", "a.pdf", pdf, "", "", archive.ErrKind},
		{archive.Other, "a.pdf", pdf + strings.Repeat(" ", archive.MaxFile), "", "", archive.ErrTooLarge},
	}
	for _, tt := range tests {
		f, err := archive.New(tt.kind, tt.name, []byte(tt.data))
		if !errors.Is(err, tt.err) || f.Name != tt.want || f.Type != tt.typ {
			t.Errorf("%s %q: %q %q %v, want %q %q %v", tt.kind, tt.name, f.Name, f.Type, err, tt.want, tt.typ, tt.err)
		}
		var told interface{ UserMessage() string }
		if err != nil && (!errors.As(err, &told) || told.UserMessage() == "") {
			t.Errorf("%q: nobody is told %v", tt.name, err)
		}
		if err == nil && (f.Size != int64(len(tt.data)) || len(f.Hash) != 64) {
			t.Errorf("%q: %+v", tt.name, f)
		}
	}
}

func TestNewText(t *testing.T) {
	f, data, err := archive.NewText(archive.Notice, "  关于报送年报的通知\r\n请于1月15日前报送。\n")
	if err != nil || f.Name != "关于报送年报的通知.txt" || string(data) != "\uFEFF关于报送年报的通知\r\n请于1月15日前报送。\r\n" {
		t.Errorf("%+v %q %v", f, data, err)
	}
	if _, _, err := archive.NewText(archive.Notice, " \n"); !errors.Is(err, archive.ErrEmpty) {
		t.Errorf("blank text: %v", err)
	}
}

// TestRoom: a year is bounded, and what was removed goes first.
func TestRoom(t *testing.T) {
	old := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	at := func(id string, size int64, removed int) archive.File {
		f := archive.File{ID: id, Kind: archive.Other, Hash: id, Size: size}
		if removed > 0 {
			f.RemovedAt = old.AddDate(0, 0, removed)
		}
		return f
	}
	var many []archive.File
	for i := range archive.MaxFiles {
		many = append(many, at(fmt.Sprint(i), 1, 0))
	}
	const part = archive.MaxYear / 3
	tests := []struct {
		name string
		kept []archive.File
		size int64
		gone []string
		err  error
	}{
		{"empty", nil, part, nil, nil},
		{"fits", []archive.File{at("a", part, 0), at("b", part, 2)}, part, nil, nil},
		{"oldest removed goes", []archive.File{at("a", part, 5), at("b", part, 2), at("c", part, 0)}, part, []string{"b"}, nil},
		{"both go", []archive.File{at("a", part, 5), at("b", part, 2), at("c", part, 0)}, 2 * part, []string{"b", "a"}, nil},
		{"full", []archive.File{at("a", part, 0), at("b", part, 0), at("c", part, 0)}, 1, nil, archive.ErrFull},
		{"too many", many, 1, nil, archive.ErrFull},
		{"too many, one removed", append(many[:archive.MaxFiles-1:archive.MaxFiles-1], at("r", 1, 1)), 1, []string{"r"}, nil},
		{"twice", []archive.File{at("new", 1, 0)}, 1, nil, archive.ErrKept},
		{"twice, removed", []archive.File{at("new", 1, 1)}, 1, nil, nil},
	}
	for _, tt := range tests {
		gone, err := archive.Room(tt.kept, at("new", tt.size, 0))
		if !errors.Is(err, tt.err) || !slices.Equal(gone, tt.gone) {
			t.Errorf("%s: %v %v", tt.name, gone, err)
		}
	}
}

// FuzzNew: whatever comes is refused with a sentence or gets a name that is
// safe to save under.
func FuzzNew(f *testing.F) {
	jpg, pngs := pictures(f)
	for _, data := range [][]byte{[]byte(pdf), []byte(ole), jpg, pngs, zipped(f, "OFD.xml"), []byte("text"), nil} {
		f.Add("name.pdf", data)
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		fuzzing.Bounded(t, func() {
			file, err := archive.New(archive.Other, name, data)
			if err != nil {
				return
			}
			if !utf8.ValidString(file.Name) || strings.ContainsAny(file.Name, "/\\\r\n\x00\"<>") || strings.HasPrefix(file.Name, ".") ||
				utf8.RuneCountInString(file.Name) > 90 || file.Type.ContentType() == "" {
				t.Errorf("%q becomes %q", name, file.Name)
			}
		})
	})
}
