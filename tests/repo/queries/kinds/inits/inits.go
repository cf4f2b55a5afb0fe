// Package inits has init several times, and blank names.
package inits

import _ "embed"

var a = b()

func init() { a = 1; setup("x") }

func init() { setup("y") }

func b() int { return c }

var c = func() int { setup("z"); return 2 }()

func setup(_ string) {}

var _ = setup

var _ I = (*impl)(nil)

var _, d = two()

func two() (_, _ int) { return }

type I interface{ M(_ int, _ string) }

type impl struct{ _ int }

func (*impl) M(_ int, _ string) {}
func (impl) _()                 {}
func (impl) _()                 {}

func _() { setup("never") }

func _(_ int) { _ = a }

type _ struct{ I }

type main struct{ init int }

func (m main) init2() int { return m.init }

func use() {
	x := main{init: 3}
	_ = x.init + x.init2()
	init := 2
	_ = init
}
