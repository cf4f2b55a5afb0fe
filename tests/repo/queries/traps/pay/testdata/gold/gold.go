package gold

type Golden interface{ Pay(amount, fee int) (rest int, err error) }

type coin struct{}

func (coin) Pay(amount, fee int) (rest int, err error) { return 0, nil }
