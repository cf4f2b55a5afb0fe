package uses

import (
	"os"

	money "example.com/traps/pay"
	"example.com/traps/ledger"
	"example.com/traps/uses/inside"
	"example.org/dep"
)

func Close() error { return nil }

func New() int { return 0 }

type file struct{ limit int }

func (f *file) Close() error { return Close() }

func limit() int { return 1 }

var table = map[int]string{size: "size"}

const size = 3

type point struct{ size, limit int }

func use(f *file, g *os.File) (err error) {
	_ = f.Close()
	_ = g.Close()
	defer Close()
	_ = New()
	_ = dep.New()
	_ = inside.New()
	_ = point{size: size, limit: limit()}
	_ = []point{{size: 1, limit: 2}}
	_ = map[int]point{size: {limit: size}}
	_ = [...]int{size: size}
	var _ money.Payer
	var _ ledger.Payer
	limit := limit()
	_ = limit
	if size := size; size > 0 {
		_ = size
	}
	_ = size
	inside := struct{ New func() int }{New: New}
	_ = inside.New()
	switch New := any(f).(type) {
	case *file:
		_ = New
	default:
		_ = New
	}
	_ = New
	func(New int) { _ = New }(New())
	for size := range size {
		_ = size
	}
	select {
	case size := <-make(chan int):
		_ = size
	default:
		_ = size
	}
Close:
	for {
		break Close
	}
	err = Close()
	return err
}

func shadowed[New any](v New) New {
	type Close struct{ New New }
	_ = Close{New: v}
	return v
}
