package web

import (
	"encoding/json"
	"net/http"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
)

// errorEntry is an error as the diagnosis tells it: its reference finds the
// cause in the log of the window.
type errorEntry struct {
	At        time.Time `json:"at"`
	Status    int       `json:"status"`
	Reference string    `json:"reference,omitempty"`
}

// keptErrors is how many of the last errors are remembered.
const keptErrors = 20

// errorLog remembers the last errors of this run.
type errorLog struct {
	mu   sync.Mutex
	list []errorEntry
}

func (l *errorLog) add(e errorEntry) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.list = append(l.list, e)
	l.list = slices.Delete(l.list, 0, max(0, len(l.list)-keptErrors))
}

func (l *errorLog) last() []errorEntry {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.list)
}

// diagnosis is what helps to find a fault: nothing in it is about a person, and
// no text or name of a report is.
type diagnosis struct {
	At      time.Time      `json:"at"`
	Version string         `json:"version"`
	Go      string         `json:"go"`
	System  string         `json:"system"`
	CPUs    int            `json:"cpus"`
	Memory  uint64         `json:"memory_bytes"`
	Formats []string       `json:"formats"`
	Data    map[string]any `json:"data,omitempty"`
	Errors  []errorEntry   `json:"errors"`
}

// diagnostics sends the diagnosis as a file.
func (s *Server) diagnostics(c *gin.Context) error {
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	d := diagnosis{At: s.Now(), Version: s.Version, Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH,
		CPUs: runtime.NumCPU(), Memory: memory.Sys, Errors: s.errors.last()}
	for _, def := range s.Formats.Definitions() {
		d.Formats = append(d.Formats, def.Format)
	}
	if s.Vault != nil {
		var err error
		if d.Data, err = s.Vault.Diagnosis(c.Request.Context()); err != nil {
			return err
		}
	}
	data, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		return err
	}
	c.Header("Content-Disposition", `attachment; filename="nianbao-diagnostics.json"`)
	c.Data(http.StatusOK, "application/json", data)
	return nil
}
