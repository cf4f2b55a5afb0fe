// Package shapes has fields in types without a name.
package shapes

var cfg = struct {
	Name string
	In   struct{ Name, Other string }
	L    []struct{ Name int }
	M    map[string]*struct{ Fn func() T }
}{Name: "a"}

type T struct {
	Sub struct {
		Name string
		T    *T
	}
	Many []struct{ Name string }
}

func (t *T) Name() string { return t.Sub.Name }

func use(t T, p struct{ Name string }) {
	_ = cfg.Name + cfg.In.Name + cfg.In.Other
	_ = cfg.L[0].Name
	cfg.M["x"].Fn().Sub.T.Name()
	t.Sub.T.Name()
	_ = t.Sub.Name + t.Many[0].Name + p.Name
	for _, m := range t.Many {
		_ = m.Name
	}
	tests := []struct {
		Name string
		want *T
	}{{Name: "a", want: &t}, {"b", nil}}
	for _, tt := range tests {
		_ = tt.Name + tt.want.Name()
	}
	local := func() struct{ Name T } { return struct{ Name T }{Name: t} }
	local().Name.Name()
	type in struct{ Name string; T }
	_ = in{Name: "x", T: t}.Name
	_ = in{}.T.Name()
	x := T{Sub: struct {
		Name string
		T    *T
	}{Name: "x"}}
	_ = x.Sub.Name
}
