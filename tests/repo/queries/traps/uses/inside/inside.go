package inside

func New() int { return 2 }

func again() int { return New() + (New)() }
