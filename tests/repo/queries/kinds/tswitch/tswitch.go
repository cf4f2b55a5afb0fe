// Package tswitch has the symbolic variable of type switches.
package tswitch

type A struct{ x int }

func (a A) Run() int { return a.x }

type B struct{ x string }

func (b *B) Run() int { return len(b.x) }
func (b *B) Only()    {}

type Runner interface{ Run() int }

func f(v any) int {
	switch v := v.(type) {
	case A:
		return v.Run() + v.x
	case *B:
		v.Only()
		return v.Run() + len(v.x)
	case A1, A2:
		_ = v
	case []A:
		return v[0].x + v[1].Run()
	case map[string]*B:
		v["a"].Only()
	case func() *B:
		v().Only()
	case interface{ Run() int }:
		return v.Run()
	case nil:
		_ = v
	default:
		if r, ok := v.(Runner); ok {
			return r.Run()
		}
	}
	switch x := g(v); y := x.(type) {
	case A:
		x := y
		return x.Run()
	case *B:
		y.Only()
		_, _ = x.(*B), y
	}
	switch v.(type) {
	case A:
		return v.(A).x
	}
	return 0
}

func g(v any) any { return v }

type A1 struct{ A }
type A2 = *B
