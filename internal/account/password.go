package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// Lengths of passwords, in characters. The upper one keeps a request from
// being work.
const (
	minPassword = 8
	maxPassword = 128
)

// PasswordProblem is what to mend about a new password; empty if nothing.
func PasswordProblem(name, password string) string {
	n := utf8.RuneCountInString(password)
	switch {
	case n < minPassword:
		return fmt.Sprintf(textShortPassword, minPassword)
	case n > maxPassword || !utf8.ValidString(password):
		return fmt.Sprintf(textLongPassword, maxPassword)
	case strings.EqualFold(CleanName(password), CleanName(name)):
		return textPasswordIsName
	case strings.Count(password, string([]rune(password)[0])) == n:
		return textPasswordRepeats
	}
	return ""
}

// params are those of argon2id. They stand in every encoded password, so that
// they may be raised: what was encoded with others is encoded anew at the next
// sign-in.
type params struct {
	Time, Memory uint32 // rounds, KiB
	Threads      uint8
}

var current = params{Time: 2, Memory: 19 << 10, Threads: 1}

const (
	saltLength = 16
	keyLength  = 32
	// atOnce bounds the memory that passwords take: 19 MiB each.
	atOnce = 2
)

// format of an encoded password, as other programs write it too.
const format = "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"

// Hasher encodes and compares passwords, few at once.
type Hasher struct {
	slots  chan struct{}
	nobody string // an encoded password that no password gives
	peak   func(running int)
}

// NewHasher makes a hasher.
func NewHasher() *Hasher {
	h := &Hasher{slots: make(chan struct{}, atOnce)}
	h.nobody = encode(current, random(saltLength), random(keyLength))
	return h
}

// enter waits for a turn, or until ctx ends.
func (h *Hasher) enter(ctx context.Context) error {
	select {
	case h.slots <- struct{}{}:
		if h.peak != nil {
			h.peak(len(h.slots))
		}
		return nil
	case <-ctx.Done():
		return fmt.Errorf("account: wait for a turn: %w", ctx.Err())
	}
}

func (h *Hasher) leave() { <-h.slots }

// Hash encodes a password with a salt of its own.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	if err := h.enter(ctx); err != nil {
		return "", err
	}
	defer h.leave()
	salt := random(saltLength)
	return encode(current, salt, derive(current, password, salt, keyLength)), nil
}

// Match reports whether the password is the user's. It takes as long for a
// user who does not exist, nil, or may not come in.
func (h *Hasher) Match(ctx context.Context, u *User, password string) (bool, error) {
	encoded := h.nobody
	if u != nil {
		encoded = u.Password
	}
	p, salt, key, err := decode(encoded)
	if err != nil {
		return false, err
	}
	if err := h.enter(ctx); err != nil {
		return false, err
	}
	defer h.leave()
	same := subtle.ConstantTimeCompare(derive(p, clip(password), salt, uint32(len(key))), key) == 1
	return same && u != nil && !u.Disabled, nil
}

// Outdated reports whether a password was encoded with other parameters than
// those of today.
func Outdated(encoded string) bool {
	p, _, _, err := decode(encoded)
	return err == nil && p != current
}

// clip keeps what nobody has as a password from being work.
func clip(password string) string { return password[:min(len(password), maxPassword*utf8.UTFMax)] }

func derive(p params, password string, salt []byte, length uint32) []byte {
	return argon2.IDKey([]byte(norm.NFC.String(password)), salt, p.Time, p.Memory, p.Threads, length)
}

var base64Text = base64.RawStdEncoding

func encode(p params, salt, key []byte) string {
	return fmt.Sprintf(format, p.Memory, p.Time, p.Threads, base64Text.EncodeToString(salt), base64Text.EncodeToString(key))
}

// Bounds of parameters read from the database, so that a damaged one does not
// take all memory.
const (
	maxTime   = 16
	maxMemory = 256 << 10
)

func decode(encoded string) (p params, salt, key []byte, err error) {
	fields := strings.Split(encoded, "$")
	if len(fields) != 6 || fields[1] != "argon2id" || fields[2] != "v=19" {
		return p, nil, nil, fmt.Errorf("account: encoded password is of an unknown kind")
	}
	if _, err := fmt.Sscanf(fields[3], "m=%d,t=%d,p=%d", &p.Memory, &p.Time, &p.Threads); err != nil {
		return p, nil, nil, fmt.Errorf("account: parameters of the password: %w", err)
	}
	if p.Time == 0 || p.Time > maxTime || p.Memory == 0 || p.Memory > maxMemory || p.Threads == 0 {
		return p, nil, nil, fmt.Errorf("account: parameters of the password are out of bounds")
	}
	salt, err = base64Text.DecodeString(fields[4])
	if err == nil {
		key, err = base64Text.DecodeString(fields[5])
	}
	if err != nil || len(salt) < 8 || len(key) < 16 {
		return p, nil, nil, fmt.Errorf("account: encoded password is damaged: %w", err)
	}
	return p, salt, key, nil
}

func random(n int) []byte {
	b := make([]byte, n)
	rand.Read(b) // never fails: it ends the program
	return b
}
