// Package ifaces has interfaces that overlap, embed, and are met through pointers only.
package ifaces

import (
	"context"
	"error2"
	"io"
	"sort"
)

type A interface{ M(int) error }
type B interface {
	A
	N()
}
type C interface {
	B
	A
	M(int) error
}
type D interface {
	interface{ N() }
	io.Closer
}
type priv interface{ hidden() }
type P2 interface {
	priv
	M(int) error
}
type Ctx interface{ Do(ctx context.Context, fs ...func(context.Context) error) }
type Sorter interface {
	sort.Interface
	Name() string
}
type Err interface {
	error
	Unwrap() error
}
type Miss interface {
	error2.Thing
	N()
}

type v struct{}

func (v) M(x int) (err error) { return }
func (*v) N()                 {}

type w struct{ v }
type x struct{ *v }
type y struct{ A }

func (y) N()           {}
func (y) Close() error { return nil }

type z struct {
	v
	A
}
type both struct {
	w
	x
}
type hid struct{ M int }
type named int

func (named) M(i int) error                                                { return nil }
func (named) N()                                                           {}
func (named) hidden()                                                      {}
func (n *named) Do(c context.Context, f ...func(context.Context) error)    {}
func (n named) Error() string                                              { return "" }
func (n named) Unwrap() error                                              { return n }

type slc []string

func (s slc) Len() int           { return len(s) }
func (s slc) Less(i, j int) bool { return s[i] < s[j] }
func (s slc) Swap(i, j int)      { s[i], s[j] = s[j], s[i] }

type namedSlc struct {
	slc
	name string
}

func (n namedSlc) Name() string { return n.name }

type rev struct{ sort.Interface }

func (rev) Name() string { return "" }

func use(a A, b B, c C, m Miss) {
	_ = a.M(1)
	_ = b.M(1)
	b.N()
	_ = c.M(1)
	c.A.M()
	m.N()
	m.Other()
	_ = w{}.M(1)
	x{&v{}}.N()
	y{a}.M(1)
	namedSlc{}.Len()
	_ = namedSlc{}.slc.Len()
}
