// Package stags has struct tags, and structs that differ by them only.
package stags

type A struct {
	Name string `json:"Name,omitempty" Name:"x"`
	Age  int    "json:\"Age\""
}

type B struct {
	Name string
	Age  int
}

type WithTag interface {
	Take(struct {
		X int `a:"b"`
	})
}

type NoTag interface{ Take(struct{ X int }) }

type t1 struct{}

func (t1) Take(s struct {
	X int `a:"b"`
}) {
	_ = s.X
}

type t2 struct{}

func (t2) Take(s struct{ X int }) { _ = s.X }

type t3 struct{}

func (t3) Take(struct {
	X int "a:\"b\""
}) {
}

func use(a A) string {
	b := B(a)
	return b.Name + a.Name + A(b).Name
}
