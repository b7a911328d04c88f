package web

// Routes lists what Handler answers, as "GET /path", for the test that every
// route is looked at.
func (s *Server) Routes() []string {
	var out []string
	for _, r := range s.routes().Routes() {
		out = append(out, r.Method+" "+r.Path)
	}
	return out
}
