package form

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/go-playground/validator/v10"
	"go.yaml.in/yaml/v3"
)

// Load reads every *.yaml at the root of fsys. It returns Faults naming file
// and line of every mistake in every file: unknown and duplicate keys, unknown
// codes, duplicate ids, years that overlap.
func Load(fsys fs.FS) (*Catalog, error) {
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("form: list definitions: %w", err)
	}
	if len(names) == 0 {
		return nil, errors.New("form: no definitions found")
	}
	slices.Sort(names)
	var defs []*Definition
	var faults Faults
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("form: read %s: %w", name, err)
		}
		def, list := parse(name, data)
		faults = append(faults, list...)
		defs = append(defs, def)
	}
	faults = append(faults, overlaps(names, defs)...)
	if len(faults) > 0 {
		return nil, faults
	}
	for _, def := range defs {
		def.prepare()
	}
	return newCatalog(defs), nil
}

// prepare works out what is asked for with every change and never becomes
// another.
func (d *Definition) prepare() {
	for _, t := range d.Tables() {
		g := t.layOut()
		t.grid = &g
	}
	for i := range d.Questions {
		q := &d.Questions[i]
		q.filled, q.kept = d.filledBy(q), d.keptBy(q)
		for _, t := range d.Tables() {
			if d.covers(q, t.ID) {
				q.covered = append(q.covered, t.ID)
			}
		}
	}
}

