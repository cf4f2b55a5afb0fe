// Package uni has names that are not ASCII.
package uni

type Größe struct{ höhe int }

func (g Größe) Höhe() int { return g.höhe }

type Maß interface{ Höhe() int }

type 世界 struct{ Größe }

type élan struct{ Größe }

func (é élan) Œuvre() int { return é.höhe + é.Höhe() }

const π, Δ = 3, 4

func Δt(ω int) (σ int) { σ = ω * π; return σ + Δ }

type ǅabc struct{ ǅx int }

func (ǅabc) 名() {}

type named interface{ 名() }

func use() {
	w := 世界{Größe{höhe: π}}
	_ = w.Höhe() + w.höhe + Δt(Δ)
	/* ü */ _ = "ä" + "ö"; w.Größe.Höhe()
	élan{}.Œuvre()
	ǅabc{ǅx: 1}.名()
}
