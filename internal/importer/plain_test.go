//go:build !race

package importer_test

const instrumented = false
