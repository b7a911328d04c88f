package recognise

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"nianbao/internal/form"
)

// branch is a heading of the definition with those below it: a column, or a
// line where lines stand side by side.
type branch struct {
	keys []string
	id   string // "" for a heading over several
	sub  []branch
}

// plan is in which order the figures of a line are printed.
type plan struct {
	order []int // place in print → column of the definition; nil if alike
	// torn says that the headings stand in another order, but not in which.
	torn bool
	// exact orders are read off the cells the headings stand in.
	exact bool
	// whole: all headings are known.
	whole bool
	// lost says that nobody knows in which order the figures stand.
	lost bool
	// turned says that the last column may be printed as the first.
	turned bool
	// loose says that the order of the headings could not be seen.
	loose bool
}

// header is a run of column headings.
type header struct {
	until   int // index of the token behind it
	columns []string
	exact   bool // read off the cells they stand in
	leaves  []token
	loose   bool // broken into lines that come in any order
}

// columnTree is the tree of some columns.
func columnTree(columns []form.Column) []branch {
	var out []branch
	for i := range columns {
		c := &columns[i]
		b := branch{keys: spellings(c.Label, c.Aliases), id: c.ID, sub: columnTree(c.Columns)}
		if len(b.sub) > 0 {
			b.id = ""
		}
		out = append(out, b)
	}
	return out
}

// lineTree is the tree of some rows.
func lineTree(rows []form.Row, prefix string) []branch {
	var out []branch
	for i := range rows {
		r := &rows[i]
		b := branch{keys: spellings(r.Label, r.Aliases), id: joined(prefix, r.ID), sub: lineTree(r.Rows, joined(prefix, r.ID))}
		if len(b.sub) > 0 {
			b.id = ""
		}
		out = append(out, b)
	}
	return out
}

func spellings(label string, aliases []string) []string {
	var out []string
	for _, text := range append([]string{label}, aliases...) {
		out = append(out, key(text), key(bare(text)))
	}
	return out
}

// named finds the branch a key names.
func named(tree []branch, k string) *branch {
	for i := range tree {
		if slices.Contains(tree[i].keys, k) {
			return &tree[i]
		}
		if b := named(tree[i].sub, k); b != nil {
			return b
		}
	}
	return nil
}

// leavesOf lists the ids of a tree.
func leavesOf(tree []branch) (out []string) {
	for i := range tree {
		if tree[i].id != "" {
			out = append(out, tree[i].id)
		}
		out = append(out, leavesOf(tree[i].sub)...)
	}
	return out
}

// unroll lists the ids of a tree in the order in which they are printed, where
// those below a heading stand at its place; at tells where each is printed.
func unroll(tree []branch, at map[*branch]int) (out []string) {
	var list []*branch
	var gather func(tree []branch)
	gather = func(tree []branch) {
		for i := range tree {
			if _, printed := at[&tree[i]]; printed {
				list = append(list, &tree[i])
			} else {
				gather(tree[i].sub)
			}
		}
	}
	gather(tree)
	slices.SortStableFunc(list, func(x, y *branch) int { return at[x] - at[y] })
	for _, b := range list {
		if b.id != "" {
			out = append(out, b.id)
			continue
		}
		out = append(out, unroll(b.sub, at)...)
	}
	return out
}

// headRun is a run of headings while it is gathered.
type headRun struct {
	tree   []branch
	at     map[*branch]int
	toks   map[*branch]token
	leaves []token
	ids    []string // of the leaves
	broken bool     // pieces of headings stand among them, a line each
}

// inLines reports whether every heading has a line of its own.
func (h *headRun) inLines() bool {
	return !slices.ContainsFunc(h.leaves, func(tok token) bool { return !tok.only })
}

func newRun(tree []branch) *headRun {
	return &headRun{tree: tree, at: map[*branch]int{}, toks: map[*branch]token{}}
}

func (h *headRun) add(b *branch, tok token, n int) {
	h.at[b], h.toks[b] = n, tok
	if b.id != "" {
		h.leaves, h.ids = append(h.leaves, tok), append(h.ids, b.id)
	}
}

