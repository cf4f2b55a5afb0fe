// Package embgen has embedded generic types.
package embgen

type Base[T any] struct{ val T }

func (b *Base[T]) Get() T       { return b.val }
func (b *Base[T]) Set(v T)      { b.val = v }
func (b Base[T]) Twice() (T, T) { return b.val, b.val }

type Getter[T any] interface{ Get() T }

type IntGetter interface{ Get() int }

type StrGetter interface {
	Getter[string]
	Set(string)
}

type Ints struct{ Base[int] }

type Strs struct {
	*Base[string]
	n int
}

type Both struct {
	Ints
	*Strs
}

type Deep[K comparable, V any] struct {
	Base[map[K]V]
	keys []K
}

type MapGetter interface{ Get() map[string]int }

type Concrete struct{ Deep[string, int] }

type Hidden struct {
	Base[int]
	Get func() int
}

type Own struct{ Base[int] }

func (o Own) Get() string { return "" }

func use() {
	var i Ints
	i.Set(3)
	_ = i.Get()
	_ = i.Base.Get()
	s := Strs{Base: &Base[string]{val: "a"}}
	s.Set(s.Get())
	var b Both
	_ = b.Ints.Get()
	_ = b.Strs.Get()
	c := Concrete{Deep[string, int]{keys: nil}}
	for k, v := range c.Get() {
		_, _ = k, v
	}
	_ = c.Deep.Base.val
	h := Hidden{}
	_ = h.Get()
	_ = h.Base.Get()
	o := Own{}
	_ = o.Get()
	o.Set(1)
	a, _ := o.Twice()
	_ = a
}
