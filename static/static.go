// Package static embeds the style sheet, the script and the icon of the web
// pages. They are written by hand for browsers of 2019 on: there is no build
// step.
package static

import "embed"

// Files holds the assets.
//
//go:embed *.css *.js *.svg
var Files embed.FS
