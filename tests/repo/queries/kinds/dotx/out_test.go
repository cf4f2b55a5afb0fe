package dotx_test

import (
	. "testing"

	. "example.com/kinds/dotx"
)

type fakeThing struct{ Thing }

func (fakeThing) Do() string { return "" }

type other struct{ Doer }

func TestOutside(t *T) {
	x := New("b")
	x.Do()
	helper(t, x)
	ExportedDefault.Name = "c"
	_ = ExportHelper("x")
	_ = fakeThing{x}.Do()
	var d Doer = other{x}
	d.Do()
	t.Run("sub", func(t *T) { _ = Thing{Name: "z"}.Do() })
}

func helper(t *T, x Thing) { t.Helper(); _ = x.Name }

func BenchmarkNew(b *B) {
	for range b.N {
		New("x")
	}
}

func ExampleNew() { New("y").Do() }

func FuzzNew(f *F) { f.Fuzz(func(t *T, s string) { New(s) }) }
