package far

type real struct{ Unimplemented }

type other struct{ Unsafe }

func (*other) Get() string { return "" }
