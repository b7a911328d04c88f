//go:build race

package recognise_test

// slow says that the race detector is on, which makes reading ten times
// slower: samples are fewer then.
const slow = true
