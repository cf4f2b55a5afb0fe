package len2

type Doer struct{}

func (Doer) Do() {}

func Make() Doer { return Doer{} }

func Do() {}
