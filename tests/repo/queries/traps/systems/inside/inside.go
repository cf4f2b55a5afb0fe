package inside

import "example.com/traps/systems"

type holds struct{ systems.Handle }

type holdsDeeper struct{ holds }

type plain struct{ handle systems.Handle }

func (plain) Open() error { return nil }

type taken systems.Handle

type Opens interface{ Open() error }

type Takes interface{ Carry(h systems.Handle) }

type takes struct{}

func (takes) Carry(h systems.Handle) {}
