package main

import (
	"strings"
	"testing"

	"nianbao/internal/account"
	"nianbao/internal/draft"
	"nianbao/internal/profile"
	"nianbao/internal/storage"
)

// folder is a data folder whose office is set up.
func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	store := openData(t, dir)
	defer store.Close()
	if _, err := store.SaveOffice(t.Context(), draft.Office{Profile: profile.Profile{Name: "青石镇人民政府"}}); err != nil {
		t.Fatal(err)
	}
	return dir
}

func openData(t *testing.T, dir string) *storage.Store {
	t.Helper()
	store, err := storage.Open(dir, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return store
}

// user runs the command on a folder, with a password on standard input.
func user(t *testing.T, dir, password string, args ...string) result {
	t.Helper()
	return runWith(t, strings.NewReader(password+"\n"), append([]string{"user", "--data", dir}, args...)...)
}

const firstPassword, secondPassword = "桥下有水水里有鱼", "桥上有人走过去了"

// TestUser goes through what can be done, and looks at what is stored.
func TestUser(t *testing.T) {
	dir := folder(t)
	user(t, dir, "", "list").want(exitDone, "")
	user(t, dir, firstPassword, "add", "王芳", "--role", "填报").want(exitDone, "加上了：王芳（管理）。")
	user(t, dir, firstPassword+"\r", "add", "李强").want(exitDone, "加上了：李强（填报）。")
	user(t, dir, firstPassword, "add", "赵敏", "--role=审核").want(exitDone, "加上了：赵敏（审核）。")
	user(t, dir, secondPassword, "reset", "李强").want(exitDone, "李强 的新密码设好了，登录着的要重新登录。")
	user(t, dir, "", "role", "赵敏", "填报").want(exitDone, "赵敏 的角色改好了。")
	user(t, dir, "", "disable", "李强").want(exitDone, "李强 停用了，不能再登录；写过的都留着。")
	r := user(t, dir, "", "list").want(exitDone, "")
	if want := "青石镇人民政府\t王芳\t管理\n青石镇人民政府\t李强\t填报（已停用）\n青石镇人民政府\t赵敏\t填报\n"; r.out != want {
		t.Errorf("lists %q", r.out)
	}
	user(t, dir, "", "enable", "李强").want(exitDone, "李强 恢复使用了。")
	store := openData(t, dir)
	defer store.Close()
	for password, want := range map[string]bool{firstPassword: false, secondPassword: true} {
		_, err := account.NewGate().SignIn(t.Context(), store, account.Knock{Name: "李强", Password: password})
		if (err == nil) != want {
			t.Errorf("%s: %v", password, err)
		}
	}
}

func TestUserRefused(t *testing.T) {
	dir := folder(t)
	user(t, dir, firstPassword, "add", "王芳")
	const usage = "请写明要做什么：list、add 姓名、reset 姓名、role 姓名 角色、disable 姓名、enable 姓名。运行 nianbao user --help 看说明。"
	tests := []struct {
		password string
		args     string
		message  string
	}{
		{"", "", usage},
		{"", "add", usage},
		{"", "list all", usage},
		{"", "remove 王芳", "命令 user 不会“remove”。可以写 list、add、reset、role、disable、enable。"},
		{"", "role 王芳 老板", "没有“老板”这种角色，可以写：填报、审核、管理。"},
		{firstPassword, "add 李强 --role 老板", "没有“老板”这种角色，可以写：填报、审核、管理。"},
		{firstPassword, "add 王芳", "已经有人用这个姓名了。同名的请加上科室，例：王芳（财政所）。"},
		{"短", "add 李强", "密码至少 8 个字，可以是一句话，中文也行。"},
		{"", "reset 王芳", "密码至少 8 个字，可以是一句话，中文也行。"},
		{firstPassword, "reset 李强", "没有这个姓名的账户。运行 nianbao user list 看有哪些。"},
		{"", "disable 李强", "没有这个姓名的账户。运行 nianbao user list 看有哪些。"},
		{"", "disable 王芳", "至少要留一位能登录的“管理”，没有改动。"},
		{"", "role 王芳 填报", "至少要留一位能登录的“管理”，没有改动。"},
	}
	for _, tt := range tests {
		r := user(t, dir, tt.password, strings.Fields(tt.args)...)
		if r.status != exitUsage || strings.TrimSpace(r.err) != tt.message {
			t.Errorf("%s: status %d: %s", tt.args, r.status, r.err)
		}
	}
	r := user(t, dir+"/none", "", "list")
	r.want(exitUsage, "没有 "+dir+"/none 这个数据文件夹。请检查 --data，或先打开一次年报助手。")
	user(t, t.TempDir(), firstPassword, "add", "王芳").want(exitUsage, "还没有填本单位。请先打开年报助手，填好单位名称。")
}

// TestUserRunning: while the program runs, the folder is its own; the command
// says how to go about it.
func TestUserRunning(t *testing.T) {
	dir := folder(t)
	store := openData(t, dir)
	defer store.Close()
	user(t, dir, "", "list").want(exitFailure, "年报助手正开着，账户在它手里。请先关掉年报助手的窗口，再运行这条命令；不想关的话，请用“管理”的账户登录，在“同事”页里做，或在年报助手的窗口里输入“重设”并回车来设新密码。")
}
