package pay_test

import "example.com/traps/pay"

type fake struct{}

func (fake) Audit() string { return "" }

type outside struct{}

func (outside) Pay(int, int) (int, error) { return 0, nil }

var _ pay.Payer = outside{}
