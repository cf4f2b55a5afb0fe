package dots

import . "example.com/traps/uses/inside"

func use() int {
	f := New
	return New() + f()
}
