package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"nianbao/internal/app"
	"nianbao/internal/importer"
	"nianbao/internal/storage"
)

func TestHelp(t *testing.T) {
	for _, arg := range []string{"help", "--help", "-h"} {
		r := run(t, arg).want(exitDone, "")
		if !strings.HasPrefix(r.out, "年报助手：") {
			t.Errorf("%s: %s", arg, r.out)
		}
		for _, c := range commands {
			if !strings.Contains(r.out, "\n  "+c.name+" ") || !strings.Contains(r.out, c.short) {
				t.Errorf("%s does not list %s", arg, c.name)
			}
		}
	}
	for _, c := range commands {
		for _, arg := range []string{"--help", "-h"} {
			t.Run(c.name+" "+arg, func(t *testing.T) {
				r := run(t, c.name, arg).want(exitDone, "")
				if !strings.HasPrefix(r.out, c.short+"\n\n用法：nianbao "+c.name) {
					t.Errorf("got %s", r.out)
				}
				if strings.Contains(r.out, "`") || strings.Contains(r.out, "%!") {
					t.Errorf("unfinished: %s", r.out)
				}
			})
		}
	}
}

// TestHelpFlags: the flags of the contract are there.
func TestHelpFlags(t *testing.T) {
	tests := map[string][]string{
		"serve":   {"--addr", "--data", "--no-browser"},
		"import":  {"--json", "--year", "--format"},
		"check":   {"--previous", "--today", "--deadline", "--json"},
		"export":  {"--to", "-o", "--no-clobber", "--encoding"},
		"compare": {"--json"},
		"fields":  {"--format", "--json"},
	}
	for name, flags := range tests {
		out := run(t, name, "--help").out
		for _, flag := range flags {
			if !strings.Contains(out, flag+" ") && !strings.Contains(out, flag+",") {
				t.Errorf("%s --help has no %s:\n%s", name, flag, out)
			}
		}
	}
}

func TestVersion(t *testing.T) {
	if r := run(t, "--version").want(exitDone, ""); r.out != "nianbao dev\n" {
		t.Errorf("got %q", r.out)
	}
}

func TestUsage(t *testing.T) {
	inFolder(t)
	const see = "。运行 nianbao --help 看有哪些命令。"
	tests := []struct {
		line    string
		message string
	}{
		{"frobnicate", "没有“frobnicate”这个命令" + see},
		{"--json", "没有“--json”这个命令" + see},
		{"aggregate full.json", "没有“aggregate”这个命令" + see},
		{"import --frob full.json", "没有“--frob”这个选项。运行 nianbao import --help 看有哪些选项。"},
		{"import -x full.json", "没有“-x”这个选项。运行 nianbao import --help 看有哪些选项。"},
		{"import full.json --year", "选项“--year”后面要写值。"},
		{"import full.json --year x", "选项“--year”的值“x”不对。"},
		{"import full.json --year 2012", "没有 2012 年的年报格式，最早是 2019 年。"},
		{"import full.json --format 1999", "没有“1999”这种格式，可以选：2019、2021。"},
		{"import", "命令 import 要写一个文件。"},
		{"import full.json nil.json", "命令 import 要写一个文件。"},
		{"check", "命令 check 要写至少一个文件。"},
		{"check full.json --today 1月8日", "选项“--today”的值“1月8日”不是日期，请写成 2026-01-15 这样。"},
		{"check full.json --today 2026-02-30", "选项“--today”的值“2026-02-30”不是日期，请写成 2026-01-15 这样。"},
		{"check full.json --deadline 2026-1-5", "选项“--deadline”的值“2026-1-5”不是日期，请写成 2026-01-15 这样。"},
		{"export full.json", "命令 export 要用 --to 写明导出成什么，可以选：" + kindNames() + "。"},
		{"export full.json --to docm", "不能导出成“docm”，可以选：" + kindNames() + "。"},
		{"export --to txt", "命令 export 要写一个文件。"},
		{"export full.json nil.json --to txt", "命令 export 要写一个文件。"},
		{"export full.json --to txt --encoding big5", "txt 不能用“big5”编码。txt、md、html、csv 可以用 gb18030，其余只有 UTF-8。"},
		{"export full.json --to json --encoding gb18030", "json 不能用“gb18030”编码。txt、md、html、csv 可以用 gb18030，其余只有 UTF-8。"},
		{"compare full.json", "命令 compare 要写两个文件。"},
		{"compare full.json nil.json empty.json", "命令 compare 要写两个文件。"},
		{"fields full.json", "命令 fields 后面不用写文件。"},
		{"fields --format 1999", "没有“1999”这种格式，可以选：2019、2021。"},
		{"fields --json=maybe", "选项“--json”的值“maybe”不对。"},
		{"serve full.json", "命令 serve 后面不用写文件。"},
		{"serve --addr 192.0.2.1:8080", "这台电脑没有这个地址。只在本机用写 127.0.0.1:8080，让同事也能用写 0.0.0.0:8080。"},
		{"serve --addr 8080", "地址要写成 127.0.0.1:8080 这样。"},
	}
	for _, tt := range tests {
		t.Run(tt.line, func(t *testing.T) {
			run(t, strings.Fields(tt.line)...).want(exitUsage, tt.message)
		})
	}
}

