package dots

import (
	. "fmt"

	. "example.com/traps/pay"
)

func elsewhere(p Payer) {
	Println(p, Sprint2())
	Printf("")
}

func Sprint2() string { return Sprintf("") }
