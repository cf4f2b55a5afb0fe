package helpers

func Work(n int) int { return inner(n) }

func inner(n int) int { return n }

type W struct{}

func (W) Work() int { return Work(1) }