// TestInput: every command tells what is wrong with a file alike.
func TestInput(t *testing.T) {
	inFolder(t)
	full := example(t, "2021", "full")
	write(t, "letter.txt", []byte("您好"))
	write(t, "other.json", []byte(`{"name":"x"}`))
	write(t, "schema.json", []byte(`{"schema":"nianbao/report/v9","format":"2021","year":2024}`))
	write(t, "format.json", []byte(`{"schema":"nianbao/report/v1","format":"1999","year":2024}`))
	write(t, "old.json", []byte(`{"schema":"nianbao/report/v1","year":2012}`))
	write(t, "half.json", full[:len(full)/2])
	write(t, "nothing.json", nil)
	write(t, "table.csv", []byte("a,b\n1,2\n"))
	write(t, "quote.csv", []byte("code,label,value,unit\ntitle,,\"x,\n"))
	if err := os.Mkdir("folder", 0o700); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		file    string
		status  int
		message string
	}{
		{"letter.txt", exitNotReport, "不像政府信息公开工作年度报告：没有找到“政府信息公开工作年度报告”的标题、六个部分的标题、三张表。请换一份报告读入；网页可以全选、复制，再贴进来。"},
		{"other.json", exitNotReport, "这个 json 文件不是本软件的年报数据（应写明 schema 为 nianbao/report/v1）。请用本软件导出的 json 文件。"},
		{"schema.json", exitNotReport, "这个 json 文件不是本软件的年报数据（应写明 schema 为 nianbao/report/v1）。请用本软件导出的 json 文件。"},
		{"format.json", exitNotReport, "不认识格式“1999”。能用的格式是2019、2021，请改正后再读入。"},
		{"old.json", exitNotReport, "2012 年没有可用的格式。2019 年以前的年报用的是旧办法，读不了，请换一份。"},
		{"table.csv", exitNotReport, "这个表格的第一行应是 code、label、value、unit。请用本软件导出的 csv 文件，不要改第一行。"},
		{"half.json", exitUnreadable, "这个 json 文件不完整或被改坏了。请重新导出一次，再读入。"},
		{"nothing.json", exitUnreadable, "这个文件是空的。请重新下载或另存一次，再读入。"},
		{"quote.csv", exitUnreadable, ""},
		{"missing.json", exitUnreadable, "找不到这个文件。请检查文件名和路径。"},
		{"folder/missing.json", exitUnreadable, "找不到这个文件。请检查文件名和路径。"},
		{"folder", exitUnreadable, "这是文件夹，这里要写一个文件。"},
		{"full.json/x", exitUnreadable, "这个文件读不出来。请检查磁盘或U盘。"},
	}
	if runtime.GOOS == "windows" {
		tests[len(tests)-1].message = "找不到这个文件。请检查文件名和路径。" // the system tells no more
	}
	lines := []string{"import %", "import % --json", "check %", "check --previous nil.json %", "export % --to txt -o out.txt",
		"compare % full.json", "compare full.json %"}
	for _, tt := range tests {
		for _, line := range lines {
			t.Run(strings.ReplaceAll(line, "%", tt.file), func(t *testing.T) {
				r := run(t, strings.Fields(strings.ReplaceAll(line, "%", tt.file))...)
				message := tt.file + "：" + tt.message
				if tt.message == "" {
					message = strings.TrimSuffix(r.err, "\n")
				}
				if r.want(tt.status, message); !strings.HasPrefix(r.err, tt.file+"：") {
					t.Errorf("told %q", r.err)
				}
			})
		}
	}
	t.Run("last year's", func(t *testing.T) {
		run(t, "check", "full.json", "--previous", "missing.json").want(exitUnreadable, "missing.json：找不到这个文件。请检查文件名和路径。")
		run(t, "check", "full.json", "--previous", "letter.txt").want(exitNotReport, "letter.txt：不像政府信息公开工作年度报告：没有找到“政府信息公开工作年度报告”的标题、六个部分的标题、三张表。请换一份报告读入；网页可以全选、复制，再贴进来。")
	})
	t.Run("standard input", func(t *testing.T) {
		runWith(t, strings.NewReader("您好"), "import", "-").
			want(exitNotReport, "标准输入：不像政府信息公开工作年度报告：没有找到“政府信息公开工作年度报告”的标题、六个部分的标题、三张表。请换一份报告读入；网页可以全选、复制，再贴进来。")
		runWith(t, iotest.ErrReader(errors.New("input/output error")), "import", "-").want(exitUnreadable, "标准输入：这个文件读不出来。请检查磁盘或U盘。")
	})
	t.Run("too large", func(t *testing.T) {
		f, err := os.Create("large.json")
		if err == nil {
			err = errors.Join(f.Truncate(importer.MaxSize+2), f.Close()) // a hole: takes no room
		}
		if err != nil {
			t.Fatal(err)
		}
		run(t, "import", "large.json").want(exitUnreadable, "large.json：这个文件太大（超过 64 MB），读不了。请只传年报本身，不要带照片和附件。去掉照片和附件还是太大的，加上 --limits 4 放宽限制（最多 20）。")
	})
	t.Run("not allowed", func(t *testing.T) {
		if os.Geteuid() == 0 || runtime.GOOS == "windows" {
			t.Skip("root may read everything; Windows knows no such mode")
		}
		write(t, "secret.json", full)
		if err := os.Chmod("secret.json", 0); err != nil {
			t.Fatal(err)
		}
		run(t, "import", "secret.json").want(exitUnreadable, "secret.json：没有权限读这个文件。")
	})
	if slices.Contains(files(t), "out.txt") {
		t.Error("something was written")
	}
}

