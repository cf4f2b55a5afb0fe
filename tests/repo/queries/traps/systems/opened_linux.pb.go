/*
//go:build ignore
*/

package systems

func opened() Opener { return Handle{} }

func reopened() Opener { return opened() }
