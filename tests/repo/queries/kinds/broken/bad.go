package broken

type U struct{ T }

func (u U) Use() int {
	x := u.Do( + Help()
	return x
}

func After() { Help() }

type Bad struct {
	a int
	b string,
}

func (b Bad) Do() int { return Help() }
