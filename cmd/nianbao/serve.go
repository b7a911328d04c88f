package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/pflag"

	"nianbao/internal/app"
)

func serveCommand(e *environment, flags *pflag.FlagSet) func([]string) error {
	cfg := app.Config{Version: version, Out: e.err, Now: time.Now}
	flags.StringVar(&cfg.Addr, "addr", "127.0.0.1:8080", flagAddr)
	flags.StringVar(&cfg.Data, "data", "", flagData)
	flags.StringVar(&cfg.TLSCert, "tls-cert", "", flagTLSCert)
	flags.StringVar(&cfg.TLSKey, "tls-key", "", flagTLSKey)
	noBrowser := flags.Bool("no-browser", false, flagNoBrowser)
	flags.BoolVar(&cfg.Demo, "demo", false, flagDemo)
	flags.StringVar(&cfg.Dev, "dev", "", flagDev)
	e.limitsFlag(flags)
	verbose := flags.Bool("verbose", false, flagVerbose)
	return func(args []string) error {
		if len(args) > 0 {
			return usageError(textNoArguments, "serve")
		}
		level := slog.LevelWarn
		if *verbose {
			level = slog.LevelInfo
		}
		cfg.Browser, cfg.Limits = !*noBrowser, e.limits
		cfg.In = e.window()
		cfg.Log = slog.New(slog.NewTextHandler(e.err, &slog.HandlerOptions{Level: level}))
		ctx, stop := signal.NotifyContext(e.ctx, os.Interrupt, syscall.SIGTERM)
		defer stop()
		context.AfterFunc(ctx, stop) // a second Ctrl+C ends the program at once
		return app.Serve(ctx, cfg)
	}
}
