package gmeth

import "fmt"

type Number interface{ ~int | ~float64 }

type Lines struct{ s S[int] }

func (l Lines) Sum[
	A Number, // the first
	B interface{ ~[]A },
	C fmt.Stringer,
](a A, b B,
	c C) (A, Number2[B]) {
	type D = B
	var d D = b
	_ = d
	return a + A(len(b)), Number2[B]{of: b}
}

type Number2[T any] struct{ of T }

func (n *Number2[T]) Plus[N Number](v N) (a, b N) { return v, v }

func lines(l Lines) {
	l.Sum(1, []int{}, named{})
	n := Number2[P]{}
	n.Plus[float64](2)
	_ = n.of.Get()
}

type named struct{}

func (named) String() string { return "" }
