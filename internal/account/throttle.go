package account

import (
	"container/list"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// How often somebody may try: so many at once, then one each interval. An
// address recovers more slowly than an account, so that one colleague's PC
// cannot keep another colleague out.
var (
	perAccount = limit{burst: 10, every: 5 * time.Second}
	perAddress = limit{burst: 10, every: 10 * time.Second}
)

// maxTracked is how many accounts and how many addresses are remembered; the
// ones tried longest ago are forgotten.
const maxTracked = 2048

type limit struct {
	burst int
	every time.Duration
}

// Throttle counts attempts at passwords and codes, by account and by address.
type Throttle struct {
	mu        sync.Mutex
	accounts  limiters
	addresses limiters
}

// NewThrottle makes a throttle that has seen nothing.
func NewThrottle() *Throttle {
	return &Throttle{accounts: newLimiters(perAccount), addresses: newLimiters(perAddress)}
}

// Attempt is one attempt that was let through.
type Attempt struct {
	throttle *Throttle
	at       time.Time
	taken    []*rate.Reservation
}

// Try asks for an attempt; ErrTooOften if there were too many of late. One
// refused for its address does not count against the account.
func (t *Throttle) Try(account, address string, now time.Time) (*Attempt, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	a := &Attempt{throttle: t, at: now}
	for _, l := range []*rate.Limiter{t.addresses.get(address), t.accounts.get(account)} {
		if l.TokensAt(now) < 1 {
			a.giveBack()
			return nil, ErrTooOften
		}
		a.taken = append(a.taken, l.ReserveN(now, 1))
	}
	return a, nil
}

// Succeeded takes the attempt out of the count.
func (a *Attempt) Succeeded() {
	a.throttle.mu.Lock()
	defer a.throttle.mu.Unlock()
	a.giveBack()
}

func (a *Attempt) giveBack() {
	for _, r := range a.taken {
		r.CancelAt(a.at)
	}
}

// limiters are those of the keys used last.
type limiters struct {
	limit limit
	byKey map[string]*list.Element
	order *list.List // of *tracked, the one used last in front
}

type tracked struct {
	key     string
	limiter *rate.Limiter
}

func newLimiters(l limit) limiters {
	return limiters{limit: l, byKey: map[string]*list.Element{}, order: list.New()}
}

func (l *limiters) get(key string) *rate.Limiter {
	if e, ok := l.byKey[key]; ok {
		l.order.MoveToFront(e)
		return e.Value.(*tracked).limiter
	}
	if l.order.Len() >= maxTracked {
		oldest := l.order.Back()
		delete(l.byKey, oldest.Value.(*tracked).key)
		l.order.Remove(oldest)
	}
	tr := &tracked{key, rate.NewLimiter(rate.Every(l.limit.every), l.limit.burst)}
	l.byKey[key] = l.order.PushFront(tr)
	return tr.limiter
}
