// Package aliasgen has methods that are declared and used through aliases of generic types.
package aliasgen

type List[T any] struct{ items []T }

type L = List[int]

type PL = *List[string]

type G[T any] = List[T]

type M[V any] = map[string]List[V]

func (l *List[T]) Add(v T) *List[T] { l.items = append(l.items, v); return l }
func (l *List[T]) Len() int         { return len(l.items) }

type Box struct{ L }

type Bag struct{ G[float64] }

type plain struct{ size int }

type alias = plain

func (p alias) Size() int { return p.size }
func (p *alias) Grow()    { p.size++ }

type Sizer interface{ Size() int }

type Lener interface{ Len() int }

type Adder interface{ Add(int) *L }

type Adder2 interface{ Add(v float64) *G[float64] }

func use(p PL, m M[bool]) {
	var l L
	l.Add(1).Add(2).Len()
	p.Add("x").Len()
	b := Box{}
	b.Add(2)
	b.L.Add(2)
	var g Bag
	g.Add(1.5).Add(2)
	g.List.Len()
	x := m["a"]
	x.Len()
	new(alias).Grow()
	(&plain{size: 2}).Grow()
	_ = alias.Size
	_ = (*plain).Grow
	for _, e := range m {
		e.Add(true)
	}
}
