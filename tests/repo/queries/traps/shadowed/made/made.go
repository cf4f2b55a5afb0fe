package made

type Crate[T any] struct{ held T }

func New[T any](v T) *Crate[T] { return &Crate[T]{held: v} }

func (b *Crate[T]) Put(v T) { b.held = v }

func (b *Crate[T]) Map[U any](f func(T) U) *Crate[U] { return New[U](f(b.held)) }

var Of = New[int](1)

type Pair[K comparable, V any] struct {
	Key K
	Val V
}

type Named[V any] = Pair[string, V]

// Putter embeds an interface without a name.
type Putter interface {
	interface{ Put(string) }
	Close() error
}

type putter struct{ *Crate[string] }

func (putter) Close() error { return nil }

type other struct{ *Crate[int] }

func (other) Close() error { return nil }

// Ints limits types inside of another interface.
type Ints interface {
	interface{ ~int }
	Put(string)
}
