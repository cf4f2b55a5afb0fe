package a

import (
	"errors"
	"fmt"
	"io"
	"iter"
)

type A struct{ n int }

func (a A) Run() A      { return a }
func (a *A) Ptr() *A    { return a }
func (a A) String() string { return "" }

type B struct{ A }

func (b *B) Run() *B { return b }

type Runner interface{ Run() A }

type Kind int

func (k Kind) String() string { return "" }
func (k *Kind) Set(string)    {}

type (
	Chan   chan A
	Chans  chan chan *B
	In     <-chan A
	Map    map[A]*B
	List   []B
	Gen[T any] []T
	GMap[K comparable, V any] map[K]V
	Seq    func(yield func(A) bool)
	Seq2   func(yield func(int, *B) bool)
	Arr    [3]A
	Alias  = Map
	GAlias[T any] = Gen[T]
	Fn     func() A
	Err    struct{ error }
)

func (s Seq) Do() {}
func (l List) First() B { return l[0] }
func (m Map) Get(a A) (*B, bool) { b, ok := m[a]; b.Run(); return b, ok }
func (g Gen[T]) At(i int) T { return g[i] }

var (
	V        = A{}
	P        = &V
	L        List
	M        = Map{}
	C        = make(Chan)
	G        = Gen[A]{}
	GM       GMap[string, *A]
	F        = func() (A, *B) { return V, nil }
	Fs       = map[string]func() A{}
	R Runner = V
	E error  = &Err{}
	X, Y     = F()
	S        = Seq(nil)
	K        = Kind(2)
	K2 Kind  = 3
	Any any  = V
	loop     A
)



const KC Kind = 4

func (e *Err) Error() string { return e.error.Error() }

func use(v any, r Runner, w io.Writer, V2 B) {
	switch v := v.(type) {
	case A:
		v.Run()
		func() { v.Ptr() }()
		switch v := any(&v).(type) {
		case *B:
			v.Run()
		default:
			_ = v
		}
		v.Run()
	case *B:
		for v := range L {
			_ = v
		}
		v.Run()
	case interface{ Run() *B }:
		v.Run()
	case Gen[A]:
		v[0].Run()
		v.At(1).Run()
	case map[string]A, []A:
		_ = v
	case func() A:
		v().Run()
	case error:
		v.Error()
	case fmt.Stringer:
		v.String()
	case Runner:
		v.Run()
	}
	switch x := r.(type) {
	case A:
		x.Run()
	case nil:
		x.Run()
	default:
		x.Run()
	}
	switch y := V2.Run(); z := v.(type) {
	case A:
		y.Run()
		z.Run()
	}
	for a := range C {
		a.Run()
	}
	for a := range M {
		a.Run()
		M[a].Run()
	}
	for a, b := range M {
		a.Ptr()
		b.Run()
	}
	for i, a := range (Arr{}) {
		_ = i
		a.Run()
	}
	for _, a := range (&Arr{}) {
		a.Run()
	}
	for a := range S {
		a.Run()
	}
	for i, b := range (Seq2)(nil) {
		_ = i
		b.Run()
	}
	for a := range seq() {
		a.Run()
	}
	for k, v := range seq2() {
		k.String()
		v.Run()
	}
	for _, g := range G {
		g.Run()
	}
	for _, g := range GM {
		g.Ptr()
	}
	for _, x := range (*B)(nil).Run().list() {
		x.Run()
	}
	for i := range 10 {
		_ = Kind(i).String()
	}
	for i := range K {
		i.String()
	}
	for _, c := range "abc" {
		_ = Kind(c).String()
	}
	var cs Chans
	b := <-<-cs
	b.Run()
	select {
	case x := <-C:
		x.Run()
	case x, ok := <-<-cs:
		_ = ok
		x.Run()
	case V = <-C:
		V.Run()
	}
	m, ok := M[V]
	_ = ok
	m.Run()
	n, ok := <-C
	n.Run()
	o, ok := v.(*B)
	o.Run()
	q, ok := r.(A)
	q.Ptr()
	s, err := Fs["a"]
	_ = err
	s().Run()
	t := L[1:]
	t[0].Run()
	t.First()
	u := (&Arr{})[:]
	u[0].Run()
	X.Run()
	Y.Run()
	K.Set("")
	K2.String()
	KC.String()
	R.Run()
	E.Error()
	P.Ptr()
	G.At(1).Run()
	GM["a"].Run()
	f, g := F()
	f.Run()
	g.Run()
	A.Run(V)
	(*A).Ptr(P)
	(*B).Run(&V2)
	(*A)(nil).Ptr()
	Fn(nil)().Run()
	Runner(V).Run()
	Runner.Run(V)
	h := (*B).Run
	h(&V2).Run()
	Any.(A).Run()
	errors.New("").Error()
	loop.Run()
	func() *B { return nil }().Run()
	k := func(a A) (b *B, err error) { return nil, nil }
	kb, _ := k(V)
	kb.Run()
	V := B{}
	V.Run()
	{
		V := &V
		V.Run().A.Run()
	}
	var L []A
	L[0].Run()
	type A struct{ C Kind }
	A{}.C.String()
	var a A
	a.C.Set("")
	_ = []A{{C: 1}}[0].C.String()
	M := map[string]A{}
	M["x"].C.String()
	C := func() Kind { return 0 }
	C().String()
}

func (b *B) list() []*B { return nil }

func seq() iter.Seq[*A] { return nil }
func seq2() iter.Seq2[Kind, *B] { return nil }

func generic[T Runner, E any](t T, e []E, g Gen[T], l func(T) E) {
	t.Run()
	g.At(0).Run()
	g[0].Run()
	var x Gen[*A]
	x[0].Ptr()
	x.At(1).Run()
	for _, v := range g {
		v.Run()
	}
	var y GMap[string, T]
	y["a"].Run()
	type P struct{ T T }
	P{T: t}.T.Run()
}
