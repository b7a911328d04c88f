// Package form holds the meaning of an official report format: its sections,
// tables, rows, columns, labels, help and checks, as declared in forms/*.yaml.
//
// A format generation is complete in one file and does not inherit from
// another: an official form is frozen, and a correction to one must not move
// the other. Everything else in the program (web form, checks, importer,
// exporters, help pages, JSON) reads a Definition and never repeats it.
//
// The package imports nothing of ours. Start reading at Definition; Catalog
// selects one by report year.
package form

// Code addresses one value of a report, e.g. "t3.received.natural_person".
// Codes are stable, published, and compare only within one format.
type Code string

// Definition is one generation of the official format, read from one file.
type Definition struct {
	Format   string    `yaml:"format" validate:"required"`
	Name     string    `yaml:"name" validate:"required"`
	Notice   Notice    `yaml:"notice"`
	Years    Years     `yaml:"years"`
	Title    string    `yaml:"title" validate:"required,contains={issuer},contains={year}"`
	Head     []Head    `yaml:"head" validate:"required,min=1,unique=Code,dive"`
	Preface  Narrative `yaml:"preface"`
	Sections []Section `yaml:"sections" validate:"required,min=1,unique=Number,dive"`
	Figures  []Figure  `yaml:"figures" validate:"unique=Code,dive"`
	// Questions open what is needed when a year is begun.
	Questions []Question `yaml:"questions" validate:"unique=ID,dive"`
	// Templates are the usual wordings a report is begun with.
	Templates []Template `yaml:"templates" validate:"unique=ID,dive"`
	Checks    []Check    `yaml:"checks" validate:"dive"`
	// Summary are the figures that tell how a year went.
	Summary []Topic `yaml:"summary" validate:"dive"`
	// Reuse is what a new year takes over from the last one.
	Reuse Reuse `yaml:"reuse"`

	fields  []Field
	byCode  map[Code]int
	tables  []*Table
	sums    []Sum
	byTotal map[Code]int   // the first sum that gives a cell
	parents map[Code][]int // the sums a cell is a part of
	groups  map[Code][]Code
}

// Notice is the central notice that prescribes the format. Date is empty where
// we could not confirm it.
type Notice struct {
	Number string `yaml:"number" validate:"required"`
	Title  string `yaml:"title" validate:"required"`
	Date   string `yaml:"date" validate:"omitempty,datetime=2006-01-02"`
}

// Years is the range of report years a format serves; To 0 means open.
type Years struct {
	From int `yaml:"from" validate:"required"`
	To   int `yaml:"to"`
}

// Head is a field of the report's head and foot: issuer, title, date …
// Code is its name in the report JSON, e.g. "signature.date".
type Head struct {
	Code     string `yaml:"code" validate:"required"`
	Label    string `yaml:"label" validate:"required"`
	Help     string `yaml:"help"`
	Example  string `yaml:"example"`
	Required bool   `yaml:"required"`
}

// Narrative says what a piece of prose must contain.
type Narrative struct {
	Label   string   `yaml:"label"`
	Must    []string `yaml:"must"`
	Help    string   `yaml:"help"`
	Example string   `yaml:"example"`
}

// Section is one of the six fixed parts.
type Section struct {
	Number  int      `yaml:"number" validate:"required,min=1,max=6"`
	Heading string   `yaml:"heading" validate:"required"` // as printed, with its ordinal: 一、总体情况
	Short   string   `yaml:"short" validate:"required"`   // for narrow places on screen
	Aliases []string `yaml:"aliases"`                     // other headings seen in real reports, without ordinal
	// Prose is true where the section consists of text; a table section may
	// carry prose too, but does not need any.
	Prose   bool     `yaml:"prose"`
	Must    []string `yaml:"must"`
	Help    string   `yaml:"help"`
	Example string   `yaml:"example"`
	Source  string   `yaml:"source"`
	Aspects []Aspect `yaml:"aspects" validate:"unique=ID,dive"`
	Table   *Table   `yaml:"table"`
}

// Aspect is one of the sub-sections a narrative section normally has. Title is
// without its ordinal, since a report may leave an aspect out.
type Aspect struct {
	ID       string   `yaml:"id" validate:"required"`
	Title    string   `yaml:"title" validate:"required"`
	Must     string   `yaml:"must"`
	Keywords []string `yaml:"keywords"`
}

