package pay

type fake struct{}

func (fake) Pay(a, b int) (int, error) { return 0, nil }

func (wrongBook) settle() {}
