package account

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

var noon = time.Date(2026, 1, 8, 12, 0, 0, 0, time.UTC)

// TestMay spells out who may do what; the table in the program is to be
// changed only together with this one.
func TestMay(t *testing.T) {
	tests := []struct {
		action                        Action
		editor, reviewer, admin, none bool
	}{
		{Enter, true, true, true, true},
		{Self, true, true, true, false},
		{Read, true, true, true, false},
		{Submit, true, true, true, false},
		{Edit, true, false, true, false},
		{Manage, false, false, true, false},
		{"", false, false, false, false},
		{"unheard of", false, false, false, false},
	}
	for _, tt := range tests {
		got := []bool{Editor.May(tt.action), Reviewer.May(tt.action), Admin.May(tt.action), Role("").May(tt.action), Role("root").May(tt.action)}
		want := []bool{tt.editor, tt.reviewer, tt.admin, tt.none, tt.none}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%q: %v, want %v", tt.action, got, want)
		}
	}
}

func TestRoles(t *testing.T) {
	for _, r := range Roles {
		if got, ok := RoleNamed(r.Label()); !ok || got != r || !r.Valid() || r.Duty() == "" {
			t.Errorf("%q: %q %v", r, got, ok)
		}
	}
	if _, ok := RoleNamed("root"); ok || Role("root").Valid() {
		t.Error("root is a role")
	}
}

func TestName(t *testing.T) {
	tests := []struct {
		typed, clean string
		ok           bool
	}{
		{"王芳", "王芳", true},
		{" 王　芳\n", "王 芳", true},
		{"Ｗａｎｇ", "Wang", true},
		{"𬱖阳", "𬱖阳", true},
		{"", "", false},
		{"　", "", false},
		{strings.Repeat("王", 32), strings.Repeat("王", 32), true},
		{strings.Repeat("王", 33), strings.Repeat("王", 33), false},
		{"王\x00芳", "王\x00芳", false},
		{"王\u202e芳", "王\u202e芳", false},
		{"王\xff", "王\xff", false},
	}
	for _, tt := range tests {
		clean := CleanName(tt.typed)
		if clean != tt.clean || (NameProblem(clean) == "") != tt.ok {
			t.Errorf("%q: %q, %q", tt.typed, clean, NameProblem(clean))
		}
	}
}

func TestPasswordRules(t *testing.T) {
	tests := []struct{ name, password, want string }{
		{"王芳", "青石镇的桥下有水", ""},
		{"王芳", "correct horse", ""},
		{"王芳", strings.Repeat("桥下有水", 32), ""},
		{"王芳", "1234567", "密码至少 8 个字，可以是一句话，中文也行。"},
		{"王芳", "", "密码至少 8 个字，可以是一句话，中文也行。"},
		{"王芳", strings.Repeat("桥下有水", 32) + "x", "密码最多 128 个字，请改短。"},
		{"王芳", "12345678\xff", "密码最多 128 个字，请改短。"},
		{"Wang Fang", "WANG　FANG", "密码不能和姓名一样，请换一个。"},
		{"王芳", "88888888", "密码不能只是同一个字，请换一个。"},
	}
	for _, tt := range tests {
		if got := PasswordProblem(tt.name, tt.password); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.password, got, tt.want)
		}
	}
}

func hash(t *testing.T, h *Hasher, password string) string {
	t.Helper()
	encoded, err := h.Hash(t.Context(), password)
	if err != nil {
		t.Fatal(err)
	}
	return encoded
}

func match(t *testing.T, h *Hasher, u *User, password string) bool {
	t.Helper()
	ok, err := h.Match(t.Context(), u, password)
	if err != nil {
		t.Fatal(err)
	}
	return ok
}

func TestHash(t *testing.T) {
	h := NewHasher()
	const password = "青石镇的桥é"
	u := &User{Password: hash(t, h, password)}
	if !strings.HasPrefix(u.Password, "$argon2id$v=19$m=19456,t=2,p=1$") || u.Password == hash(t, h, password) {
		t.Errorf("encoded as %s", u.Password)
	}
	tests := []struct {
		password string
		want     bool
	}{
		{password, true},
		{"青石镇的桥e\u0301", true}, // the same, typed on another system
		{"青石镇的桥e", false},
		{"", false},
		{password + " ", false},
		{strings.Repeat("x", 1<<20), false},
	}
	for _, tt := range tests {
		if got := match(t, h, u, tt.password); got != tt.want {
			t.Errorf("%.40q: %v", tt.password, got)
		}
	}
	if u.Disabled = true; match(t, h, u, password) {
		t.Error("a disabled user comes in")
	}
	if match(t, h, nil, password) {
		t.Error("nobody comes in")
	}
}

