package app

import (
	"os"
	"os/exec"
	"runtime"
)

// open shows url in the user's browser. If that does not work the address has
// been printed all the same.
func (cfg Config) open(url string) {
	if !cfg.Browser {
		return
	}
	cmd := browserCommand(url)
	if cmd == nil {
		return
	}
	if err := cmd.Start(); err != nil {
		cfg.Log.Warn("open browser", "error", err)
		return
	}
	go cmd.Wait() // the browser may outlive us; its status says nothing
}

func browserCommand(url string) *exec.Cmd {
	switch runtime.GOOS {
	case "windows":
		return exec.Command("rundll32", "url.dll,FileProtocolHandler", url)
	case "darwin":
		return exec.Command("open", url)
	}
	if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return nil // no desktop
	}
	return exec.Command("xdg-open", url)
}