// columns is the order in which the headings stand: by their cells where these
// say it, else as they come.
func (a *reading) columnsOf(h *headRun) (columns []string, exact bool) {
	rows := map[int]bool{}
	places := map[int]bool{}
	grid := true
	for _, tok := range h.leaves {
		rows[tok.row], places[tok.place] = true, true
		grid = grid && a.alike(tok, h.leaves[0])
	}
	if columns := a.setOut(h); columns != nil {
		return columns, false
	}
	byOrder := unroll(h.tree, h.at)
	if !grid || len(places) < len(h.leaves) || len(rows) == 1 {
		return h.guessed(byOrder, rows), grid && len(places) == len(h.leaves)
	}
	list := make([]int, len(h.leaves))
	for i := range list {
		list[i] = i
	}
	slices.SortFunc(list, func(x, y int) int { return h.leaves[x].place - h.leaves[y].place })
	var out []string
	for n, i := range list {
		if n > 0 && h.leaves[i].place != h.leaves[list[n-1]].place+1 && a.rows[h.leaves[i].row].grid == 0 {
			return h.guessed(byOrder, rows), false
		}
		out = append(out, h.ids[i])
	}
	return out, true
}

// setOut lists headings that stand in several lines of a text of fixed width in
// the order of their columns, which is where they end: nil where the lines are
// not set out so, or say something else than the definition.
func (a *reading) setOut(h *headRun) []string {
	order := leavesOf(h.tree)
	ends := map[string]int{}
	rows := map[int]bool{}
	for i, tok := range h.leaves {
		r := &a.rows[tok.row]
		if r.split || !strings.Contains(r.text, wideGap) {
			return nil
		}
		ends[h.ids[i]] = indent(r.text) + tok.place
		rows[tok.row] = true
	}
	order = slices.DeleteFunc(order, func(id string) bool { return !slices.Contains(h.ids, id) })
	if len(rows) < 2 {
		return nil
	}
	for i := 1; i < len(order); i++ {
		if ends[order[i]] <= ends[order[i-1]] && !a.setUnder(h.toks, h.tree) {
			return nil
		}
	}
	return order
}

// setUnder reports whether the headings of a tree are set out in its order,
// those over several as well: the columns of one line with another do not meet
// where a column of labels stands in front of them, so that headings of one line
// are compared as they come, others by where they begin and end.
func (a *reading) setUnder(toks map[*branch]token, tree []branch) bool {
	var last *token
	for i := range tree {
		b := &tree[i]
		tok, printed := toks[b]
		if !printed {
			if b.id == "" && (len(tree) > 1 || !a.setUnder(toks, b.sub)) {
				return false
			}
			continue
		}
		if last != nil && !a.standsBehind(tok, *last) || !a.setUnder(toks, b.sub) {
			return false
		}
		last = &tok
	}
	return true
}

// standsBehind reports whether a heading stands to the right of another.
func (a *reading) standsBehind(x, y token) bool {
	if x.row == y.row {
		return x.place > y.place
	}
	ends := func(tok token) (begin, end int) {
		width := 0
		for _, r := range tok.text {
			width += columnsOf(r)
		}
		end = indent(a.rows[tok.row].text) + max(tok.place, width) // a line that is a heading as a whole has no place
		return end - width, end
	}
	xBegin, xEnd := ends(x)
	yBegin, yEnd := ends(y)
	return xBegin > yBegin && xEnd > yEnd
}

// wideGap parts texts in a line of fixed width.
const wideGap = "   "

// indent is how far from the left a text begins.
func indent(text string) (n int) {
	for _, r := range text {
		if !isSpace(r) {
			break
		}
		n += columnsOf(r)
	}
	return n
}

// alike reports whether the cells of the rows of two tokens are those of the
// same columns.
func (a *reading) alike(x, y token) bool {
	p, q := &a.rows[x.row], &a.rows[y.row]
	return p.split && q.split && p.grid == q.grid && (p.grid > 0 || len(p.cells) == len(q.cells))
}

// guessed corrects headings over several lines whose common heading is not
// printed, or not known: each line by itself tells whether it stands in order.
func (h *headRun) guessed(byOrder []string, rows map[int]bool) []string {
	official := leavesOf(h.tree)
	grouped := false
	for b := range h.at {
		grouped = grouped || b.id == "" && !within(b.keys[0], h.tree[0].keys)
	}
	if grouped || len(rows) == 1 || sortedBy(byOrder, official) {
		return byOrder
	}
	if sortedBy(byOrder, breadthFirst(h.tree)) {
		return slices.DeleteFunc(slices.Clone(official), func(id string) bool { return !slices.Contains(byOrder, id) })
	}
	return byOrder
}