// Layout says how the rows and columns of a table are put on paper.
type Layout string

// Layouts of the three official tables.
const (
	Blocks Layout = "blocks" // table two: blocks one below the other, each with a bar and own columns
	Matrix Layout = "matrix" // table three: one block, rows down, columns across
	Across Layout = "across" // table four: one block whose rows stand side by side, one line of figures
)

// Table is an official table: blocks of rows by columns.
type Table struct {
	ID           string  `yaml:"id" validate:"required"`
	Name         string  `yaml:"name" validate:"required"`    // in messages: 表二
	Caption      string  `yaml:"caption" validate:"required"` // for readers of the web page
	Layout       Layout  `yaml:"layout" validate:"oneof=blocks matrix across"`
	LabelColumns int     `yaml:"label_columns"` // grid columns taken by the row labels
	Blocks       []Block `yaml:"blocks" validate:"required,min=1,dive"`

	grid *Grid
}

// Block is a group of rows that share columns.
type Block struct {
	Bar     string   `yaml:"bar"`    // line over the whole width: 第二十条第（一）项
	Corner  string   `yaml:"corner"` // text above the row labels
	Columns []Column `yaml:"columns" validate:"required,min=1,dive"`
	Rows    []Row    `yaml:"rows" validate:"required,min=1,dive"`
}

// Explanation is what the help page and the question mark of a row or column
// say. Text is our own; Source names the article or notice, empty if there is
// none.
type Explanation struct {
	Help    string `yaml:"help"`
	Source  string `yaml:"source"`
	Example string `yaml:"example"`
	Asks    string `yaml:"asks"` // who in town knows the figure
}

// Row is a line of a table, or with Rows a group of lines under one label.
// The code of a child is the group's id, a dot and its own; a group without
// id adds nothing.
type Row struct {
	ID          string   `yaml:"id"`
	Label       string   `yaml:"label" validate:"required"` // verbatim, with its number
	Short       string   `yaml:"short"`                     // in messages, without number
	Aliases     []string `yaml:"aliases"`
	Explanation `yaml:",inline"`
	Rows        []Row `yaml:"rows" validate:"dive"`
}

// Type is the kind of figure a field takes.
type Type string

// Types of figures.
const (
	Count  Type = "count"  // whole number, not negative
	Change Type = "change" // whole number, may be negative
	Amount Type = "amount" // decimal, not negative
)

// Column is a column of a table, or with Columns a group under one heading.
type Column struct {
	ID          string   `yaml:"id"`
	Label       string   `yaml:"label" validate:"required"`
	Short       string   `yaml:"short"`
	Aliases     []string `yaml:"aliases"`
	Unit        string   `yaml:"unit"`  // unit of the figures; empty with Units: stated per report
	Units       []string `yaml:"units"` // units a report may state where the format fixes none
	Type        Type     `yaml:"type" validate:"omitempty,oneof=count change amount"`
	Decimals    int      `yaml:"decimals" validate:"min=0,max=6"`
	Explanation `yaml:",inline"`
	Columns     []Column `yaml:"columns" validate:"dive"`
}

// Figure is a figure that has no table cell and is printed only inside
// sentences. Figures are never required.
type Figure struct {
	Code        Code     `yaml:"code" validate:"required"`
	Label       string   `yaml:"label" validate:"required"`
	Unit        string   `yaml:"unit" validate:"required"`
	Type        Type     `yaml:"type" validate:"oneof=count change amount"`
	Decimals    int      `yaml:"decimals" validate:"min=0,max=6"`
	Section     int      `yaml:"section" validate:"required,min=1,max=6"`
	Aliases     []string `yaml:"aliases"` // words that point at it in prose
	Explanation `yaml:",inline"`
}

// Severity of a finding.
type Severity string

// Severities, strongest first.
const (
	Error   Severity = "error"   // 必须改: stops finalising, never saving
	Warning Severity = "warning" // 请核实: may be accepted with a reason
	Hint    Severity = "hint"    // 建议
)

