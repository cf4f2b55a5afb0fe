// Package gmeth has methods with type parameters of their own.
package gmeth

type S[T any] struct{ v T }

func (s S[T]) Map[U any](f func(T) U) S[U] { return S[U]{v: f(s.v)} }

func (s *S[T]) Fold[U, W any](u U, w W) (U, W) { return u, w }

type P struct{ n int }

func (p P) Conv[T any](t T) T { return t }

func (p P) Get() int { return p.n }

type Getter interface{ Get() int }

func use() {
	s := S[int]{v: 1}
	t := s.Map(func(i int) string { return "" })
	_ = t.v
	s.Map[P](func(i int) P { return P{} }).v.Get()
	s.Fold(1, "x")
	p := P{}
	p.Conv[int](3)
	p.Conv("x")
	p.Conv(p).Get()
	_ = new(P{n: 2}).Get()
	_ = new(3)
	f := p.Conv[string]
	f("a")
	_ = S[P].Map[int]
}
