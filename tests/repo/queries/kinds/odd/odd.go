// Package odd has odd layout.
package odd; import f "fmt"; type (A struct { B; c int }; B struct{ d int }); func (b B) M() { f.Println(b.d) }; func (
	a *A,
) N(
	x, y int,
	z ...string,
) (
	r int,
	err error,
) {
	a.
		M()
	a.B.
		d++
	a. /* here */ M()
	(a).M()
	((*A)(a)).M()
	(*a).c = 2
	return
}

type I interface { M(); N(int, int, ...string) (int, error) }

type J interface {
	// comment
	M() // after
	/* before */ N(x, y int, z ...string) (r int, err error)
}

var v = A{B{1}, 2}

func use() { v.N(1, 2); (&v).N(1, 2, []string{}...); if a := (A{c: 1}); a.c == (B{}).d { a.M() } }
