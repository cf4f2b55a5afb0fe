// Package gens has functions with type parameters whose results are selected from.
package gens

type P[K comparable, V any] struct {
	Key K
	Val V
}

func (p P[K, V]) Swap() P[V2, K]  { return P[V2, K]{} }
func (p *P[K, V]) Ptr() *P[K, V]  { return p }

type V2 string

func (v V2) Up() V2 { return v }

type X struct{ n int }

func (x X) Inc() X { return x }

func mk[K comparable, V any](k K, v V) P[K, V] { return P[K, V]{Key: k, Val: v} }

func first[S ~[]E, E any](s S) E { return s[0] }

func apply[T, U any](t T, f func(T) U) U { return f(t) }

type Cache[K comparable, V any] struct {
	m    map[K]V
	list []P[K, V]
	fn   func(K) (V, bool)
}

func (c *Cache[K, V]) Get(k K) (v V, ok bool) { v, ok = c.m[k]; return }

func (c *Cache[K, V]) All() []P[K, V] { return c.list }

type XCache = Cache[string, X]

type Opt[T any] func(*T)

func (o Opt[T]) Do(t *T) { o(t) }

func use(c *XCache, d Cache[V2, *X]) {
	mk("a", X{}).Val.Inc()
	mk(V2("a"), 1).Key.Up()
	first([]X{}).Inc()
	apply(X{}, func(x X) V2 { return "" }).Up()
	v, _ := c.Get("x")
	v.Inc()
	if w, ok := d.Get("y"); ok {
		w.Inc()
	}
	c.All()[0].Val.Inc()
	c.list[1].Ptr().Val.Inc()
	d.list[0].Key.Up()
	d.list[0].Swap().Key.Up()
	x, ok := c.fn("a")
	_ = ok
	x.Inc()
	for _, p := range c.All() {
		p.Val.Inc()
		p.Ptr().Swap()
	}
	for k, v := range d.m {
		k.Up()
		v.Inc()
	}
	Opt[X](func(x *X) { x.Inc() }).Do(nil)
	_ = P[string, X]{Key: "a", Val: X{n: 2}}.Val.n
	_ = &P[V2, V2]{Key: "k"}
}
