package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"gorm.io/gorm"

	"nianbao/internal/draft"
	"nianbao/internal/report"
)

// TestKindOf provokes the codes that a test can provoke; TestKinds checks the
// table for the others.
func TestKindOf(t *testing.T) {
	s, office := newStoreWithOffice(t)
	pool, err := s.write.DB()
	if err != nil {
		t.Fatal(err)
	}
	insert := "INSERT INTO drafts (id, office_id, year, format, title, status, revision, created_at, updated_at, updated_by, document)" +
		" VALUES (1, ?, 2024, '', '', '', 0, '', '', '', '')"
	exec(t, s, insert, office)
	tests := []struct {
		name string
		err  error
		want error
	}{
		{"primary key", execError(pool, insert, office), draft.ErrExists},
		{"unique", execError(pool, strings.Replace(insert, "(1,", "(2,", 1), office), draft.ErrExists},
		{"foreign key", execError(pool, strings.Replace(insert, "(1,", "(3,", 1), "nobody"), draft.ErrNotFound},
		{"syntax", execError(pool, "nonsense"), nil},
		{"read only", queryOnly(pool, "DELETE FROM meta"), ErrReadOnly},
		{"cannot open", quickCheckFile(t.TempDir()), ErrReadOnly},
		{"not a database", quickCheckFile(file(t, strings.Repeat("not a database", 1000))), ErrDamaged},
		{"busy", busy(t), ErrBusy},
		{"no row", fmt.Errorf("x: %w", gorm.ErrRecordNotFound), draft.ErrNotFound},
		{"disk full", &fs.PathError{Err: diskFull[0]}, ErrFull},
		{"write protected", &fs.PathError{Err: writeProtected[0]}, ErrReadOnly},
		{"permission", &fs.PathError{Err: syscall.EACCES}, ErrReadOnly},
		{"other", errors.New("other"), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.err == nil {
				t.Fatal("no error provoked")
			}
			if got := kindOf(tt.err); got != tt.want {
				t.Errorf("%v: got %v, want %v", tt.err, got, tt.want)
			}
		})
	}
}

func TestKinds(t *testing.T) {
	tests := []struct {
		code int
		want error
	}{
		{5, ErrBusy}, {261, ErrBusy}, {517, ErrBusy}, {6, ErrBusy}, {262, ErrBusy},
		{8, ErrReadOnly}, {264, ErrReadOnly}, {776, ErrReadOnly}, {1032, ErrReadOnly}, {1544, ErrReadOnly},
		{10, ErrIO}, {266, ErrIO}, {778, ErrIO}, {1034, ErrIO}, {522, ErrDamaged}, {3338, ErrReadOnly}, {4874, ErrFull},
		{11, ErrDamaged}, {267, ErrDamaged}, {779, ErrDamaged}, {13, ErrFull}, {14, ErrReadOnly}, {270, ErrReadOnly}, {26, ErrDamaged},
		{787, draft.ErrNotFound}, {1555, draft.ErrExists}, {2067, draft.ErrExists},
		{1, nil}, {19, nil}, {275, nil}, {1811, nil},
	}
	for _, tt := range tests {
		if got := kindOfCode(tt.code); got != tt.want {
			t.Errorf("code %d: got %v, want %v", tt.code, got, tt.want)
		}
	}
}

