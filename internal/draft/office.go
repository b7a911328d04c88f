package draft

import (
	"time"

	"nianbao/internal/profile"
)

// Office is an organisation that reports, with its place in the storage.
type Office struct {
	ID        string // made by the storage
	Profile   profile.Profile
	UpdatedAt time.Time
}
