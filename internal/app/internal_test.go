package app

// OwnAddresses is ownAddresses, for tests.
func OwnAddresses() []string { return ownAddresses() }
