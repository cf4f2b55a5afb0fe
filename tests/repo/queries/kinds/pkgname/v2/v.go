package pkgname

func Do() string { return "" }
