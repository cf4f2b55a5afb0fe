package tags

type Handle interface{ Open() error }

func Use() { open(); platform() }