// breadthFirst lists the ids of a tree level by level, as lines print them.
func breadthFirst(tree []branch) (out []string) {
	for len(tree) > 0 {
		var below []branch
		for i := range tree {
			if tree[i].id != "" {
				out = append(out, tree[i].id)
			}
			below = append(below, tree[i].sub...)
		}
		tree = below
	}
	return out
}

// sortedBy reports whether some ids stand in the order of others.
func sortedBy(ids, order []string) bool {
	return slices.IsSortedFunc(ids, func(x, y string) int { return slices.Index(order, x) - slices.Index(order, y) })
}

// headers finds the column headings of a block, each with the place from which
// it counts.
func (a *reading) headers(t int, tree []branch, tokens []token) []header {
	g := &headings{reading: a, tree: tree, run: newRun(tree)}
	for i, tok := range tokens {
		switch {
		case tok.kind == valueToken && tok.only && g.goesOn(tokens[i+1:]): // the number of a page
		case tok.kind == valueToken:
			g.close(i)
		case tok.kind == wordToken && !tok.known:
			g.run.broken = g.run.broken || tok.only && len(g.run.at) > 0 && a.pieceOf(tok.key)
			if b := pieceOfGroup(tree, tok.key); b != nil && len(g.run.at) > 0 {
				g.run.at[b] = i
			}
		case tok.kind == wordToken:
			b := named(tree, tok.key)
			if b == nil {
				if a.ix.named(tok.key, t, rowLabel) || a.ix.named(tok.key, t, groupLabel) {
					g.close(i)
				}
				continue
			}
			g.add(b, tokens, i)
		}
	}
	g.close(len(tokens))
	return g.found
}

// headings gathers headers; where a table is set in two halves side by side,
// those of the right half by themselves.
type headings struct {
	*reading
	tree   []branch
	run    *headRun
	right  *headRun // nil: there are no halves
	border int      // where the right half begins
	found  []header
}

func (g *headings) add(b *branch, tokens []token, i int) {
	tok := tokens[i]
	run := g.run
	if g.right != nil && tok.place >= g.border {
		run = g.right
	}
	if first, twice := run.at[b]; twice {
		if g.right == nil && g.rows[tok.row].grid > 0 && tokens[first].row == tok.row && tok.place > tokens[first].place {
			g.right, g.border = newRun(g.tree), tok.place
			run = g.right
		} else {
			g.close(i)
			run = g.run
		}
	}
	run.add(b, tok, i)
}

// goesOn reports whether headings that are still lacking come next.
func (g *headings) goesOn(tokens []token) bool {
	for _, tok := range tokens {
		switch b := named(g.tree, tok.key); {
		case tok.kind == valueToken:
			return false
		case tok.kind == wordToken && tok.known && b != nil:
			_, twice := g.run.at[b]
			return !twice && len(g.run.at) > 0
		}
	}
	return false
}

// close ends the headings gathered; what follows stands below them.
func (g *headings) close(until int) {
	enough := max(2, (len(leavesOf(g.tree))+1)/2)
	for _, run := range []*headRun{g.run, g.right} {
		if run != nil && len(run.ids) >= enough {
			columns, exact := g.columnsOf(run)
			official := leavesOf(g.tree)
			loose := run.broken && !exact && !sortedBy(columns, official) && run.inLines()
			if loose {
				columns = slices.DeleteFunc(official, func(id string) bool { return !slices.Contains(columns, id) })
			}
			g.found = append(g.found, header{until, columns, exact, run.leaves, loose})
		}
	}
	g.run, g.right = newRun(g.tree), nil
}

// pieceOfGroup finds the heading over several that a key is the beginning of.
func pieceOfGroup(tree []branch, k string) *branch {
	for i := range tree {
		b := &tree[i]
		if b.id == "" && utf8.RuneCountInString(k) > 1 && strings.HasPrefix(b.keys[0], k) {
			return b
		}
		if sub := pieceOfGroup(b.sub, k); sub != nil {
			return sub
		}
	}
	return nil
}

