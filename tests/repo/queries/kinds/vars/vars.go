// Package vars has variables of the package, with and without types.
package vars

import (
	"os"
	"sync"

	o2 "example.com/kinds/dotx"
)

type T struct{ m sync.Map }

func (t *T) Go() *T        { return t }
func (t *T) Two() (*T, T)  { return t, T{} }

var (
	a      = &T{}
	b      T
	c, d   = a.Two()
	e      = []*T{a}
	f      = map[string]T{}
	g      = a.Go
	h      = func() *T { return a }
	thing  = o2.New("x")
	i, j   = 1, new(T)
	k      = *a
	l      = e[0]
	once   = sync.OnceValue(func() *T { return a })
	pool   = sync.Pool{New: func() any { return a }}
	args   = os.Args
)

func use() {
	a.Go()
	b.Go()
	c.Go()
	d.Go()
	e[0].Go()
	g().Go()
	h().Go()
	thing.Do()
	_ = thing.Name
	o2.Default.Do()
	j.Go()
	k.Go()
	l.Go()
	once().Go()
	pool.Get().(*T).Go()
	t := f["x"]
	t.Go()
	a.Go().Go().m.Load(1)
}
