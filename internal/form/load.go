package form

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
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
	return newCatalog(defs), nil
}

// parse reads one file; the Definition is complete only without faults.
func parse(name string, data []byte) (*Definition, Faults) {
	list := &faultList{file: name, root: new(yaml.Node)}
	def := new(Definition)
	if err := yaml.Unmarshal(data, list.root); err != nil {
		list.addYAML(err)
		return def, list.sorted()
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	if err := dec.Decode(def); err != nil && !errors.Is(err, io.EOF) {
		list.addYAML(err)
	}
	list.addStructure(def)
	def.index(list)
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
	seen := map[string]bool{}
	for i, c := range d.Checks {
		where := fmt.Sprintf("checks[%d]", i)
		if key := c.ID + " " + c.Kind; seen[key] {
			l.add(where, "duplicate check %s of kind %s", c.ID, c.Kind)
		} else {
			seen[key] = true
		}
		d.verifyCheck(l, where, c)
	}
}

func (d *Definition) verifyCheck(l *faultList, where string, c Check) {
	if c.Table != "" && d.Table(c.Table) == nil {
		l.add(where+".table", "check %s: unknown table %q", c.ID, c.Table)
		return
	}
	for _, op := range c.operands() {
		if _, err := d.Expand(c, op.value); err != nil {
			l.add(where+"."+op.key, "check %s: %v", c.ID, err)
		}
	}
	for code := range c.Breaks.Cells {
		if _, ok := d.Field(code); !ok {
			l.add(where+".breaks", "check %s: unknown code %q", c.ID, code)
		}
	}
	for _, head := range c.Fields {
		if _, ok := d.HeadField(head); !ok {
			l.add(where+".fields", "check %s: unknown head field %q", c.ID, head)
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
	for key, side := range map[string]*Side{"left": c.Left, "right": c.Right} {
		if side != nil {
			add(key, side.Plus...)
			add(key, side.Minus...)
			add(key, side.Previous...)
		}
	}
	return ops
}

func overlaps(names []string, defs []*Definition) Faults {
	var faults Faults
	for i, a := range defs {
		for j, b := range defs[:i] {
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
