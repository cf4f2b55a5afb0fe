package broken

type T struct{ f int }

func (t T) Do() int { return t.f }

func Help() int { return T{}.Do() }

type Doer interface{ Do() int }
