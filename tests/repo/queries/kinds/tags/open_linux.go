package tags

type file struct{}

func (file) Open() error { return nil }

func open() { platform() }
