// Package values has method values and expressions.
package values

type T struct{ f func(int) int }

func (t T) Val(i int) int  { return t.f(i) }
func (t *T) Ptr(i int) int { return t.f(i) }

type I interface{ Val(int) int }

type E struct{ *T }

func f(g func(int) int) int { return g(1) }

func Val(i int) int { return i }

var table = map[string]func(T, int) int{"val": T.Val, "i": func(t T, i int) int { return I.Val(t, i) }}

var ptrs = []func(*T, int) int{(*T).Ptr, (*T).Val}

func use(t T, i I) {
	f(t.Val)
	f((&t).Ptr)
	f(i.Val)
	f(Val)
	T.Val(t, 1)
	(*T).Ptr(&t, 2)
	(*T).Val(&t, 2)
	I.Val(i, 3)
	E.Val(E{&t}, 4)
	E.Ptr(E{&t}, 4)
	(E{&t}).Ptr(5)
	(*E).Ptr(&E{}, 6)
	g := t.Val
	g(1)
	h := T.Val
	h(t, 2)
	table["val"](t, 3)
	defer t.Ptr(1)
	go E{&t}.Val(2)
	interface{ Val(int) int }.Val(t, 7)
	struct{ T }.Val(struct{ T }{t}, 8)
	func() T { return t }().Val(9)
	(func(T, int) int)(T.Val)(t, 10)
	[]T{{f: Val}}[0].Val(11)
	map[string]*T{"a": {f: Val}}["a"].Ptr(12)
	(<-make(chan T)).Val(13)
	any(t).(I).Val(14)
	(*(&t)).Val(15)
}