// plans tells for every line in which order its figures are printed.
func (a *reading) plans(t int, tokens []token, spans []span) map[int]plan {
	tb := a.ix.tables[t]
	out := map[int]plan{}
	for b, tree := range tb.columns {
		headers := a.headers(t, tree, tokens)
		moved := sync.OnceValue(func() bool { moved, _ := a.piecesMoved(t, tree, 1); return moved })
		for _, s := range spans {
			figures := valuesOf(s.tokens)
			if tb.lines[s.line].block != b || len(figures) == 0 {
				continue
			}
			astray := false // headings in another order, but not above the line
			for _, h := range headers {
				p, ok := planOf(tb.lines[s.line].columns, h.columns)
				switch {
				case !ok:
				case a.isBeside(figures, h.leaves):
					astray = astray || p.order != nil
				case h.until <= figures[0].nth && !p.whole && out[s.line].order != nil: // a part of them says less
				case h.until <= figures[0].nth:
					p.exact = h.exact && a.alike(*figures[0], tokens[h.until-1])
					p.loose = h.loose
					out[s.line] = p
				default:
					astray = astray || p.order != nil
				}
			}
			if _, headed := out[s.line]; !headed && astray {
				out[s.line] = plan{lost: true}
			}
			if !out[s.line].whole && len(tb.lines[s.line].columns) > 1 && moved() {
				out[s.line] = plan{lost: true}
			}
		}
	}
	return out
}

// isBeside reports whether figures stand wholly beside some headings: those are
// of another half of the table.
func (a *reading) isBeside(figures []*token, heads []token) bool {
	for i := range heads {
		if !a.alike(heads[i], *figures[0]) {
			return false
		}
	}
	byPlace := func(x, y token) int { return x.place - y.place }
	left, right := slices.MinFunc(heads, byPlace), slices.MaxFunc(heads, byPlace)
	return figures[0].place > right.place || figures[len(figures)-1].place < left.place
}

// planOf compares headings as printed with the columns of a line. It is not ok
// where they are headings of other lines.
func planOf(columns, printed []string) (p plan, ok bool) {
	printed = slices.DeleteFunc(slices.Clone(printed), func(id string) bool { return !slices.Contains(columns, id) })
	p.whole = len(printed) == len(columns)
	if len(printed) < 2 {
		return p, p.whole
	}
	switch {
	case sortedBy(printed, columns):
		return p, true
	case len(printed) < len(columns):
		return plan{torn: true, order: filled(columns, printed)}, true
	}
	for _, id := range printed {
		p.order = append(p.order, slices.Index(columns, id))
	}
	return p, true
}

// filled puts headings that are not known where the definition has them.
func filled(columns, printed []string) (order []int) {
	var given []int
	for i, id := range columns {
		order = append(order, i)
		if slices.Contains(printed, id) {
			given = append(given, i)
		}
	}
	for n, place := range given {
		order[place] = slices.Index(columns, printed[n])
	}
	return order
}

// settled gives the values of a candidate to the columns they are printed for.
func (p plan) settled(c candidate) candidate {
	if p.order == nil || len(c.values) != len(p.order) {
		return c
	}
	out := candidate{values: make([]string, len(c.values)), from: make([]*token, len(c.from))}
	for i, column := range p.order {
		out.values[column], out.from[column] = c.values[i], c.from[i]
	}
	return out
}

// printed turns sums over columns into sums over places in print.
func (p plan) printed(sums []rowSum) []rowSum {
	if p.order == nil {
		return sums
	}
	var out []rowSum
	for _, s := range sums {
		moved := rowSum{total: slices.Index(p.order, s.total)}
		for _, c := range s.parts {
			moved.parts = append(moved.parts, slices.Index(p.order, c))
		}
		out = append(out, moved)
	}
	return out
}

// sayMoved says once of a table that its columns stand in another order than
// the definition's, and were followed.
func (a *reading) sayMoved(t int, rows []placed, plans func(line int) plan) {
	for i := range rows {
		p, pl := &rows[i], plans(rows[i].line)
		if pl.loose && p.verdict == sure && slices.ContainsFunc(p.values, func(v string) bool { return v != p.values[0] }) {
			f := a.ix.tables[t].form
			a.doubt(f.ID, "table", suspect, fmt.Sprintf(suspectHeads, f.Name), a.lineOf(p.span.tokens))
			return
		}
		if p.verdict == open || pl.order == nil || pl.exact || pl.torn || !pl.moves(p.values) {
			continue
		}
		tb := a.ix.tables[t]
		a.doubt(tb.form.ID, "table", suspect, fmt.Sprintf(suspectOrder, tb.form.Name), a.lineOf(p.span.tokens))
		return
	}
}

// moves reports whether the order makes a difference to some values.
func (p plan) moves(values []string) bool {
	for i, column := range p.order {
		if len(values) == len(p.order) && values[i] != values[column] {
			return true
		}
	}
	return false
}
