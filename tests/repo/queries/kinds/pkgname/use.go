package pkgname

import (
	"example.com/kinds/pkgname/go-thing"
	v2 "example.com/kinds/pkgname/v2"
	. "example.com/kinds/pkgname/dots"
	_ "example.com/kinds/pkgname/blank"
)

func Do() int { return thing.Do() + len(v2.Do()) + Dotted() }

func use() int {
	t := thing.Thing{Do: thing.Do}
	thing := t
	_ = Dot{Dotted: 3}.Dotted
	return thing.Do() + t.Do() + Do()
}
