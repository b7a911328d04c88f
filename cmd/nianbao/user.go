package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/pflag"
	"golang.org/x/term"

	"nianbao/internal/account"
	"nianbao/internal/app"
	"nianbao/internal/storage"
)

// userCommand looks after accounts while the program is closed: the data
// folder has one owner at a time.
func userCommand(e *environment, flags *pflag.FlagSet) func([]string) error {
	data := flags.String("data", "", flagData)
	role := flags.String("role", string(account.Editor), flagRole)
	flags.Lookup("role").DefValue = ""
	return func(args []string) error {
		if len(args) == 0 {
			return usageError(textUserUsage)
		}
		verb, ok := userVerbs[args[0]]
		if !ok {
			return usageError(textUserVerb, args[0])
		}
		if len(args)-1 != verb.arguments {
			return usageError(textUserUsage)
		}
		asked, ok := account.RoleNamed(*role)
		if !ok {
			return usageError(textUserRole, *role)
		}
		store, err := openFolder(*data)
		if err != nil {
			return err
		}
		u := &userWork{environment: e, store: store, args: args[1:], role: asked}
		return errors.Join(verb.do(u), store.Close())
	}
}

// openFolder opens a data folder that is there.
func openFolder(data string) (*storage.Store, error) {
	dir, err := app.DataFolder(data)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(dir); err != nil {
		return nil, usageError(textUserNoFolder, dir)
	}
	store, err := storage.Open(dir, storage.Options{Version: version})
	if errors.Is(err, storage.ErrLocked) {
		return nil, errRunning
	}
	return store, err
}

// errRunning says that the program has the data folder.
var errRunning = errors.New("the program is running")

// userWork is one run of the command.
type userWork struct {
	*environment
	store *storage.Store
	args  []string
	role  account.Role
}

// userVerbs are what can be done, with the number of arguments.
var userVerbs = map[string]struct {
	arguments int
	do        func(*userWork) error
}{
	"list":    {0, (*userWork).list},
	"add":     {1, (*userWork).add},
	"reset":   {1, (*userWork).reset},
	"role":    {2, (*userWork).setRole},
	"disable": {1, func(u *userWork) error { return u.change(account.SetDisabled(true), textUserDisabled) }},
	"enable":  {1, func(u *userWork) error { return u.change(account.SetDisabled(false), textUserEnabled) }},
}

func (u *userWork) list() error {
	offices, err := u.store.Offices(u.ctx)
	if err != nil {
		return err
	}
	for _, office := range offices {
		users, err := u.store.Users(u.ctx, office.ID)
		if err != nil {
			return err
		}
		for _, user := range users {
			state := ""
			if user.Disabled {
				state = textUserOff
			}
			fmt.Fprintf(u.out, "%s\t%s\t%s%s\n", office.Profile.Name, user.Name, user.Role.Label(), state)
		}
	}
	return nil
}

// add makes an account in the office of the data folder. The first one looks
// after the others, whatever was asked for.
func (u *userWork) add() error {
	offices, err := u.store.Offices(u.ctx)
	if err != nil {
		return err
	}
	if len(offices) == 0 {
		return usageError(textUserNoOffice)
	}
	first := !u.store.HasUsers()
	if first {
		u.role = account.Admin
	}
	password, err := u.password()
	if err != nil {
		return err
	}
	user, problems := account.NewUser(offices[0].ID, u.args[0], password, u.role)
	for _, text := range problems {
		return usageError("%s", text)
	}
	if user.Password, err = account.NewHasher().Hash(u.ctx, password); err != nil {
		return err
	}
	if user, err = u.store.AddUser(u.ctx, user, first); err != nil {
		return err
	}
	fmt.Fprintf(u.err, textUserAdded, user.Name, user.Role.Label())
	return nil
}

func (u *userWork) reset() error {
	if _, err := u.find(); err != nil {
		return err
	}
	password, err := u.password()
	if err != nil {
		return err
	}
	if text := account.PasswordProblem(u.args[0], password); text != "" {
		return usageError("%s", text)
	}
	encoded, err := account.NewHasher().Hash(u.ctx, password)
	if err != nil {
		return err
	}
	return u.change(account.SetPassword(encoded), textUserReset)
}

func (u *userWork) setRole() error {
	role, ok := account.RoleNamed(u.args[1])
	if !ok {
		return usageError(textUserRole, u.args[1])
	}
	return u.change(account.SetRole(role), textUserRoleSet)
}

func (u *userWork) find() (account.User, error) {
	return u.store.UserNamed(u.ctx, account.CleanName(u.args[0]))
}

// change changes the user of the first argument and says so.
func (u *userWork) change(change account.Change, done string) error {
	user, err := u.find()
	if err != nil {
		return err
	}
	if user, err = u.store.ChangeUser(context.WithoutCancel(u.ctx), user.Office, user.ID, change, ""); err != nil {
		return err
	}
	fmt.Fprintf(u.err, done, user.Name)
	return nil
}

// password asks for one: without showing it at a terminal, else as the first
// line of the input.
func (u *userWork) password() (string, error) {
	if f, ok := u.in.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		fmt.Fprint(u.err, textUserPassword)
		typed, err := term.ReadPassword(int(f.Fd()))
		fmt.Fprintln(u.err)
		return string(typed), err
	}
	line, err := bufio.NewReader(io.LimitReader(u.in, 4096)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	return strings.TrimRight(line, "\r\n"), nil
}

// window is what a person types into the program's window; nil when the input
// is no terminal.
func (e *environment) window() io.Reader {
	if f, ok := e.in.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return e.in
	}
	return nil
}
