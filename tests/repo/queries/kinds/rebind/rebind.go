// Package rebind assigns what is declared elsewhere.
package rebind

type Hook func(string) Hook

func (h Hook) Fire(s string) Hook { return h(s) }

var Default Hook = func(s string) Hook { return nil }

var now = func() T { return T{} }

type T struct{ hooks map[string]Hook }

func (t *T) On(n string, h Hook) *T { t.hooks[n] = h; return t }

func use(t *T) {
	Default = t.hooks["a"]
	Default.Fire("x").Fire("y")
	Default("x").Fire("z")
	n := now()
	n.On("a", nil).On("b", Default)
	now = func() T { return *t }
	t.hooks["x"].Fire("q")
	t.hooks["x"]("y").Fire("r")
	*t = now()
	p := &t
	(*p).On("", nil)
	(**p).On("", nil)
	t, u := &T{}, t
	u.On("", nil)
	t.On("", nil)
	f := (*T).On
	f(t, "a", nil).On("b", nil)
	type h = Hook
	h(nil).Fire("s")
	var hs [2]Hook
	hs[0].Fire("a")
	hs[1:][0].Fire("b")
	for i := range hs { hs[i].Fire("c") }
}
