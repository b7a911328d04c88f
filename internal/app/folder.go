package app

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// folder is the data folder, and what to do with it afterwards.
func (cfg Config) folder() (dir string, cleanup func(), err error) {
	if cfg.Demo {
		dir, err := os.MkdirTemp("", "nianbao-demo-")
		if err != nil {
			return "", nil, fmt.Errorf("app: demonstration folder: %w", err)
		}
		return dir, func() { os.RemoveAll(dir) }, nil
	}
	if cfg.Data != "" {
		return cfg.Data, func() {}, nil
	}
	program, err := os.Executable()
	if err != nil {
		cfg.Log.Warn("where the program is", "error", err)
	}
	dir, err = defaultFolder(program)
	return dir, func() {}, err
}

// DataFolder is the folder that serve uses; data names it, "" is the default
// one.
func DataFolder(data string) (string, error) {
	if data != "" {
		return data, nil
	}
	program, err := os.Executable()
	if err != nil {
		program = "" // where it is does not matter then
	}
	return defaultFolder(program)
}

// defaultFolder is the folder 数据 beside the program if there is one, so that
// the program can live on a stick, else a folder of the user's. The program's
// path may be unknown, "".
func defaultFolder(program string) (string, error) {
	if program != "" {
		beside := filepath.Join(filepath.Dir(program), besideName)
		if info, err := os.Stat(beside); err == nil && info.IsDir() {
			return beside, nil
		}
	}
	base, err := userData()
	if err != nil {
		return "", fmt.Errorf("app: data folder: %w", err)
	}
	return filepath.Join(base, "nianbao"), nil
}

// userData is where programs of the system keep a user's data.
func userData() (string, error) {
	switch runtime.GOOS {
	case "windows":
		return os.UserCacheDir() // %LocalAppData%: not copied between PCs
	case "darwin":
		return os.UserConfigDir()
	}
	if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return dir, nil
	}
	home, err := os.UserHomeDir()
	return filepath.Join(home, ".local", "share"), err
}

// devFolders reads pages and assets from the source tree.
func devFolders(tree string) (pages, assets fs.FS) {
	return os.DirFS(filepath.Join(tree, "templates", "web")), os.DirFS(filepath.Join(tree, "static"))
}
