// Package iotas has constants that are counted.
package iotas

type Kind uint8

const (
	A Kind = iota + 1
	B
	_
	C, D = iota, 1 << iota
	E, F
)

const (
	KB = 1 << (10 * (iota + 1))
	MB
)

const (
	first = len("abc") + int(A)
	second
)

func (k Kind) String() string {
	switch k {
	case A, B:
		return "ab"
	case C:
		return "c"
	}
	return [...]string{A: "a", B: "b", C: "c", D: "d"}[k]
}

type Stringer interface{ String() string }

var names = map[Kind]string{A: "a", B: A.String(), E: Kind(F).String()}

func local() Kind {
	const (
		A Kind = iota
		B
	)
	if A == B {
		return A
	}
	return Kind(KB) + MB + B + D
}

func use() {
	A := A
	_ = A.String()
	_ = B.String()
	_ = second
	_ = [MB]struct{}{}
	var k [C]Kind
	k[0].String()
}
