// Package closures has what closures take and give.
package closures

type R struct{ n int }

func (r R) Do() R          { return r }
func (r *R) Fn() func() *R { return func() *R { return r } }

func mk() (func() R, func() *R) { return func() R { return R{} }, func() *R { return nil } }

func pair() (R, *R) { return R{}, nil }

func take(f func(r R) (s R)) R { return f(R{}) }

func gen[T any](f func() T) T { return f() }

func use() {
	a, b := mk()
	a().Do()
	b().Fn()().Do()
	f := func() (R, error) { return R{}, nil }
	r, err := f()
	_ = r.Do()
	_ = err
	take(func(r R) R { return r.Do() }).Do()
	take(func(r R) (s R) { s = r.Do(); return }).n++
	g := func(f func() R) func() R { return f }
	g(a)().Do()
	gen(func() R { return R{} }).Do()
	gen(a).n++
	x, y := pair()
	x.Do()
	y.Fn()
	var h func(...R) []R
	h(x)[0].Do()
	for _, e := range h() {
		e.Do()
	}
	func(z R) { z.Do() }(x)
	k := struct{ f func() R }{f: a}
	k.f().Do()
	var rec func(n int) *R
	rec = func(n int) *R { return rec(n - 1) }
	rec(3).Do()
	m := map[string]func() *R{"a": b}
	m["a"]().Fn()
	ch := make(chan func() R, 1)
	(<-ch)().Do()
	defer func() { recover() }()
}
