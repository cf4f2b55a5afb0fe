package dep

type Vendored struct{}

func (Vendored) Pay(a, b int) (int, error) { return 0, nil }

func New() int { return 1 }
