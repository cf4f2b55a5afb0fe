package helpers

import "testing"

func h1(t *testing.T) { h2(t) }
func h2(t *testing.T) { h3(t) }
func h3(t *testing.T) { Work(2) }

type suite struct{}

func (s suite) check() { W{}.Work() }

func TestA(t *testing.T) { h1(t) }
func TestB(t *testing.T) { suite{}.check() }
func TestC(t *testing.T) {
	for _, f := range []func(int) int{Work, inner} {
		f(1)
	}
}
func testNot(t *testing.T) { Work(1) }
func Testnot(t *testing.T) { Work(1) }
func TestMain(m *testing.M) { m.Run() }
func Test(t *testing.T)     { inner(3) }
func TestLit(t *testing.T) {
	t.Run("x", func(t *testing.T) { W.Work(W{}) })
}
