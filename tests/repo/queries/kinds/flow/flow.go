// Package flow has names declared in all the places of statements.
package flow

type T struct{ n int }

func (t T) Get() int { return t.n }

var x T

func get() (T, error) { return x, nil }

func use(c chan T, m map[string]T) int {
	if x, err := get(); err != nil {
		return x.n
	} else if y := x; y.n > 0 {
		return y.Get()
	} else {
		x := y
		_ = x.Get()
	}
	for x := x; x.n < 3; x.n++ {
		_ = x.Get()
	}
	switch x := x.n; {
	case x > 1:
		return x
	default:
		x := T{n: x}
		_ = x.n
	}
	select {
	case x := <-c:
		return x.Get()
	case x, ok := <-c:
		_ = ok
		return x.n
	case c <- x:
	}
	x, ok := m["a"]
	if !ok {
		return x.n
	}
	x, err := get()
	_ = err
	{
		x := x
		x.n++
	}
	x, y := x, x
	_ = y.Get()
	func(x int) { _ = x }(x.n)
	v, ok := <-c
	_ = v.Get()
	w, ok := any(x).(T)
	_ = w.Get()
	var z, q = get()
	_, _ = z.Get(), q
	var t = func() T { var t T; return t }()
	_ = t.Get()
	go func() { x.n = 2 }()
	goto x
x:
	return x.Get()
}
