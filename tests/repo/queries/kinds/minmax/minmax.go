// Package minmax has names that later became builtins, and uses of the builtins.
package minmax

type clear struct{ min, max int }

func (c clear) clear() { min(c.min, c.max) }

func min(a, b int) int { return a }

type M map[string]clear

func use(m M, a, b int) {
	_ = max(a, b, 3)
	_ = min(a, b)
	c := clear{min: 1, max: max(1, 2)}
	c.clear()
	max := c.max
	_ = max
	m["x"].clear()
	print(len(m), cap([]int{}))
	for k := range m {
		delete(m, k)
	}
}