// Check is one entry of the rule catalogue. ID is that of the rule and never
// reused; Kind names the code in internal/check that evaluates it, and the
// remaining keys are that kind's parameters.
//
// Operands are written as row ids where Each is "column", as column ids where
// Each is "row", and as full codes otherwise; "denied.*" stands for all rows
// of a group.
type Check struct {
	Line     int      `yaml:"-"` // in the file, for messages
	ID       string   `yaml:"id" validate:"required"`
	Also     []string `yaml:"also"`
	Kind     string   `yaml:"kind" validate:"required"`
	Name     string   `yaml:"name" validate:"required"` // the rule in one line, for the help page
	Severity Severity `yaml:"severity" validate:"oneof=error warning hint"`
	Basis    string   `yaml:"basis"`
	// Final rules are judged only when the report is to be finished: they
	// speak of what is not there yet, which is no fault while drafting.
	Final bool `yaml:"final"`

	Table    string   `yaml:"table"`
	Each     string   `yaml:"each" validate:"omitempty,oneof=row column"`
	Only     []string `yaml:"only"` // restrict Each to these rows or columns
	Total    string   `yaml:"total"`
	Parts    []string `yaml:"parts"`
	Computed bool     `yaml:"computed"` // the form fills Total and locks it
	Left     *Side    `yaml:"left"`
	Op       string   `yaml:"op" validate:"omitempty,oneof== <= >="`
	Right    *Side    `yaml:"right"`
	Mend     string   `yaml:"mend"` // operand that may be filled so that the equation holds
	Codes    []string `yaml:"codes"`
	Over     string   `yaml:"over" validate:"omitempty,numeric"` // threshold, a decimal
	Factor   string   `yaml:"factor" validate:"omitempty,numeric"`
	Sections []int    `yaml:"sections"`
	Fields   []string `yaml:"fields"` // head fields
	Words    []string `yaml:"words"`
	Asks     string   `yaml:"asks"` // which of the county's requirements
	When     When     `yaml:"when"`

	Message string   `yaml:"message"` // overrides the kind's sentence
	Advice  string   `yaml:"advice"`  // what to do
	Reasons []string `yaml:"reasons"` // usual reasons for accepting
	// Statement is the sentence for the report that states the reason;
	// {reason} and {year} in it are replaced.
	Statement string `yaml:"statement"`

	Breaks Breaks `yaml:"breaks"`
}

// Side is one side of a comparison: the sum of Plus and Previous less Minus.
// Previous operands are taken from last year's published report. Scale divides
// the side: "10000" turns 元 into 万元.
type Side struct {
	Plus     []string `yaml:"plus"`
	Minus    []string `yaml:"minus"`
	Previous []string `yaml:"previous"`
	Scale    string   `yaml:"scale" validate:"omitempty,numeric"`
}

// When limits a check to certain offices, years or circumstances.
type When struct {
	Office    []string `yaml:"office" validate:"dive,oneof=town township ethnic_township subdistrict department county other"`     // kinds of office it applies to; empty: all
	NotOffice []string `yaml:"not_office" validate:"dive,oneof=town township ethnic_township subdistrict department county other"` // kinds it does not apply to
	YearFrom  int      `yaml:"year_from"`
	// Previous: "present" needs last year's report, "same_format" one in the
	// same format, "absent" needs there to be none.
	Previous string `yaml:"previous" validate:"omitempty,oneof=present same_format absent"`
}

// Breaks is the smallest change to an all-zero report that triggers the check.
// Expect lists the rules triggered, when they are more than the check itself.
type Breaks struct {
	Format   string            `yaml:"format"` // format of last year's report, default: this one
	Year     int               `yaml:"year"`
	Cells    map[Code]string   `yaml:"cells"`    // "" removes the cell
	Previous map[Code]string   `yaml:"previous"` // changes to last year's all-zero report; absent and not NoPrevious: as is
	None     bool              `yaml:"no_previous"`
	Head     map[string]string `yaml:"head"`
	Text     map[string]string `yaml:"text"`    // by place: preface, 1 … 6
	Printed  map[string]string `yaml:"printed"` // by section number a heading, by code pattern (t3.*.social) a label
	Units    map[Code]string   `yaml:"units"`
	Slot     string            `yaml:"slot"`    // an open slot put at the end of section 1
	Carried  string            `yaml:"carried"` // a paragraph of last year put at the end of section 1
	Today    string            `yaml:"today"`
	Deadline string            `yaml:"deadline"`
	// Requirements is a file of the county's requirements.
	Requirements string   `yaml:"requirements"`
	Expect       []string `yaml:"expect"`
}
