//go:build ignore

package main

type Handle struct{}

func (Handle) Open(n int) error { return nil }

func open() int { return 3 }

func main() { _ = Handle{}.Open(open()) }
