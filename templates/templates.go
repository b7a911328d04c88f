// Package templates embeds the templates of the printed report and of the web
// pages. It holds no code; internal/exporter and internal/web parse them.
package templates

import "embed"

// Web holds web/{layout.html,pages,partials}: the pages of the application.
//
//go:embed all:web
var Web embed.FS

// Report holds report/<kind>/…: the printed report.
//
//go:embed all:report
var Report embed.FS
