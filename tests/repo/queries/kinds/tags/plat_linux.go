//go:build amd64 && !cgo

package tags

func platform() { open() }
