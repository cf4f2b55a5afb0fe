package dotx

import "testing"

type fakeThing struct{ Thing }

func ExportHelper(s string) int { return helper(s) }

var ExportedDefault = &Default

func TestInside(t *testing.T) {
	if New("a").Do() != ExportHelper("a") {
		t.Fatal(Default.Name)
	}
}
