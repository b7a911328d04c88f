package account

import "slices"

// Role is what a user is there for.
type Role string

// Roles.
const (
	Editor   Role = "edit"
	Reviewer Role = "review"
	Admin    Role = "admin"
)

// Roles lists them in the order pages offer them.
var Roles = []Role{Editor, Reviewer, Admin}

// Valid reports whether there is such a role.
func (r Role) Valid() bool { return slices.Contains(Roles, r) }

// Action is a kind of thing that somebody does with the program.
type Action string

// Actions. Every route of internal/web is one of them.
const (
	Enter  Action = "enter"  // sign in, and what the pages for that need
	Self   Action = "self"   // one's own account
	Read   Action = "read"   // look at reports, print and export them
	Submit Action = "submit" // tick a step of the way: 送审, 报县
	Edit   Action = "edit"   // change a report, begin or delete one
	Manage Action = "manage" // the office, colleagues, the data folder, the program itself
)

// may says who may do what. What is not in it nobody may.
var may = map[Action][]Role{
	Self:   {Editor, Reviewer, Admin},
	Read:   {Editor, Reviewer, Admin},
	Submit: {Editor, Reviewer, Admin},
	Edit:   {Editor, Admin},
	Manage: {Admin},
}

// May reports whether the role may do a.
func (r Role) May(a Action) bool { return a == Enter || slices.Contains(may[a], r) }