// TestOldHash: parameters may be raised, and what they were is read.
func TestOldHash(t *testing.T) {
	h := NewHasher()
	old := params{Time: 1, Memory: 8 << 10, Threads: 1}
	salt := random(saltLength)
	u := &User{Password: encode(old, salt, derive(old, "青石镇的桥下", salt, keyLength))}
	if !match(t, h, u, "青石镇的桥下") || !Outdated(u.Password) || Outdated(hash(t, h, "x")) || Outdated("x") {
		t.Error("old parameters are not read, or not noticed")
	}
}

func TestDamagedHash(t *testing.T) {
	h := NewHasher()
	for _, encoded := range []string{"", "x", "$argon2id$v=19$m=19456,t=2,p=1$$", "$argon2id$v=19$m=4000000000,t=2,p=1$AAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAA",
		"$argon2id$v=19$m=19456,t=0,p=1$AAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAA", "$argon2i$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAA",
		"$argon2id$v=19$m=x$AAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAA", "$argon2id$v=19$m=19456,t=2,p=1$!$!"} {
		if ok, err := h.Match(t.Context(), &User{Password: encoded}, "x"); ok || err == nil {
			t.Errorf("%q: %v, %v", encoded, ok, err)
		}
	}
}

// TestHashesAtOnce: however many sign in, two hashes are computed at a time,
// and who does not wait any more is let go.
func TestHashesAtOnce(t *testing.T) {
	h := NewHasher()
	var peak atomic.Int64
	h.peak = func(running int) {
		for {
			old := peak.Load()
			if int64(running) <= old || peak.CompareAndSwap(old, int64(running)) {
				return
			}
		}
	}
	var wait sync.WaitGroup
	for i := range 12 {
		wait.Go(func() {
			var u *User // every other one is nobody: the same way through
			if i%2 == 0 {
				u = &User{Password: h.nobody}
			}
			if ok, err := h.Match(t.Context(), u, "x"); ok || err != nil {
				t.Errorf("%v, %v", ok, err)
			}
		})
	}
	wait.Wait()
	if peak.Load() > atOnce || peak.Load() == 0 {
		t.Errorf("%d at once", peak.Load())
	}
	for range atOnce {
		h.slots <- struct{}{}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := h.Match(ctx, nil, "x"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, err := h.Hash(ctx, "x"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestNobodyTakesAsLong: an unknown name is compared with a password of the
// same parameters, so that it cannot be told from a known one by the clock.
func TestNobodyTakesAsLong(t *testing.T) {
	h := NewHasher()
	p, salt, key, err := decode(h.nobody)
	if err != nil || p != current || len(salt) != saltLength || len(key) != keyLength {
		t.Errorf("nobody's password: %+v, %d, %d, %v", p, len(salt), len(key), err)
	}
	turns := 0
	h.peak = func(int) { turns++ }
	u := &User{Password: hash(t, h, "青石镇的桥下")}
	turns = 0
	match(t, h, nil, "x")
	match(t, h, u, "x")
	match(t, h, &User{Password: u.Password, Disabled: true}, "青石镇的桥下")
	if turns != 3 {
		t.Errorf("%d hashes for three attempts", turns)
	}
}

func try(t *Throttle, account, address string, now time.Time) bool {
	_, err := t.Try(account, address, now)
	return err == nil
}

// TestThrottle: a burst, then one each interval; who knows the password is not
// counted.
func TestThrottle(t *testing.T) {
	th, now := NewThrottle(), noon
	for i := range perAddress.burst {
		if !try(th, "王芳", "a", now) {
			t.Fatalf("attempt %d is refused", i)
		}
	}
	if _, err := th.Try("王芳", "a", now); !errors.Is(err, ErrTooOften) {
		t.Errorf("got %v", err)
	}
	if now = now.Add(perAddress.every); !try(th, "王芳", "a", now) || try(th, "王芳", "a", now) {
		t.Error("after the interval there is one attempt")
	}
	for range 100 {
		a, err := th.Try("李强", "b", now)
		if err != nil {
			t.Fatalf("%v", err)
		}
		a.Succeeded()
		now = now.Add(50 * time.Millisecond)
	}
}

// TestThousandWrong: somebody who guesses from one PC keeps neither the person
// whose name it is nor anybody else out.
func TestThousandWrong(t *testing.T) {
	th, now, passed := NewThrottle(), noon, 0
	for range 1000 {
		if try(th, "王芳", "attacker", now) {
			passed++
		}
		now = now.Add(100 * time.Millisecond)
	}
	if want := perAddress.burst + int(100*time.Second/perAddress.every) + 1; passed > want {
		t.Errorf("%d attempts passed, at most %d should", passed, want)
	}
	if !try(th, "王芳", "her own", now) || !try(th, "李强", "his own", now) {
		t.Error("somebody is locked out")
	}
	if try(th, "李强", "attacker", now) {
		t.Error("another name helps the attacker")
	}
}

// TestThrottleAccount: many PCs together are held up as well, for a while.
func TestThrottleAccount(t *testing.T) {
	th, passed := NewThrottle(), 0
	for i := range 1000 {
		if try(th, "王芳", fmt.Sprint(i), noon) {
			passed++
		}
	}
	if passed != perAccount.burst {
		t.Errorf("%d attempts passed", passed)
	}
	if !try(th, "王芳", "her own", noon.Add(perAccount.every)) {
		t.Error("she is locked out for long")
	}
}

// TestThrottleMemory: a million names and addresses take no more memory than
// some thousand.
func TestThrottleMemory(t *testing.T) {
	th := NewThrottle()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := range 100_000 {
		try(th, fmt.Sprint("name", i), fmt.Sprint("address", i), noon)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 4<<20 {
		t.Errorf("%d KiB", grown>>10)
	}
	if n := len(th.accounts.byKey); n != maxTracked || th.accounts.order.Len() != n {
		t.Errorf("%d accounts remembered", n)
	}
	runtime.KeepAlive(th)
}

func TestCode(t *testing.T) {
	var c Code
	if err := c.Redeem("", noon); !errors.Is(err, ErrCode) || c.Waiting(noon) {
		t.Errorf("no code: %v", err)
	}
	text := c.Issue(time.Time{})
	wide := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r - '0' + '０'
		}
		return r
	}, text)
	if len(text) != 9 || !c.Waiting(noon.AddDate(1, 0, 0)) {
		t.Errorf("code %q", text)
	}
	if err := c.Redeem("1"+text, noon); !errors.Is(err, ErrCode) {
		t.Error("another code is taken")
	}
	if err := c.Redeem(" "+wide+" ", noon); err != nil {
		t.Errorf("%v", err)
	}
	if err := c.Redeem(text, noon); !errors.Is(err, ErrCode) {
		t.Error("the code is taken twice")
	}
	old := c.Issue(noon.Add(time.Minute))
	if err := c.Redeem(old, noon.Add(time.Minute)); !errors.Is(err, ErrCode) || c.Waiting(noon.Add(time.Minute)) {
		t.Error("the code outlives its time")
	}
	newer := c.Issue(noon.Add(time.Minute))
	if old != newer && c.Redeem(old, noon) == nil {
		t.Error("the code before is taken")
	}
}

// TestCodeOnce: of many who enter the code at once, one gets in.
func TestCodeOnce(t *testing.T) {
	var c Code
	text := c.Issue(time.Time{})
	var won atomic.Int64
	var wait sync.WaitGroup
	for range 50 {
		wait.Go(func() {
			if c.Redeem(text, noon) == nil {
				won.Add(1)
			}
		})
	}
	wait.Wait()
	if won.Load() != 1 {
		t.Errorf("%d got in", won.Load())
	}
}

func TestSession(t *testing.T) {
	tests := []struct {
		started, used  time.Duration // ago
		expired, stale bool
	}{
		{0, 0, false, false},
		{time.Hour, time.Minute, false, true},
		{MaxAge, 0, false, false},
		{MaxAge + 1, 0, true, false},
		{MaxIdle, MaxIdle, false, true},
		{MaxIdle + 1, MaxIdle + 1, true, true},
		{-time.Hour, -time.Hour, false, false}, // the clock was moved back
	}
	for _, tt := range tests {
		s := Session{Started: noon.Add(-tt.started), Used: noon.Add(-tt.used)}
		if s.Expired(noon) != tt.expired || s.Stale(noon) != tt.stale {
			t.Errorf("%v, %v ago: %v, %v", tt.started, tt.used, s.Expired(noon), s.Stale(noon))
		}
	}
}

// TestLastAdmin: somebody must be left who can let the others in.
func TestLastAdmin(t *testing.T) {
	team := []User{{ID: "a", Role: Admin}, {ID: "b", Role: Editor}, {ID: "c", Role: Admin, Disabled: true}}
	tests := []struct {
		name string
		who  int
		do   Change
		want error
	}{
		{"the last one steps down", 0, SetRole(Editor), ErrLastAdmin},
		{"the last one is locked out", 0, SetDisabled(true), ErrLastAdmin},
		{"somebody else is locked out", 1, SetDisabled(true), nil},
		{"somebody else rises", 1, SetRole(Admin), nil},
		{"another one comes back", 2, SetDisabled(false), nil},
		{"a password", 0, SetPassword("x"), nil},
	}
	for _, tt := range tests {
		u := team[tt.who]
		if err := tt.do(&u, team); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func BenchmarkHash(b *testing.B) {
	h := NewHasher()
	for b.Loop() {
		if _, err := h.Hash(b.Context(), "青石镇的桥下有水"); err != nil {
			b.Fatal(err)
		}
	}
}
