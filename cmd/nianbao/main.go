// Command nianbao helps an office to write its annual report on government
// information disclosure: as a web application on the office's PC, and as
// commands on files that need neither server nor database.
//
// Start reading at commands, the list of what it can do; each command is a
// file of its own.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/pflag"
)

// version is set by the linker.
var version = "dev"

func main() {
	env := &environment{ctx: context.Background(), in: os.Stdin, out: os.Stdout, err: os.Stderr}
	os.Exit(env.run(os.Args[1:]))
}

// environment is what a command works with; tests put their own in.
type environment struct {
	ctx context.Context
	in  io.Reader
	out io.Writer
	err io.Writer
	// limits is how many times as much as usual a file may take; 0 is once.
	limits int
	taken  bool // standard input was read
}

// command is one thing the program does. setup declares the flags and returns
// what runs once they are read.
type command struct {
	name  string
	usage string // arguments
	short string
	setup func(*environment, *pflag.FlagSet) func(args []string) error
}

// commands lists everything, in the order help shows it.
var commands = []command{
	{"serve", usageServe, shortServe, serveCommand},
	{"import", usageImport, shortImport, importCommand},
	{"check", usageCheck, shortCheck, checkCommand},
	{"export", usageExport, shortExport, exportCommand},
	{"rollover", usageRollover, shortRollover, rolloverCommand},
	{"compare", usageCompare, shortCompare, compareCommand},
	{"fields", usageFields, shortFields, fieldsCommand},
	{"backup", usageBackup, shortBackup, backupCommand},
	{"restore", usageRestore, shortRestore, restoreCommand},
	{"user", usageUser, shortUser, userCommand},
}

// run executes a command line and returns the exit status.
func (e *environment) run(args []string) int {
	if len(args) == 0 {
		args = []string{"serve"}
	}
	switch args[0] {
	case "help", "--help", "-h":
		e.help()
		return exitDone
	case "version", "--version":
		fmt.Fprintln(e.out, "nianbao", version)
		return exitDone
	}
	for _, c := range commands {
		if c.name == args[0] {
			return e.execute(c, args[1:])
		}
	}
	return e.fail(usageError(textUnknownCommand, args[0]))
}

func (e *environment) execute(c command, args []string) int {
	flags := pflag.NewFlagSet(c.name, pflag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.SortFlags = false
	run := c.setup(e, flags)
	err := flags.Parse(args)
	if errors.Is(err, pflag.ErrHelp) {
		fmt.Fprintf(e.out, textCommandHelp, c.short, c.name, c.usage)
		flags.VisitAll(e.describe)
		return exitDone
	}
	if err != nil {
		return e.fail(flagError(c.name, err))
	}
	if err := e.checkLimits(flags); err != nil {
		return e.fail(err)
	}
	return e.fail(run(flags.Args()))
}

func (e *environment) help() {
	fmt.Fprint(e.out, textHelpHead)
	for _, c := range commands {
		fmt.Fprintf(e.out, "  %-9s %s\n", c.name, c.short)
	}
	fmt.Fprint(e.out, textHelpFoot)
}

// describe prints a flag with the name of its value, which the wording puts
// in back quotes.
func (e *environment) describe(f *pflag.Flag) {
	name := "--" + f.Name
	if f.Shorthand != "" {
		name = "-" + f.Shorthand + ", " + name
	}
	value, text := pflag.UnquoteUsage(f)
	if f.Value.Type() == "bool" {
		value = ""
	}
	fmt.Fprintf(e.out, "  %s %s\n      %s\n", name, value, text)
}

// flagError words a flag the library could not read.
func flagError(name string, err error) error {
	var unknown *pflag.NotExistError
	var noValue *pflag.ValueRequiredError
	var badValue *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		return usageError(textUnknownFlag, dashed(unknown.GetSpecifiedName()), name)
	case errors.As(err, &noValue):
		return usageError(textFlagNoValue, dashed(noValue.GetSpecifiedName()))
	case errors.As(err, &badValue):
		return usageError(textFlagBadValue, dashed(badValue.GetFlag().Name), badValue.GetValue())
	}
	return usageError(textFlagSyntax, name)
}

// dashed is a flag as it is typed.
func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}
