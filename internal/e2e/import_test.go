//go:build e2e

package e2e

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"nianbao/internal/intake"
	"nianbao/internal/report"
	"nianbao/internal/storage"
)

// pendingSeed puts a report that was really published into a data folder, as
// it was read, before the office is set up.
func pendingSeed(t *testing.T, data, name string, year int) string {
	t.Helper()
	const dir = "../importer/testdata/seeds/"
	text, err := os.ReadFile(dir + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile(dir + name + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	r, err := report.Unmarshal(text)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(bytes.TrimSpace(source)), "\n")
	r.Sources = sourcesOf(r, lines)
	r.Year = year
	store, err := storage.Open(data, storage.Options{Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	m := &intake.Import{Name: name + ".txt", Content: intake.Content{Report: r, Lines: lines}}
	if err := store.AddImport(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	return m.ID
}
