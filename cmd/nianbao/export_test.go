package main

import (
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"nianbao/internal/exporter"
)

func TestExport(t *testing.T) {
	inFolder(t)
	for _, kind := range exporter.Kinds() {
		for _, name := range []string{"full", "nil", "empty", "2019-full"} {
			t.Run(string(kind)+" "+name, func(t *testing.T) {
				printed := run(t, "export", name+".json", "--to", string(kind)).want(exitDone, "").out
				if printed == "" {
					t.Error("nothing printed")
				}
				if dash := run(t, "export", name+".json", "--to", string(kind), "-o", "-").want(exitDone, "").out; dash != printed {
					t.Error("- is not standard output")
				}
				out := name + "." + string(kind) + ".out"
				if r := run(t, "export", name+".json", "--to", string(kind), "-o", out).want(exitDone, ""); r.out != "" {
					t.Errorf("printed %q as well", r.out)
				}
				if read(t, out) != printed {
					t.Error("the file is not what is printed")
				}
				info, err := os.Stat(out)
				if err != nil || info.Mode().Perm() != 0o644 && runtime.GOOS != "windows" {
					t.Errorf("mode %v, %v", info.Mode(), err)
				}
			})
		}
	}
}

func TestExportEncoding(t *testing.T) {
	inFolder(t)
	for _, kind := range []string{"txt", "md", "html", "csv"} {
		t.Run(kind, func(t *testing.T) {
			plain := run(t, "export", "full.json", "--to", kind).out
			if out := run(t, "export", "full.json", "--to", kind, "--encoding", "UTF-8").want(exitDone, "").out; out != plain {
				t.Error("UTF-8 is another file")
			}
			encoded := run(t, "export", "full.json", "--to", kind, "--encoding", "gb18030").want(exitDone, "").out
			back, err := simplifiedchinese.GB18030.NewDecoder().String(encoded)
			if err != nil {
				t.Fatal(err)
			}
			want := strings.Replace(strings.TrimPrefix(plain, "\uFEFF"), `<meta charset="utf-8">`, `<meta charset="gb18030">`, 1)
			if back != want {
				t.Error("decoding does not give the text back")
			}
		})
	}
}

// TestExportFile: the target is what it was or what it is to be, and nothing
// else is left in the folder.
func TestExportFile(t *testing.T) {
	inFolder(t)
	write(t, "old.txt", []byte("旧的"))
	write(t, "half.json", []byte(`{"schema":"nianbao/report/v1",`))
	if err := os.Mkdir("folder", 0o700); err != nil {
		t.Fatal(err)
	}
	before := files(t)
	tests := []struct {
		line    string
		status  int
		message string
	}{
		{"export half.json --to txt -o old.txt", exitUnreadable, "half.json：这个 json 文件不完整或被改坏了。请重新导出一次，再读入。"},
		{"export missing.json --to txt -o old.txt", exitUnreadable, "missing.json：找不到这个文件。请检查文件名和路径。"},
		{"export full.json --to docm -o old.txt", exitUsage, "不能导出成“docm”，可以选：" + kindNames() + "。"},
		{"export full.json --to json --encoding gb18030 -o old.txt", exitUsage, "json 不能用“gb18030”编码。txt、md、html、csv 可以用 gb18030，其余只有 UTF-8。"},
		{"export full.json --to txt -o old.txt --no-clobber", exitFailure, "old.txt：这个文件已经有了，没有覆盖。"},
		{"export full.json --to txt -o nowhere/new.txt", exitFailure, "nowhere/new.txt：没有这个文件夹，没有写成。请先建好文件夹。"},
		{"export full.json --to txt -o folder", exitFailure, "folder：这是文件夹，这里要写一个文件。"},
		{"export full.json --to txt -o old.txt/new.txt", exitFailure, "old.txt/new.txt：没有写成。请检查磁盘或U盘是否已满、写保护。"},
	}
	for _, tt := range tests {
		t.Run(tt.line, func(t *testing.T) {
			run(t, strings.Fields(tt.line)...).want(tt.status, tt.message)
			if got := read(t, "old.txt"); got != "旧的" {
				t.Errorf("the file holds %q", got)
			}
			if after := files(t); !slices.Equal(after, before) {
				t.Errorf("files %v, want %v", after, before)
			}
		})
	}
	t.Run("a folder that may not be written", func(t *testing.T) {
		if os.Geteuid() == 0 || runtime.GOOS == "windows" {
			t.Skip("root may write everywhere; Windows knows no such mode")
		}
		if err := os.Chmod("folder", 0o500); err != nil {
			t.Fatal(err)
		}
		run(t, "export", "full.json", "--to", "txt", "-o", "folder/new.txt").
			want(exitFailure, "folder/new.txt：没有权限写到这里，没有写成。请换一个文件夹。")
	})
	t.Run("replaced", func(t *testing.T) {
		run(t, "export", "full.json", "--to", "txt", "-o", "old.txt").want(exitDone, "")
		if got := read(t, "old.txt"); got != run(t, "export", "full.json", "--to", "txt").out {
			t.Errorf("the file holds %q", got)
		}
		if after := files(t); !slices.Equal(after, before) {
			t.Errorf("files %v, want %v", after, before)
		}
	})
	t.Run("new", func(t *testing.T) {
		run(t, "export", "full.json", "--to", "txt", "-o", "new.txt", "--no-clobber").want(exitDone, "")
		if read(t, "new.txt") != read(t, "old.txt") {
			t.Error("another file")
		}
	})
	t.Run("over its own input", func(t *testing.T) {
		run(t, "export", "nil.json", "--to", "json", "-o", "nil.json").want(exitDone, "")
		run(t, "check", "nil.json").want(exitDone, "")
	})
}

// TestExportStandardInput: the commands make a pipe.
func TestExportStandardInput(t *testing.T) {
	inFolder(t)
	csv := run(t, "export", "full.json", "--to", "csv").out
	r := runWith(t, strings.NewReader(csv), "export", "-", "--to", "txt").want(exitDone, "")
	if r.out != run(t, "export", "full.json", "--to", "txt").out {
		t.Error("another text by way of csv")
	}
}
