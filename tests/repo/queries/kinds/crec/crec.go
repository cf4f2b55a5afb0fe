// Package crec has constraints and types that name themselves.
package crec

type Node[N Node[N, E], E Edge[N, E]] interface{ Edges() []E }

type Edge[N Node[N, E], E Edge[N, E]] interface{ Ends() (a, b N) }

type V struct{ es []*L }

func (v *V) Edges() []*L { return v.es }

type L struct{ a, b *V }

func (l *L) Ends() (*V, *V) { return l.a, l.b }

type Graph[N Node[N, E], E Edge[N, E]] struct{ nodes []N }

func New[N Node[N, E], E Edge[N, E]](ns []N) *Graph[N, E] { return &Graph[N, E]{nodes: ns} }

func (g *Graph[N, E]) First() N { return g.nodes[0] }

func (g *Graph[N, E]) Walk(f func(N) bool) {
	for _, n := range g.nodes {
		for _, e := range n.Edges() {
			a, _ := e.Ends()
			_ = f(a)
		}
	}
}

type Tree[T interface{ Less(T) bool }] struct {
	left, right *Tree[T]
	val         T
}

func (t *Tree[T]) Find(v T) *Tree[T] {
	if v.Less(t.val) {
		return t.left.Find(v)
	}
	return t.right.Find(v)
}

type Key int

func (k Key) Less(o Key) bool { return k < o }

type Lesser interface{ Less(Key) bool }

func use() {
	g := New([]*V{{}})
	g.First().Edges()
	g.Walk(func(v *V) bool { return v.es == nil })
	var t Tree[Key]
	t.Find(1).left.val.Less(3)
	var u *Tree[Key] = t.left
	u.Find(2)
}
