package draft

import "time"

// Letterhead is the Word document an office puts its reports into.
type Letterhead struct {
	Name string // of the file that was handed in
	By   string
	At   time.Time
	Data []byte
}
