package other

func use(m map[string]int) int {
	clear(m)
	return min(1, max(2, 3))
}
