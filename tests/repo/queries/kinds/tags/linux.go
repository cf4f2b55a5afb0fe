package tags

type linuxNamed struct{ file }
