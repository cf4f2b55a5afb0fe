//go:build ignore

package main

func open() {}

func main() { open() }