func TestEveryFailureSpeaks(t *testing.T) {
	tests := []struct {
		failure Failure
		status  int
		holds   string
	}{
		{Failure{Kind: ErrLocked, Path: "P"}, http.StatusServiceUnavailable, "另一个年报助手"},
		{Failure{Kind: ErrLocked, Path: "P", Address: "http://a"}, http.StatusServiceUnavailable, "http://a"},
		{Failure{Kind: ErrNewer, Path: "P"}, http.StatusInternalServerError, "更新版本"},
		{Failure{Kind: ErrDamaged, Path: "P"}, http.StatusInternalServerError, "没有找到完好的备份"},
		{Failure{Kind: ErrDamaged, Path: "P", Backup: "B"}, http.StatusInternalServerError, "B"},
		{Failure{Kind: ErrReadOnly, Path: "P"}, http.StatusServiceUnavailable, "不能写入：P"},
		{Failure{Kind: ErrFull}, http.StatusInsufficientStorage, "还没存上：磁盘满了，腾出空间后点［再存一次］，请先别关网页"},
		{Failure{Kind: ErrFull, Path: "P", opening: true}, http.StatusInsufficientStorage, "打不开数据文件夹 P"},
		{Failure{Kind: ErrBusy}, http.StatusServiceUnavailable, "请先别关网页"},
		{Failure{Kind: ErrIO, Path: "P"}, http.StatusInternalServerError, "读写 P 出错"},
	}
	for _, tt := range tests {
		if got := tt.failure.UserMessage(); !strings.Contains(got, tt.holds) {
			t.Errorf("%v: %q lacks %q", tt.failure.Kind, got, tt.holds)
		}
		if got := tt.failure.HTTPStatus(); got != tt.status {
			t.Errorf("%v: status %d, want %d", tt.failure.Kind, got, tt.status)
		}
		if !errors.Is(&tt.failure, tt.failure.Kind) || tt.failure.Error() == "" {
			t.Errorf("%v: not its kind", tt.failure.Kind)
		}
	}
}

// TestFullDisk lets the database reach its largest size in the middle of work.
func TestFullDisk(t *testing.T) {
	s, office := newStoreWithOffice(t)
	r := bigReport(t)
	create(t, s, office, r)
	setCell(t, s, office, r, "c1", "5")
	var pages int
	s.write.Raw("PRAGMA page_count").Scan(&pages)
	exec(t, s, fmt.Sprintf("PRAGMA max_page_count = %d", pages))
	text := strings.Repeat("很长的一段话。", 3000)
	insert := draft.Edit{Field: "text.5", After: text}

	_, _, err := apply(s, office, r, "c2", insert)
	wantFailure(t, err, ErrFull, "还没存上：磁盘满了，腾出空间后点［再存一次］，请先别关网页")
	d := load(t, s, office, r.Year)
	if d.Report.Revision != 1 || strings.Contains(d.Report.Narrative("5"), text) {
		t.Error("memory is ahead of the disk")
	}
	exec(t, s, "PRAGMA max_page_count = 1000000")
	if _, _, err := apply(s, office, r, "c2", insert); err != nil {
		t.Fatal(err)
	}
	s.Close()
	s = openStore(t, s.dir)
	d = load(t, s, office, r.Year)
	if d.Report.Revision != 2 || !strings.Contains(d.Report.Narrative("5"), text) || d.Report.Cell(cell).String() != "5" {
		t.Errorf("after the disk had room: revision %d", d.Report.Revision)
	}
	if got := len(history(t, s, office, r.Year)); got != 3 {
		t.Errorf("%d changes, want 3", got)
	}
}

// TestReadOnly makes the writer's connection refuse as a write-protected
// medium does.
func TestReadOnly(t *testing.T) {
	s, office := newStoreWithOffice(t)
	r := example(t, "full")
	create(t, s, office, r)
	exec(t, s, "PRAGMA query_only = 1")
	_, _, err := apply(s, office, r, "c1", draft.Edit{Field: cell, Before: r.Cell(cell).String(), After: "5"})
	wantFailure(t, err, ErrReadOnly, s.dir)
	if _, err := s.Create(t.Context(), office, report.New("2021", 2031), ""); !errors.Is(err, ErrReadOnly) {
		t.Errorf("create: %v", err)
	}
	if _, err := s.SaveOffice(t.Context(), draft.Office{}); !errors.Is(err, ErrReadOnly) {
		t.Errorf("office: %v", err)
	}
	if err := s.Delete(t.Context(), office, r.Year, ""); !errors.Is(err, ErrReadOnly) {
		t.Errorf("delete: %v", err)
	}
	exec(t, s, "PRAGMA query_only = 0")
	setCell(t, s, office, r, "c1", "5")
}

