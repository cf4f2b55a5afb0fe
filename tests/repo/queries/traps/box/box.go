package box

import "iter"

type Box[T any] struct{ items []T }

func (b *Box[T]) Put(v T)    { b.items = append(b.items, v) }
func (b *Box[E]) Take() (v E) { return v }
func (b *Box[T]) Each[U any](f func(T) U) []U {
	return nil
}

type Putter[T any] interface{ Put(T) }

type IntPutter interface{ Put(int) }

type IntTaker interface{ Take() int }

type IntPutter2 = Putter[int]

type Both interface {
	Putter[string]
	Take() string
}

type ints struct{}

func (ints) Put(int) {}

type texts struct{}

func (texts) Put(string) {}

type boxOfInts struct{ Box[int] }

type boxOfTexts struct{ *Box[string] }

type boxAlias = Box[string]

type boxByAlias struct{ boxAlias }

type Pairs[K comparable, V any] = map[K]V

type Keeper interface{ Keep(Pairs[string, int]) }

type keeper struct{}

func (keeper) Keep(map[string]int) {}

type Walker interface{ Walk() iter.Seq[int] }

type walker struct{}

func (walker) Walk() iter.Seq[int] { return nil }

type walkerOfTexts struct{}

func (walkerOfTexts) Walk() iter.Seq[string] { return nil }

type Grid interface{ Cells() [size]int }

const size = 4

type grid struct{}

func (grid) Cells() [size]int { return [size]int{} }

type Number interface{ ~int | ~float64 }
