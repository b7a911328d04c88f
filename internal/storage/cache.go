package storage

import (
	"container/list"
	"sync"

	"nianbao/internal/draft"
)

// cachedDrafts is the number of drafts kept decoded: those of 200 people who
// save at once, at about 0.1 MB each.
const cachedDrafts = 256

// key finds a draft that is not deleted.
type key struct {
	office string
	year   int
}

// entry is a committed state of a draft. It is never changed. The zero entry
// says that there is no draft.
type entry struct {
	id    int64
	draft *draft.Draft
}

// cache keeps the drafts used last.
type cache struct {
	mu     sync.Mutex
	size   int
	order  *list.List // of *cached, the most recent first
	byKey  map[key]*list.Element
	absent map[key]bool // what was asked for and is not there: last year's report, with every save
	epoch  uint64       // counts commits
}

type cached struct {
	key   key
	entry entry
}

func newCache(size int) *cache {
	return &cache{size: size, order: list.New(), byKey: map[key]*list.Element{}, absent: map[key]bool{}}
}

// get returns an entry; for one that is not there, the epoch to hand to offer.
func (c *cache) get(k key) (e entry, epoch uint64, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	el, ok := c.byKey[k]
	if !ok {
		return entry{}, c.epoch, c.absent[k]
	}
	c.order.MoveToFront(el)
	return el.Value.(*cached).entry, c.epoch, true
}

// put keeps a state that was committed just now.
func (c *cache) put(k key, e entry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.epoch++
	c.store(k, e)
}

// offer keeps a state that was read, unless something was committed since
// epoch: it may be older than that.
func (c *cache) offer(k key, e entry, epoch uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.epoch == epoch {
		c.store(k, e)
	}
}

// drop forgets a state that may no longer be the present one.
func (c *cache) drop(k key) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.epoch++
	delete(c.absent, k)
	if el, ok := c.byKey[k]; ok {
		c.order.Remove(el)
		delete(c.byKey, k)
	}
}

// clear forgets everything: another database has taken the place of the one
// it came from.
func (c *cache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.epoch++
	c.order.Init()
	clear(c.byKey)
	clear(c.absent)
}

func (c *cache) store(k key, e entry) {
	delete(c.absent, k)
	if e.draft == nil {
		if len(c.absent) >= c.size {
			clear(c.absent)
		}
		c.absent[k] = true
		return
	}
	if el, ok := c.byKey[k]; ok {
		el.Value.(*cached).entry = e
		c.order.MoveToFront(el)
		return
	}
	c.byKey[k] = c.order.PushFront(&cached{k, e})
	if c.order.Len() > c.size {
		oldest := c.order.Back()
		c.order.Remove(oldest)
		delete(c.byKey, oldest.Value.(*cached).key)
	}
}
