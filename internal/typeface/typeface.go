// Package typeface holds the fonts that PDF files are set in on computers
// without those of official documents: subsets of freely licensed families
// with GB 2312 and the national list of 8,105 characters. scripts/fonts.py
// makes them; OFL-*.txt are their licences.
package typeface

import (
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
	"io"
	"sync"
)

//go:embed *.ttf.gz
var files embed.FS

// Face is a typeface.
type Face string

// Faces.
const (
	Song     Face = "song"     // text, in the place of 仿宋 and 宋体
	Biaosong Face = "biaosong" // titles, in the place of 小标宋
	Hei      Face = "hei"      // headings, 黑体
	Kai      Face = "kai"      // sub-headings, 楷体
)

// Faces lists them all.
var Faces = []Face{Song, Biaosong, Hei, Kai}

var unpacked = map[Face]func() []byte{}

func init() {
	for _, f := range Faces {
		unpacked[f] = sync.OnceValue(func() []byte { return unpack(f) })
	}
}

// Data is the TrueType font of a face. It is unpacked once and shared: it must
// not be changed.
func Data(f Face) []byte { return unpacked[f]() }

func unpack(f Face) []byte {
	packed, err := files.ReadFile(string(f) + ".ttf.gz")
	var data []byte
	if err == nil {
		var z *gzip.Reader
		if z, err = gzip.NewReader(bytes.NewReader(packed)); err == nil {
			data, err = io.ReadAll(z)
		}
	}
	if err != nil {
		panic(fmt.Sprintf("typeface %s: %v", f, err)) // an embedded file is broken: a programmer's mistake
	}
	return data
}