// parse reads one file; the Definition is complete only without faults.
func parse(name string, data []byte) (*Definition, Faults) {
	list := &faultList{file: name, root: new(yaml.Node)}
	def := new(Definition)
	if err := yaml.Unmarshal(data, list.root); err != nil {
		list.addYAML(err)
		return def, list.sorted()
	}
	if !list.isMapping() {
		list.add("", "not a definition: no keys and values")
		return def, list.sorted()
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	if err := dec.Decode(def); err != nil && !errors.Is(err, io.EOF) {
		list.addYAML(err)
	}
	list.addStructure(def)
	def.index(list)
	def.indexTemplates(list)
	def.verify(list, strings.TrimSuffix(path.Base(name), ".yaml"))
	return def, list.sorted()
}

var yamlLine = regexp.MustCompile(`^(?:yaml: )?line (\d+): (.*)$`)

// addYAML turns the library's messages, which carry the line in their text,
// into faults.
func (l *faultList) addYAML(err error) {
	lines := []string{err.Error()}
	var typeErr *yaml.TypeError
	if errors.As(err, &typeErr) {
		lines = typeErr.Errors
	}
	for _, text := range lines {
		f := Fault{File: l.file, Text: text}
		if m := yamlLine.FindStringSubmatch(text); m != nil {
			f.Line, _ = strconv.Atoi(m[1])
			f.Text = m[2]
		}
		// The library cuts long values anywhere, even inside a character.
		f.Text = strings.ToValidUTF8(f.Text, "")
		l.faults = append(l.faults, f)
	}
}

// structure validates what struct tags can say.
var structure = newStructure()

func newStructure() *validator.Validate {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(func(f reflect.StructField) string {
		name, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		return name
	})
	return v
}

func (l *faultList) addStructure(def *Definition) {
	var invalid validator.ValidationErrors
	if !errors.As(structure.Struct(def), &invalid) {
		return
	}
	for _, e := range invalid {
		_, where, _ := strings.Cut(e.Namespace(), ".")
		where = strings.ReplaceAll(where, "Explanation.", "")
		rule := e.Tag()
		if e.Param() != "" {
			rule += "=" + e.Param()
		}
		l.add(where, "%s does not satisfy %s", where, rule)
	}
}

// verify checks what relates one part of the file to another.
func (d *Definition) verify(l *faultList, name string) {
	if d.Format != name {
		l.add("format", "format %q must be named like its file", d.Format)
	}
	if d.Years.To != 0 && d.Years.To < d.Years.From {
		l.add("years", "years end before they begin")
	}
	for i := range d.Sections {
		if t := d.Sections[i].Table; t != nil {
			t.verifyLabels(l, fmt.Sprintf("sections[%d].table", i))
		}
	}
	d.verifyTemplates(l)
	d.verifyQuestions(l)
	d.verifySummary(l)
	d.verifyReuse(l)
	ids, seen := map[string]bool{}, map[[3]string]bool{}
	for _, c := range d.Checks {
		ids[c.ID] = true
	}
	for i, c := range d.Checks {
		where := fmt.Sprintf("checks[%d]", i)
		d.Checks[i].Line = l.line(where)
		// One rule may say one thing with last year's report and another without.
		key := [3]string{c.ID, c.Kind, c.When.Previous}
		if seen[key] {
			l.add(where, "duplicate check %s of kind %s", c.ID, c.Kind)
		}
		seen[key] = true
		d.verifyCheck(l, where, c)
		d.verifyBreaks(l, where+".breaks", c, ids)
	}
}

// verifyLabels checks that the row labels have the grid columns they need.
func (t *Table) verifyLabels(l *faultList, where string) {
	depth := 0
	for i := range t.Blocks {
		depth = max(depth, treeDepth(rowTree(t.Blocks[i].Rows, nil)))
	}
	if t.Layout != Across && t.LabelColumns < depth {
		l.add(where, "table %s: label_columns %d are fewer than the %d levels of rows", t.ID, t.LabelColumns, depth)
	}
	if t.Layout != Blocks && len(t.Blocks) > 1 {
		l.add(where+".blocks", "table %s: layout %s has one block", t.ID, t.Layout)
	}
}

func (d *Definition) verifyCheck(l *faultList, where string, c Check) {
	if c.Table != "" && d.Table(c.Table) == nil {
		l.add(where+".table", "check %s: unknown table %q", c.ID, c.Table)
		return
	}
	axis := d.axis(&c)
	if i := slices.IndexFunc(c.Only, func(name string) bool { return !slices.Contains(axis, name) }); i >= 0 {
		l.add(where+".only", "check %s: unknown %s %q", c.ID, c.Each, c.Only[i])
		return
	}
	for _, op := range c.operands() {
		if _, err := d.Expand(c, op.value); err != nil {
			l.add(where+"."+op.key, "check %s: %v", c.ID, err)
		}
	}
	for _, number := range c.Sections {
		if d.Section(number) == nil {
			l.add(where+".sections", "check %s: unknown section %d", c.ID, number)
		}
	}
	for _, head := range c.Fields {
		if _, ok := d.HeadField(head); !ok {
			l.add(where+".fields", "check %s: unknown head field %q", c.ID, head)
		}
	}
}

// verifyBreaks checks the names in a check's example; ids are those of all
// checks of the file.
func (d *Definition) verifyBreaks(l *faultList, where string, c Check, ids map[string]bool) {
	b := c.Breaks
	codes := slices.Collect(maps.Keys(b.Cells))
	codes = slices.AppendSeq(codes, maps.Keys(b.Units))
	if b.Format == "" || b.Format == d.Format {
		codes = slices.AppendSeq(codes, maps.Keys(b.Previous))
	}
	slices.Sort(codes)
	for _, code := range codes {
		if _, ok := d.Field(code); !ok {
			l.add(where, "check %s: unknown code %q", c.ID, code)
		}
	}
	for _, head := range slices.Sorted(maps.Keys(b.Head)) {
		if _, ok := d.HeadField(head); !ok {
			l.add(where+".head", "check %s: unknown head field %q", c.ID, head)
		}
	}
	for _, id := range b.Expect {
		if !ids[id] {
			l.add(where+".expect", "check %s: unknown check %q", c.ID, id)
		}
	}
}

type operand struct{ key, value string }

// operands lists every operand the check names, with the key it stands under.
func (c Check) operands() []operand {
	var ops []operand
	add := func(key string, values ...string) {
		for _, v := range values {
			if v != "" {
				ops = append(ops, operand{key, v})
			}
		}
	}
	add("total", c.Total)
	add("parts", c.Parts...)
	add("mend", c.Mend)
	add("codes", c.Codes...)
	addSide := func(key string, side *Side) {
		if side != nil {
			add(key, side.Plus...)
			add(key, side.Minus...)
			add(key, side.Previous...)
		}
	}
	addSide("left", c.Left)
	addSide("right", c.Right)
	return ops
}

func overlaps(names []string, defs []*Definition) Faults {
	var faults Faults
	for i, a := range defs {
		for j, b := range defs[:i] {
			if a.Years.From == 0 || b.Years.From == 0 {
				continue // already a fault of its own
			}
			if a.Format == b.Format {
				faults = append(faults, Fault{names[i], 0, fmt.Sprintf("format %q is also that of %s", a.Format, names[j])})
			}
			if a.Years.overlap(b.Years) {
				faults = append(faults, Fault{names[i], 0, "years overlap those of " + names[j]})
			}
		}
	}
	return faults
}

// Contains reports whether the format serves report year y.
func (y Years) Contains(year int) bool {
	return year >= y.From && (y.To == 0 || year <= y.To)
}

func (y Years) overlap(o Years) bool {
	return y.Contains(o.From) || o.Contains(y.From)
}
