package check

// kind is a way to judge. Needs and takes name its parameters in forms/*.yaml,
// says what a message of the definition's own may put in braces besides
// {where}, {found}, {expected} and {year}.
type kind struct {
	name    string
	compile func(*compiler) rule
	needs   string
	takes   string
	says    string
}

// kinds lists every kind, figures first. Each stands in the file of its name.
var kinds = []kind{
	// a total is the sum of its parts
	{"sum", compileSum, "table each total parts", "only computed", "total parts difference"},
	// what came in equals what went out and what is left
	{"balance", compileBalance, "table each left right", "only mend", "left right difference"},
	// every figure is of its column's type
	{"values", compileValues, "", "table codes", ""},
	// two sums of this and last year's cells are equal, or one bounds the other
	{"compare", compileCompare, "left op right", "table each only", "left right difference"},
	// cells that can only be 0
	{"zero", compileZero, "codes", "", ""},
	// figures above a threshold are rare
	{"threshold", compileThreshold, "codes over", "", "over"},
	// a figure fell to nothing or moved by more than a factor
	{"change", compileChange, "codes factor", "", "previous"},
	// a table is last year's again
	{"identical", compileIdentical, "table", "", ""},
	// two figures are both 0 or both not
	{"together", compileTogether, "codes", "", ""},
	// a figure that the prose must speak of
	{"mention", compileMention, "codes sections words", "", ""},
	// figures that need some figure in another table
	{"orphan", compileOrphan, "codes table", "", ""},
	// cells not filled
	{"blank", compileBlank, "", "table", ""},
	// sections and tables without content
	{"present", compilePresent, "sections", "", ""},
	// amounts in another unit, or in none
	{"unit", compileUnit, "", "codes", ""},
	// printed labels that differ from the official ones
	{"labels", compileLabels, "", "", ""},
	// printed headings that differ from the official ones
	{"headings", compileHeadings, "", "", ""},
	// the year is one of the format's
	{"format", compileFormat, "", "", ""},
	// the title is complete
	{"title", compileTitle, "fields", "", ""},
	// the title's year is the report's
	{"year", compileYear, "fields", "", ""},
	// the period in the preface is the calendar year
	{"period", compilePeriod, "", "", ""},
	// the date is in the months after the year and not after the deadline
	{"date", compileDate, "fields", "", ""},
	// the same office everywhere
	{"issuer", compileIssuer, "fields", "", ""},
	// head fields that must not be empty
	{"signed", compileSigned, "fields", "", ""},
	// open slots left in the prose
	{"slot", compileSlot, "", "", ""},
	// prose of last year that nobody has confirmed
	{"carried", compileCarried, "", "", ""},
	// head fields that do not have the form they must have
	{"head", compileHead, "fields", "", ""},
	// what the county's notice asks for beyond the format
	{"required", compileRequired, "asks", "", ""},
}
