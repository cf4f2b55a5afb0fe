// Package only has types whose methods depend on a tag.
package only

type Batcher interface{ Batch() }

type Fake struct{}

type Always struct{}

func (Always) Batch() {}
