// Package promoted names fields of embedded structs in literals.
package promoted

type Size struct{ W, H int }

type Deep struct {
	*Size
	Depth int
}

type Gen[T any] struct{ Val T }

type Box struct {
	Deep
	Gen[string]
	Name string
}

type Alias = Box

type Own struct {
	Size
	W string
}

type Twice struct {
	Size
	Other
}

type Other struct{ H, X int }

func make() []any {
	type local struct {
		Size
		n int
	}
	type Size struct{ W string }
	type inner struct{ Size }
	W := 1
	return []any{
		Box{Name: "a", Val: "x", Depth: 2},
		&Box{Deep: Deep{Depth: 4}}.Deep,
		[]Box{{Depth: 5}, {Val: "y"}},
		map[string]*Alias{"k": {Depth: 6, Name: "n"}},
		Own{W: "w", H: 1},
		Twice{X: 1},
		local{W: W, n: 2},
		inner{W: "s"},
		struct{ Other }{X: 3},
		map[int]int{W: W},
		[...]int{W: 2},
	}
}
