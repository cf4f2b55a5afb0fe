// Package shadowed gives new meanings to names that the language has.
package shadowed

import "example.com/traps/shadowed/made"

const nil = 0

var false bool

func true() bool { return !false }

func len(n int) int { return n + nil }

func use(iota int) int {
	var nil, true = nil, true()
	if true == false {
		return len(iota) + nil
	}
	return iota
}

func generic() {
	box := made.New[int](1)
	box.Map[string](func(n int) string { return "" }).Put("")
	made.New[string]("").Put("")
	made.Of.Map[string](func(n int) string { return "" }).Put("")
	pair := made.Named[int]{Key: "", Val: len(1)}
	_ = []made.Named[bool]{{Val: false}, pairs{{Val: true()}}[0]}
	_ = pair.Val
}

type pairs []made.Named[bool]
