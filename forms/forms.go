// Package forms embeds the official report formats, one YAML file per
// generation, and example reports for each of them.
//
// It holds data only. internal/form reads and explains the definitions.
package forms

import "embed"

// Definitions holds <format>.yaml for every format generation.
//
//go:embed *.yaml
var Definitions embed.FS

// Examples holds examples/<format>/<name>.json: fictional reports that tests,
// the demonstration and the documentation share.
//
//go:embed examples
var Examples embed.FS

// Requirements is the example of a file with what a county asks for beyond the
// format, of a fictional county: counties write theirs after it.
//
//go:embed examples/requirements/linchuan.yaml
var Requirements string
