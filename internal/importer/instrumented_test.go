//go:build race

package importer_test

// instrumented: the race detector keeps several times the memory.
const instrumented = true
