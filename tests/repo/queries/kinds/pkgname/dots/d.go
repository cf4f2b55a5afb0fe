package dots

func Dotted() int { return 1 }

type Dot struct{ Dotted int }
