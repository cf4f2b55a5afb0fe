package b

import "testing"

var T = local{}

func TestX(t *testing.T) {
	T.At(0).Run()
	for _, tt := range []struct {
		name string
		in   B
	}{{"a", W}, {name: "b", in: B{}}} {
		t.Run(tt.name, func(t *testing.T) { tt.in.Run() })
	}
	tests := map[string]struct{ in *B }{}
	for name, tc := range tests {
		_ = name
		tc.in.Run()
	}
}
