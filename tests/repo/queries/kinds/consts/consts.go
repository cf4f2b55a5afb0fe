// Package consts has arrays whose lengths are constants.
package consts

import "example.com/kinds/iotas"

const N = 4

const n2 = N * 2

type Arr interface{ Take([N]byte, [n2]int) [iotas.KB]rune }

type a struct{}

func (a) Take(x [4]uint8, y [8]int) (z [1024]int32) { return }

type b struct{}

func (b) Take([N]uint8, [N + N]int) [1 << 10]rune { return [1024]rune{} }

type c struct{}

func (c) Take([5]byte, [n2]int) (x [iotas.KB]rune) { return }

func use(N int) int {
	const n2 = 3
	return N + n2 + len(a{}.Take([4]byte{}, [8]int{}))
}
