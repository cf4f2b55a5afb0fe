// Package rangef ranges over functions, numbers, channels and maps.
package rangef

import (
	"iter"
	"maps"
	"slices"
)

type N struct{ v int }

func (n N) Val() int   { return n.v }
func (n *N) Next() *N  { return n }
func (n *N) All() iter.Seq[*N] {
	return func(yield func(*N) bool) {
		for n != nil && yield(n) {
			n = n.Next()
		}
	}
}

func (n *N) Pairs() iter.Seq2[int, N] {
	return func(yield func(int, N) bool) { yield(1, *n) }
}

type Set[K comparable] map[K]struct{}

func (s Set[K]) Each() iter.Seq[K] { return maps.Keys(s) }

func own(yield func(N) bool) { yield(N{}) }

func use(n *N, c chan N, m map[N]*N, s Set[N]) {
	for x := range n.All() {
		x.Next()
	}
	for i, x := range n.Pairs() {
		_ = x.Val() + i
	}
	for x := range own {
		x.Val()
	}
	for x := range c {
		x.Val()
	}
	for k, v := range m {
		k.Val()
		v.Next()
	}
	for k := range m {
		_ = k.v
	}
	for x := range s.Each() {
		x.Val()
	}
	for i := range 3 {
		_ = i
	}
	for i, x := range [2]N{} {
		_ = x.Val() + i
	}
	for _, x := range []*N{n} {
		x.Next().Val()
	}
	for _, x := range slices.Sorted(maps.Values(map[string]int{})) {
		_ = x
	}
	for range n.v {
	}
	var x N
	for _, x = range []N{} {
		x.Val()
	}
	for i := range []N{} {
		_ = i
	}
	for _, p := range &[2]N{} {
		p.Val()
	}
}
