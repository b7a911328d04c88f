package account

import (
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"math/big"
	"strings"
	"sync"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Code is a number that the program's window shows and that opens one thing
// once: it proves that its reader sits at the PC or was told by who does.
type Code struct {
	mu      sync.Mutex
	digits  string
	expires time.Time // zero: not by time
}

// codeDigits is how many; with the throttle's pace, guessing takes years.
const codeDigits = 8

// Issue makes a new code, in the form people read it. The one before is void.
func (c *Code) Issue(expires time.Time) string {
	n, _ := rand.Int(rand.Reader, big.NewInt(1e8)) // never fails: it ends the program
	c.mu.Lock()
	defer c.mu.Unlock()
	c.digits, c.expires = fmt.Sprintf("%0*d", codeDigits, n), expires
	return c.digits[:4] + " " + c.digits[4:]
}

// Redeem uses the code up; ErrCode if it is another one or void.
func (c *Code) Redeem(text string, now time.Time) error {
	text = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '-' {
			return -1
		}
		return r
	}, norm.NFKC.String(text))
	c.mu.Lock()
	defer c.mu.Unlock()
	fresh := c.digits != "" && (c.expires.IsZero() || now.Before(c.expires))
	if !fresh || subtle.ConstantTimeCompare([]byte(text), []byte(c.digits)) != 1 {
		return ErrCode
	}
	c.digits = ""
	return nil
}

// Waiting reports whether there is a code to be used.
func (c *Code) Waiting(now time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.digits != "" && (c.expires.IsZero() || now.Before(c.expires))
}
