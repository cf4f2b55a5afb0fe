package inits

func init() { setup("other"); d++ }
