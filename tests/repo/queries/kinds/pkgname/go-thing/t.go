// Package thing is in a folder of another name.
package thing

func Do() int { return 1 }

type Thing struct{ Do func() int }
