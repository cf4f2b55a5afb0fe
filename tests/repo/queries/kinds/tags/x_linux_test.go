package tags

import "testing"

func TestOpen(t *testing.T) { open(); file{}.Open() }
