package main

import (
	"log/slog"
	"time"

	"github.com/spf13/pflag"

	"nianbao/internal/app"
)

func serveCommand(e *environment, flags *pflag.FlagSet) func([]string) error {
	cfg := app.Config{Version: version, Out: e.err, Now: time.Now}
	flags.StringVar(&cfg.Addr, "addr", "127.0.0.1:8080", flagAddr)
	flags.StringVar(&cfg.Data, "data", "", flagData)
	noBrowser := flags.Bool("no-browser", false, flagNoBrowser)
	flags.BoolVar(&cfg.Demo, "demo", false, flagDemo)
	flags.StringVar(&cfg.Dev, "dev", "", flagDev)
	verbose := flags.Bool("verbose", false, flagVerbose)
	return func(args []string) error {
		if len(args) > 0 {
			return usageError(textNoArguments, "serve")
		}
		level := slog.LevelWarn
		if *verbose {
			level = slog.LevelInfo
		}
		cfg.Browser = !*noBrowser
		cfg.Log = slog.New(slog.NewTextHandler(e.err, &slog.HandlerOptions{Level: level}))
		return app.Serve(e.ctx, cfg)
	}
}
