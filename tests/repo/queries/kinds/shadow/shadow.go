// Package shadow hides packages and builtins.
package shadow

import (
	"fmt"
	str "strings"

	"example.com/kinds/shadow/len2"
)

type string2 = string

func len(x []int) int { return 0 }

type error interface{ Fail() bool }

type fail struct{}

func (fail) Fail() bool    { return true }
func (fail) Error() string { return "" }

var true = false

const iota = 3

type int struct{ v uint }

func (i int) Add(o int) int { return int{i.v + o.v} }

func use(fmt printer) {
	fmt.Println("a")
	len(nil)
	str := str.ToUpper("a")
	_ = str
	len2 := len2.Make()
	len2.Do()
	{
		len := func(s string) int { return int{} }
		_ = len("x").Add(int{v: 2})
	}
	var nil int
	_ = nil.Add(nil)
	_ = true
	_ = iota
}

func use2(shadow int) {
	fmt.Println(shadow.v)
	append := func(a, b int) int { return a.Add(b) }
	append(shadow, shadow)
	if fmt := (printer{}); true {
		fmt.Println("x")
	} else if fmt.n {
		fmt.Println("y")
	}
	fmt.Println()
	switch fmt := any(shadow).(type) {
	case int:
		fmt.Add(shadow)
	case printer:
		fmt.Println("")
	}
	func(fmt string) { _ = fmt }("a")
	fmt.Print(make(3))
}

func make(n uint) int { return int{n} }

type printer struct{ n bool }

func (printer) Println(s string) {}
func (printer) Print(i int)      {}
