package b

import (
	. "example.com/kinds/typed/a"
	x "example.com/kinds/typed/a"
)

var W B

type local struct{ Gen[A] }

func use(R B) {
	W.Run()
	x.V.Run()
	P.Ptr()
	x.P.Ptr()
	M[x.V].Run()
	R.Run()
	x.R.Run()
	for a := range x.C {
		a.Run()
	}
	x.Kind(3).String()
	Kind(3).String()
	x.Fn(nil)().Run()
	x.A.Run(x.V)
	(*x.A).Ptr(P)
	f, g := x.F()
	f.Run()
	g.Run()
	x.Fs["a"]().Run()
	local{}.At(1).Run()
	local{}.Gen[0].Run()
	x := W
	x.Run()
}
