package app

import (
	"bufio"
	"fmt"
	"slices"
	"strings"

	"nianbao/internal/storage"
	"nianbao/internal/web"
)

// listenToWindow answers what is typed into the program's window: who sits
// there may set new passwords.
func (cfg Config) listenToWindow(store *storage.Store, pages *web.Server) {
	if cfg.In == nil {
		return
	}
	if store.HasUsers() {
		fmt.Fprint(cfg.Out, textWindow)
	}
	lines := bufio.NewScanner(cfg.In)
	go func() {
		for lines.Scan() {
			switch typed := strings.TrimSpace(lines.Text()); {
			case !slices.Contains(resetWords, strings.ToLower(typed)):
			case !store.HasUsers():
				fmt.Fprint(cfg.Out, textNoAccounts)
			default:
				fmt.Fprintf(cfg.Out, textResetCode, pages.ResetCode())
			}
		}
	}()
}
