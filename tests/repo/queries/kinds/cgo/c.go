package cgo

// int add(int a, int b) { return a + b; }
import "C"

type sum struct{ v C.int }

func (s sum) Add(o C.int) C.int { return C.add(s.v, o) }

func Add(a int) int { return int(C.add(C.int(a), 1)) + pure(a) }
