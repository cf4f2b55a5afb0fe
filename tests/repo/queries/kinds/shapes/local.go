package shapes

func locals() {
	type T struct{ Name string }
	t := T{Name: "x"}
	_ = t.Name
	type U = T
	_ = U{Name: "y"}.Name
	type V struct{ *T }
	_ = V{&t}.Name
	var w interface{ Name() string } = &outer{}
	_ = w.Name()
	type list []T
	for _, e := range (list{{Name: "z"}}) {
		_ = e.Name
	}
	m := map[T]T{{Name: "k"}: {Name: "v"}}
	_ = m[t].Name
}

type outer struct{ T }

type Namer interface{ Name() string }
