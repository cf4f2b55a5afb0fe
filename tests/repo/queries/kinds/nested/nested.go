package nested

import (
	"example.com/kinds/dotx"
	"example.com/kinds/nested/in"
)

type mine struct{ dotx.Thing }

type In struct{ in.Base }

func use() {
	dotx.New("a").Do()
	mine{}.Do()
	in.Base{}.Do()
	In{}.Do()
}
