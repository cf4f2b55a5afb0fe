package rail

import "example.com/traps/pay"

type entry = pay.Entry

// Train pays, and does not settle: settle is pay's own name.
type Train struct{}

func (Train) Pay(a, b int) (int, error) { return 0, nil }
func (Train) settle()                   {}
func (Train) Enter(entry) error         { return nil }

// Wagon has the method by what it embeds, the hidden one too.
type Wagon struct{ pay.Hidden }

// Load embeds an interface of another package.
type Load struct {
	pay.Auditor
	weight int
}
