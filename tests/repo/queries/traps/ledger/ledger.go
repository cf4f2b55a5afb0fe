package ledger

type Entry struct{ Text string }

// Payer has the name of another interface.
type Payer interface{ PayOut() }

type Out struct{}

func (Out) PayOut() {}
