// Package chain has builders and options.
package chain

import (
	"context"
	"net/http"
	"sync"
	"time"
)

type Opt func(*srv)

func (o Opt) apply(s *srv) { o(s) }

type srv struct {
	http.Server
	mu    sync.RWMutex
	opts  []Opt
	Timer *time.Timer
	next  map[string][]*srv
}

func WithA(a string) Opt { return func(s *srv) { s.Addr = a; s.mu.Lock(); defer s.mu.Unlock() } }

func New(opts ...Opt) (s *srv, err error) {
	s = &srv{opts: opts}
	for _, o := range opts {
		o.apply(s)
		o(s)
	}
	for i := range s.opts {
		s.opts[i].apply(s)
	}
	return s, nil
}

func (s *srv) Shutdown(ctx context.Context) error { return s.Server.Shutdown(ctx) }

func (s *srv) Next(k string) *srv { return s.next[k][0] }

type Stopper interface{ Shutdown(context.Context) error }

type Closer interface{ Close() error }

type locks struct {
	sync.Mutex
	*sync.Cond
}

type Locker interface {
	Lock()
	Unlock()
}

type onlyMu struct{ *sync.RWMutex }

func use() {
	s, err := New(WithA("x"), nil)
	if err != nil {
		return
	}
	s.Next("a").Next("b").Shutdown(context.Background())
	s.Close()
	s.next["a"][1].Next("").mu.RLock()
	s.Timer.Reset(time.Second).String()
	must(New()).Next("b")
	if s, err := New(); err == nil {
		s.Next("")
	}
	var o Opt = WithA("")
	o.apply(s)
	Opt(func(*srv) {}).apply(s)
}

func must[T any](t T, err error) T { return t }
