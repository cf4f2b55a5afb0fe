package systems

type Opener interface{ Open(n int) error }

func Use() error { return Handle{}.Open(open()) }
