package in

type Base struct{}

func (Base) Do() int { return 1 }
