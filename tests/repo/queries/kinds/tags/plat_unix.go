//go:build unix && !linux

package tags

func platform() {}

type unixFile struct{ file }
