package dotx

type Thing struct{ Name string }

func (t Thing) Do() int { return helper(t.Name) }

func New(name string) Thing { return Thing{name} }

func helper(s string) int { return len(s) }

type Doer interface{ Do() int }

var Default = New("a")
