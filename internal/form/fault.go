package form

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Fault is one mistake in a definition file.
type Fault struct {
	File string
	Line int // 0: the file as a whole
	Text string
}

// String gives "file:line: text", the form editors can jump to.
func (f Fault) String() string {
	if f.Line == 0 {
		return f.File + ": " + f.Text
	}
	return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Text)
}

// Faults is the error of loading definitions: all mistakes of all files.
type Faults []Fault

// Error lists every fault on a line of its own.
func (fs Faults) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.String()
	}
	return "form: " + strings.Join(lines, "\n")
}

// faultList collects the faults of one file and finds their lines.
type faultList struct {
	file   string
	root   *yaml.Node
	faults Faults
}

// add records a fault at path, e.g. "sections[2].table.blocks[0]".
func (l *faultList) add(path, format string, args ...any) {
	l.faults = append(l.faults, Fault{l.file, l.line(path), fmt.Sprintf(format, args...)})
}

// isMapping reports whether the file holds keys and values at all.
func (l *faultList) isMapping() bool {
	return len(l.root.Content) > 0 && l.root.Content[0].Kind == yaml.MappingNode
}

// sorted returns the faults by line, without repetitions.
func (l *faultList) sorted() Faults {
	slices.SortStableFunc(l.faults, func(a, b Fault) int { return a.Line - b.Line })
	return slices.Compact(l.faults)
}

// line resolves path as far as the file goes and returns that node's line.
func (l *faultList) line(path string) int {
	if l.root == nil || len(l.root.Content) == 0 {
		return 0
	}
	node := l.root.Content[0]
	for _, step := range strings.FieldsFunc(path, func(r rune) bool { return r == '.' || r == '[' || r == ']' }) {
		next := child(node, step)
		if next == nil {
			break
		}
		node = next
	}
	return node.Line
}

// child is the value of key, or the element with that index.
func child(n *yaml.Node, step string) *yaml.Node {
	switch n.Kind {
	case yaml.SequenceNode:
		if i, err := strconv.Atoi(step); err == nil && i >= 0 && i < len(n.Content) {
			return n.Content[i]
		}
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == step {
				return n.Content[i+1]
			}
		}
	}
	return nil
}
