package exporter

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"nianbao/internal/report"
)

var isoDate = regexp.MustCompile(`^(\d{4})-(\d{2})(?:-(\d{2}))?$`)

// WrittenDate writes an ISO date as official documents do: Arabic digits, no
// leading zeros, as far as it goes. Anything else is returned as it is.
func WrittenDate(iso string) string {
	m := isoDate.FindStringSubmatch(iso)
	if m == nil {
		return iso
	}
	year, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[2])
	if m[3] == "" {
		return fmt.Sprintf(monthFormat, year, month)
	}
	day, _ := strconv.Atoi(m[3])
	return fmt.Sprintf(dayFormat, year, month, day)
}

// nameRunes keeps a file name within the 255 bytes that file systems allow.
const nameRunes = 72

// reserved are the names Windows keeps for devices.
var reserved = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com[0-9]|lpt[0-9])$`)

// FileName is the name to save the report under: its title, made safe for
// Windows.
func FileName(r *report.Report, k Kind) string {
	return baseName(r) + k.Extension()
}

func baseName(r *report.Report) string {
	name := safe(r.Title)
	if name == "" {
		name = safe(fmt.Sprintf(untitled, r.Issuer, r.Year))
	}
	if reserved.MatchString(name) {
		name = "_" + name
	}
	return name
}

func safe(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`\/:*?"<>|`, r) || !unicode.IsGraphic(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	runes := []rune(s)
	return strings.Trim(string(runes[:min(len(runes), nameRunes)]), " .\u3000")
}

// titleYear is where a title too long for a line is broken.
var titleYear = regexp.MustCompile(`[0-9]{4}` + yearMark)

// TitleParts are the pieces of the title that stay on one line each: the
// office's name, and what begins with the year.
func (d *Document) TitleParts() []string {
	at := titleYear.FindStringIndex(d.Title)
	if at == nil || at[0] == 0 {
		return []string{d.Title}
	}
	return []string{d.Title[:at[0]], d.Title[at[0]:]}
}
