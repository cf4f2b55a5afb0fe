/*
//go:build ignore
*/

package systems

func opened() Opener { return Handle{} }