func TestOpenCannotOpenDatabase(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, databaseFile, "x"), 0o700); err != nil {
		t.Fatal(err)
	}
	wantFailure(t, openError(t, dir), ErrReadOnly, dir)
}

func TestOpenDamaged(t *testing.T) {
	page := make([]byte, 4096)
	tests := []struct {
		name   string
		damage func([]byte) []byte
	}{
		{"header", func(b []byte) []byte { copy(b, "no database here"); return b }},
		{"first page", func(b []byte) []byte { copy(b[100:], page); return b }},
		{"middle pages", func(b []byte) []byte {
			for at := 4096; at < len(b); at += 8192 {
				copy(b[at:], page)
			}
			return b
		}},
		{"cut short", func(b []byte) []byte { return b[:len(b)/2] }},
		{"cut inside a page", func(b []byte) []byte { return b[:len(b)-1000] }},
		{"emptied", func(b []byte) []byte { return nil }},
		{"another file", func(b []byte) []byte { return []byte(strings.Repeat("年度报告", 2000)) }},
	}
	dir, backup := damagedFolder(t)
	whole := readFile(t, filepath.Join(dir, databaseFile))
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(dir, databaseFile)
			broken := tt.damage(append([]byte(nil), whole...))
			if err := os.WriteFile(path, broken, 0o600); err != nil {
				t.Fatal(err)
			}
			wantFailure(t, openError(t, dir), ErrDamaged, backup)
			if string(readFile(t, path)) != string(broken) {
				t.Error("the damaged file was changed")
			}
		})
	}
	if err := os.Remove(backup); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, databaseFile), whole[:5000], 0o600); err != nil {
		t.Fatal(err)
	}
	wantFailure(t, openError(t, dir), ErrDamaged, "没有找到完好的备份")
}

// damagedFolder is a data folder with a good backup and a newer broken one.
func damagedFolder(t *testing.T) (dir, backup string) {
	dir = t.TempDir()
	s := openStore(t, dir)
	office := newOffice(t, s, "青石镇")
	create(t, s, office, bigReport(t))
	if err := s.backupBefore("0002"); err != nil {
		t.Fatal(err)
	}
	s.Close()
	backup = backups(s.path(backupFolder))[0]
	broken := filepath.Join(s.path(backupFolder), "2026-01-01_000000_升级前0003.db")
	if err := os.WriteFile(broken, readFile(t, backup)[:9000], 0o600); err != nil {
		t.Fatal(err)
	}
	return dir, backup
}

func execError(pool *sql.DB, query string, args ...any) error {
	_, err := pool.Exec(query, args...)
	return err
}

func queryOnly(pool *sql.DB, query string) error {
	defer pool.Exec("PRAGMA query_only = 0")
	_, err := pool.Exec("PRAGMA query_only = 1")
	return errors.Join(err, execError(pool, query))
}

func quickCheckFile(path string) error {
	pool, err := sql.Open("sqlite", dsn(path, nil))
	if err != nil {
		return err
	}
	defer pool.Close()
	return quickCheck(pool)
}

func file(t *testing.T, content string) string {
	path := filepath.Join(t.TempDir(), "f")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// busy is the error of a second writer that does not wait.
func busy(t *testing.T) error {
	path := filepath.Join(t.TempDir(), "f.db")
	open := func() *sql.Conn {
		pool, err := sql.Open("sqlite", dsn(path, nil))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { pool.Close() })
		c, err := pool.Conn(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		return c
	}
	first, second := open(), open()
	if _, err := first.ExecContext(t.Context(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	_, err := second.ExecContext(t.Context(), "BEGIN IMMEDIATE")
	return err
}
