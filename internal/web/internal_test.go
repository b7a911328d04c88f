package web

import "errors"

// Routes lists what Handler answers, as "GET /path", for the test that every
// route is looked at.
func (s *Server) Routes() []string {
	var out []string
	for _, r := range s.routes().Routes() {
		out = append(out, r.Method+" "+r.Path)
	}
	return out
}

// ParsePages parses every page, as showing it for the first time does.
func (s *Server) ParsePages() error {
	var faults error
	for name := range s.pages.byName {
		_, err := s.pages.set(name)
		faults = errors.Join(faults, err)
	}
	return faults
}