// TestExplain: the table of errors, for those that cannot be brought about in
// every place.
func TestExplain(t *testing.T) {
	path := func(err error) error { return &fs.PathError{Op: "open", Path: "/x", Err: err} }
	tests := []struct {
		name    string
		err     error
		status  int
		message string
	}{
		{"reading not allowed", &inputError{"a.json", path(fs.ErrPermission)}, exitUnreadable, "a.json：没有权限读这个文件。"},
		{"writing not allowed", &outputError{"a.txt", path(fs.ErrPermission)}, exitFailure, "a.txt：没有权限写到这里，没有写成。请换一个文件夹。"},
		{"disk full", &outputError{"a.txt", path(errors.New("no space left on device"))}, exitFailure, "a.txt：没有写成。请检查磁盘或U盘是否已满、写保护。"},
		{"data folder", fmt.Errorf("%w: %w", app.ErrOpen, path(errors.New("not a directory"))), exitFailure, "数据文件夹打不开。请检查 --data 写的是不是能写入的文件夹。"},
		{"data folder not writable", fmt.Errorf("%w: %w", app.ErrOpen, &storage.Failure{Kind: storage.ErrReadOnly, Path: "/x"}), exitFailure,
			"数据文件夹不能写入：/x。请检查文件夹的权限、磁盘或U盘是否写保护；以前保存的内容没有丢。"},
		{"no port", fmt.Errorf("%w: %w", app.ErrNoPort, errors.New("bind: address already in use")), exitFailure,
			"找不到能用的端口。请用 --addr 换一个，例如 --addr 127.0.0.1:9000。"},
		{"anything else", errors.New("x"), exitFailure, "没有做成：x"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			status, message := explain(tt.err)
			if status != tt.status || message != tt.message {
				t.Errorf("got %d %q, want %d %q", status, message, tt.status, tt.message)
			}
		})
	}
}

// TestLimits: whatever reads a file can be told to take more.
func TestLimits(t *testing.T) {
	inFolder(t)
	f, err := os.Create("large.json")
	if err == nil {
		err = errors.Join(f.Truncate(2*importer.MaxSize+2), f.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"import large.json", "check large.json", "export large.json --to txt", "rollover large.json", "compare large.json full.json"} {
		args := append(strings.Fields(line), "--limits", "2")
		run(t, args...).want(exitUnreadable, "large.json：这个文件太大（超过 128 MB），读不了。请只传年报本身，不要带照片和附件。去掉照片和附件还是太大的，加上 --limits 4 放宽限制（最多 20）。")
		for _, n := range []string{"0", "21"} {
			args[len(args)-1] = n
			run(t, args...).want(exitUsage, "--limits 应在 1 到 20 之间，现在是 "+n+"。")
		}
	}
	run(t, "serve", "--limits", "0").want(exitUsage, "--limits 应在 1 到 20 之间，现在是 0。")
}
