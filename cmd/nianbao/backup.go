package main

import (
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/pflag"

	"nianbao/internal/app"
	"nianbao/internal/storage"
)

// errRestoreRunning says that the data folder is in use.
var errRestoreRunning = errors.New("the program is running")

// backupCommand writes everything stored to one file. The program may be
// running meanwhile.
func backupCommand(e *environment, flags *pflag.FlagSet) func([]string) error {
	cfg := app.Config{Version: version, Now: time.Now}
	flags.StringVar(&cfg.Data, "data", "", flagData)
	return func(args []string) error {
		if len(args) != 1 {
			return usageError(textOneOutput, "backup")
		}
		name, err := app.Backup(e.ctx, cfg, args[0])
		if err != nil {
			return outputProblem(args[0], err)
		}
		fmt.Fprintln(e.out, name)
		return nil
	}
}

// restoreCommand puts a backup in the place of what is stored.
func restoreCommand(e *environment, flags *pflag.FlagSet) func([]string) error {
	cfg := app.Config{Version: version, Now: time.Now}
	flags.StringVar(&cfg.Data, "data", "", flagData)
	return func(args []string) error {
		if len(args) != 1 {
			return usageError(textOneFile, "restore")
		}
		if info, err := os.Stat(args[0]); err == nil && info.IsDir() {
			return &inputError{args[0], errFolder}
		}
		m, err := app.Restore(e.ctx, cfg, args[0])
		if errors.Is(err, storage.ErrLocked) {
			return errRestoreRunning
		}
		if err != nil {
			return inputProblem(args[0], err)
		}
		fmt.Fprint(e.err, textRestored)
		for _, o := range m.Offices {
			fmt.Fprintf(e.err, textRestoredOffice, o.Name, len(o.Years))
		}
		return nil
	}
}
