// Checker asks go/types, the type checker of Go itself, what blistui answers from syntax alone.
//
//	checker standard                      the table of the standard library, to be written by standard_library.py
//	checker declarations ROOT             what each Go file declares, as go/parser reads it
//	checker implementers ROOT PATH=DIR…   each interface of the modules in ROOT, with the types that implement it
//	checker uses ROOT PATH=DIR…           each use of a name: where, which, where it is declared, and who calls it there
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	if len(os.Args) == 2 && os.Args[1] == "standard" {
		standard(os.Stdout)
		return
	}
	if len(os.Args) == 3 && os.Args[1] == "declarations" {
		declarations(os.Args[2], os.Stdout)
		return
	}
	if len(os.Args) < 4 {
		fmt.Fprintln(os.Stderr, "usage: checker standard | declarations ROOT | implementers ROOT PATH=DIR… | uses ROOT PATH=DIR…")
		os.Exit(2)
	}
	root, _ := filepath.Abs(os.Args[2])
	modules := map[string]string{}
	for _, argument := range os.Args[3:] {
		path, folder, _ := strings.Cut(argument, "=")
		modules[path] = filepath.Join(root, folder)
	}
	checker := newChecker(root, modules)
	checker.all()
	switch os.Args[1] {
	case "implementers":
		checker.implementers()
	case "uses":
		checker.uses()
	}
	fmt.Fprintln(os.Stderr, "packages", len(checker.packages), "errors", checker.errors)
}
