package check

// together: two figures of which one cannot be 0 without the other.
type together struct {
	a, b   int
	wheres []string
}

func compileTogether(c *compiler) rule {
	cells := c.codes()
	if len(cells) != 2 {
		c.fault("needs two codes, has %d", len(cells))
		return nil
	}
	return &together{cells[0], cells[1], c.wheres()}
}

func (k *together) judge(j *judgement) {
	a, okA := j.now[k.a].Decimal()
	b, okB := j.now[k.b].Decimal()
	if !okA || !okB || (a.Sign() == 0) == (b.Sign() == 0) {
		return
	}
	f, g := &j.fields[k.a], &j.fields[k.b]
	label := k.wheres[k.b]
	if f.Table == g.Table && f.Row == g.Row {
		label = g.ColShort
	}
	found := []string{j.now[k.a].String(), j.now[k.b].String()}
	j.find(Finding{Key: string(f.Code), Section: f.Section, Cells: j.codes(k.a, k.b), Found: list(found),
		Message: togetherText(k.wheres[k.a], found[0], label, found[1])}, facts{})
}
