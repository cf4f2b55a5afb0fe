// Package pay holds what looks alike and is not.
package pay

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"sync"

	"example.com/traps/ledger"
	"example.net/missing"
)

// Payer is implemented by several.
type Payer interface {
	Pay(amount, fee int) (rest int, err error)
}

// Auditor embeds Payer.
type Auditor interface {
	Payer
	Audit() string
}

// Handles embeds an interface of the standard library.
type Handles interface {
	http.Handler
	Audit() string
}

// OnlyHandles has nothing of its own.
type OnlyHandles interface{ http.Handler }

// Stream reads, writes and closes.
type Stream interface {
	io.ReadWriteCloser
	Audit() string
}

// Lock is what a mutex has.
type Lock interface {
	Lock()
	Unlock()
}

// Unknown embeds what is not here.
type Unknown interface {
	missing.Thing
	Audit() string
}

// Nothing of OnlyUnknown is known.
type OnlyUnknown interface{ missing.Thing }

// Again is Payer under a second definition, Alias under a second name.
type (
	Again Payer
	Alias = Payer
)

// Book takes a type whose name another package uses as well.
type Book interface{ Enter(e Entry) error }

// Entry is not ledger.Entry.
type Entry struct{ Sum int }

// EntryAlias is Entry.
type EntryAlias = Entry

type rightBook struct{}

func (rightBook) Enter(_ Entry) error { return nil }

type wrongBook struct{}

func (wrongBook) Enter(_ ledger.Entry) error { return nil }

type aliasBook struct{}

func (aliasBook) Enter(_ EntryAlias) error { return nil }

// Spelt has types that can be spelt in two ways.
type Spelt interface {
	Spell(b []byte, r rune, x any, f func(key string, n int) (ok bool))
}

type otherSpelling struct{}

func (otherSpelling) Spell([]uint8, int32, interface{}, func(string, int) bool) {}

type wrongSpelling struct{}

func (wrongSpelling) Spell([]int8, int32, interface{}, func(string, int) bool) {}

// Hidden has a method that no other package can have.
type Hidden interface{ settle() }

type settler struct{}

func (settler) settle() {}

// Many takes any number, which is not a slice.
type Many interface{ Many(n ...int) }

type manyRight struct{}

func (*manyRight) Many(n ...int) {}

type manyWrong struct{}

func (manyWrong) Many(n []int) {}

type card struct{ limit int }

func (c card) Pay(a int, b int) (int, error) { return a + b, nil }
func (c card) Audit() string                 { return "" }

type cash struct{}

func (c *cash) Pay(_, _ int) (_ int, _ error) { return 0, nil }

type byPointer struct {
	*cash
	name string
}

func (b byPointer) Audit() string { return b.name }

type byInterface struct{ Payer }

type fieldHides struct {
	card
	Pay int
}

type ambiguous struct {
	card
	cash
}

type deeper struct {
	ambiguous
	inner
}

type inner struct{ innermost }

type innermost struct{}

func (innermost) Audit() string { return "" }

type shallow struct {
	card
	inner
}

type byAlias struct{ cardAlias }

type cardAlias = card

type redefined card

type redefinedStruct byPointer

type function func(int, int) (int, error)

func (f function) Pay(a, b int) (int, error) { return f(a, b) }

type almost struct{}

func (almost) Pay(a, b int) int { return 0 }

type server struct{}

func (server) ServeHTTP(http.ResponseWriter, *http.Request) {}
func (*server) Audit() string                               { return "" }

type pipe struct{ bytes.Buffer }

func (*pipe) Close() error  { return nil }
func (*pipe) Audit() string { return "" }

type guarded struct {
	sync.RWMutex
	n int
}

type guardedTwice struct {
	sync.Mutex
	guarded
}

type partly struct {
	missing.Thing
}

func (partly) Audit() string { return "" }

// Timed takes a type of the standard library.
type Timed interface {
	Run(ctx context.Context) error
}

type timed struct{}

func (*timed) Run(_ context.Context) error { return nil }

// Foreign takes a type that is not here.
type Foreign interface{ Take(missing.Value) }

type foreignRight struct{}

func (foreignRight) Take(missing.Value) {}

type foreignOther struct{}

func (foreignOther) Take(missing.Other) {}

type foreignNot struct{}

func (foreignNot) Take(missing.Value, int) {}

func local() Payer {
	type inside struct{ card }
	return inside{}
}
