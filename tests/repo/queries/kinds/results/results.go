// Package results has named results.
package results

type E struct{ msg string }

func (e *E) Error() string { return e.msg }
func (e *E) With(s string) (out *E) {
	out = e
	out.msg = s
	return
}

func f() (err *E, ok bool) {
	if err, ok := g(); ok {
		return err, ok
	}
	defer func() { err = err.With("x") }()
	err, ok = g()
	_ = err.msg
	return
}

func g() (err *E, ok bool) { return &E{}, len(err.msg) > 0 }

func h() (e E, fs []func() *E, m map[string]*E) {
	e.With("a").With("b")
	fs[0]().With("c")
	m["x"].With("d").msg = "e"
	return e, fs, m
}

func i() (_ *E, _ error) { return g2() }

func g2() (*E, error) {
	e, _, m := h()
	e.With("a")
	m["a"].With("b")
	return &e, &e
}

type Wither interface{ With(string) *E }

type fn func(s string) (err error)

func (f fn) With(s string) *E { _ = f(s); return nil }
