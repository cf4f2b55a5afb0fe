package cgo

type Adder interface{ Pure(int) int }

type p struct{}

func (p) Pure(a int) int { return pure(a) }

func pure(a int) int { return p{}.Pure(a) }
