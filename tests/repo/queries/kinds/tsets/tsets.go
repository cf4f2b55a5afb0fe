// Package tsets has interfaces with type sets and methods.
package tsets

type Num interface{ ~int | ~float64 }

type NumStr interface {
	Num
	String() string
}

type Stringer interface{ String() string }

type Cmp[T any] interface {
	comparable
	Less(T) bool
}

type Plain interface {
	Stringer
	interface{ Less(MyInt) bool }
}

type MyInt int

func (m MyInt) String() string      { return "" }
func (m MyInt) Less(o MyInt) bool   { return m < o }

type MyF float64

func (m MyF) String() string { return "" }

type Rec[T Rec[T]] interface{ Less(T) bool }

type Embeds interface{ Rec[MyInt] }

type Ptr[T any] interface {
	*T
	Set(string)
}

type S struct{ v string }

func (s *S) Set(v string) { s.v = v }

func Make[T any, P Ptr[T]](v string) T {
	var t T
	P(&t).Set(v)
	p := P(&t)
	p.Set(v)
	return t
}

func Sum[T NumStr](a ...T) (s T) {
	for _, x := range a {
		s += x
		_ = x.String()
	}
	return
}

func Sort[T Rec[T]](a []T) bool { return a[0].Less(a[1]) }

func use() {
	Sum(MyInt(1), 2)
	Sum[MyF](1)
	_ = Make[S]("x").v
	Sort([]MyInt{1, 2})
}
