package typeset

// Line breaking: what must not begin a line, what must not end one, and what
// is not torn apart when doubled.
const (
	noBegin     = "，。、；：？！）》〉」』”’〕】…—％‰℃%,.;:?!)]}·"
	noEnd       = "（《〈「『“‘〔【([{"
	inseparable = "—…"
)
