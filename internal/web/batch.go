package web

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"net/http"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"nianbao/internal/check"
	"nianbao/internal/exporter"
	"nianbao/internal/intake"
)

type batchPage struct {
	Frame
	Batch  string
	Rows   []batchRow
	Count  string
	Unread int // how many of them were not read
}

// batchRow is one file among several.
type batchRow struct {
	Href     string
	File     string
	Issuer   string
	Year     int
	Cells    int
	Doubts   int
	Errors   int
	Warnings int
	Problem  string
}

// batchRows reads the list anew: what was used or put away is gone from it.
func (s *Server) batchRows(c *gin.Context) ([]batchRow, error) {
	office, err := s.importOffice(c)
	if err != nil {
		return nil, err
	}
	batch := c.Param("batch")
	if !isBatch.MatchString(batch) {
		return nil, errNoImport
	}
	list, err := s.Drafts.Imports(c.Request.Context(), office.ID, batch)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, errNoImport
	}
	var out []batchRow
	for _, m := range list {
		row := batchRow{File: m.Name, Problem: m.Problem}
		if m.Report != nil {
			if err := s.batchRow(m, &row); err != nil {
				return nil, err
			}
		}
		out = append(out, row)
	}
	return out, nil
}

func (s *Server) batchRow(m *intake.Import, row *batchRow) error {
	def, err := s.Formats.ForFormat(m.Report.Format)
	if err != nil {
		return err
	}
	r := m.Result(def)
	row.Href, row.Issuer, row.Year, row.Cells, row.Doubts = importURL(m.ID), r.Issuer, r.Year, len(r.Cells), len(r.Doubts)
	findings := s.checks[def.Format].Run(check.Input{Definition: def, Report: r, Office: r.Issuer, Today: s.Now(), Final: true})
	row.Errors, row.Warnings, _ = check.Count(findings)
	return nil
}

func (r *batchRow) unread() int {
	if r.Problem == "" {
		return 0
	}
	return 1
}

// importBatch lists files that were handed over together.
func (s *Server) importBatch(c *gin.Context) error {
	rows, err := s.batchRows(c)
	if err != nil {
		return err
	}
	p := batchPage{Frame: s.bareFrame(intake.PageBatch), Batch: c.Param("batch"), Rows: rows}
	office, err := s.importOffice(c)
	if err != nil {
		return err
	}
	p.Office = office.Profile.Name
	// What was not read asks for something: it comes first.
	slices.SortStableFunc(rows, func(a, b batchRow) int { return cmp.Compare(b.unread(), a.unread()) })
	for _, row := range rows {
		p.Unread += row.unread()
	}
	p.Count = intake.BatchText(len(rows), len(rows)-p.Unread)
	return s.render(c, http.StatusOK, "batch", p)
}

// importBatchCSV is the list as a table for spreadsheet programs.
func (s *Server) importBatchCSV(c *gin.Context) error {
	rows, err := s.batchRows(c)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	b.WriteString("\ufeff") // or spreadsheet programs take it for GBK
	w := csv.NewWriter(&b)
	w.Write(intake.BatchHeader())
	for _, row := range rows {
		line := []string{row.File, row.Issuer, "", "", "", "", "", row.Problem}
		if row.Problem == "" {
			for i, n := range []int{row.Year, row.Cells, row.Doubts, row.Errors, row.Warnings} {
				line[i+2] = strconv.Itoa(n)
			}
		}
		for i := range line {
			line[i] = noFormula(line[i])
		}
		w.Write(line)
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return err
	}
	sendFile(c, "import.csv", exporter.CSV.ContentType(), b.Bytes())
	return nil
}

// noFormula keeps a spreadsheet program from reckoning with what a file is
// called.
func noFormula(text string) string {
	if text != "" && bytes.ContainsAny([]byte(text[:1]), "=+-@\t\r") {
		return "'" + text
	}
	return text
}
