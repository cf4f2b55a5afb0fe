//go:build batchtest

package only

func (Fake) Batch() {}
