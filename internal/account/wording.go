package account

// What to mend about a name or a password.
const (
	textNoName          = "请写上姓名。"
	textNoRole          = "请从列出的几种里选。"
	textBadName         = "姓名最多 32 个字，一行写完。"
	textShortPassword   = "密码至少 %d 个字，可以是一句话，中文也行。"
	textLongPassword    = "密码最多 %d 个字，请改短。"
	textPasswordIsName  = "密码不能和姓名一样，请换一个。"
	textPasswordRepeats = "密码不能只是同一个字，请换一个。"
)

var roleNames = map[Role]string{Editor: "填报", Reviewer: "审核", Admin: "管理"}

var roleDuties = map[Role]string{
	Editor:   "填写和修改年报",
	Reviewer: "只看不改，看完勾“送审”",
	Admin:    "什么都能做，还管同事和密码",
}

// Label is what pages call the role.
func (r Role) Label() string { return roleNames[r] }

// Duty says what the role is for.
func (r Role) Duty() string { return roleDuties[r] }

// RoleNamed is the role of a label or of its own name.
func RoleNamed(text string) (Role, bool) {
	for _, r := range Roles {
		if text == string(r) || text == r.Label() {
			return r, true
		}
	}
	return "", false
}
