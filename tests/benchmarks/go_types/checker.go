package main

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
)

// checked is one package as it was checked: with its tests, or without.
type checked struct {
	pkg   *types.Package
	info  *types.Info
	files []*ast.File
	own   bool
}

// checker checks the packages of a repository, and those of the standard library that they import.
type checker struct {
	root     string
	modules  map[string]string
	fset     *token.FileSet
	context  build.Context
	known    map[string]*types.Package
	packages []checked
	bodies   bool
	errors   int
}

func newChecker(root string, modules map[string]string) *checker {
	context := build.Default
	context.CgoEnabled = false
	context.GOOS, context.GOARCH = "linux", "amd64"
	known := map[string]*types.Package{"unsafe": types.Unsafe}
	return &checker{root: root, modules: modules, fset: token.NewFileSet(), context: context, known: known, bodies: true}
}

func isFolder(path string) bool {
	about, err := os.Stat(path)
	return err == nil && about.IsDir()
}

// folder is where the package of an import path is, and whether the repository holds it.
func (c *checker) folder(path string) (string, bool) {
	best, found := -1, ""
	for module, folder := range c.modules {
		if len(module) > best && (path == module || strings.HasPrefix(path, module+"/")) {
			best, found = len(module), filepath.Join(folder, strings.TrimPrefix(path, module))
		}
	}
	if found != "" && isFolder(found) {
		return found, true
	}
	if vendored := filepath.Join(c.root, "vendor", path); c.root != "" && isFolder(vendored) {
		return vendored, true
	}
	for _, base := range []string{"src", "src/vendor"} {
		if folder := filepath.Join(runtime.GOROOT(), base, path); isFolder(folder) {
			return folder, false
		}
	}
	return "", false
}

// Import is of types.Importer.
func (c *checker) Import(path string) (*types.Package, error) {
	if known, ok := c.known[path]; ok {
		if known == nil {
			return nil, fmt.Errorf("import cycle through %s", path)
		}
		return known, nil
	}
	folder, own := c.folder(path)
	if folder == "" {
		return nil, fmt.Errorf("no package %s", path)
	}
	found, err := c.context.ImportDir(folder, 0)
	if err != nil {
		return nil, err
	}
	c.known[path] = nil
	c.known[path] = c.check(path, folder, found.GoFiles, own)
	return c.known[path], nil
}

func (c *checker) check(path, folder string, names []string, own bool) *types.Package {
	var files []*ast.File
	for _, name := range names {
		file, err := parser.ParseFile(c.fset, filepath.Join(folder, name), nil, parser.SkipObjectResolution)
		if err != nil {
			c.errors++
		}
		if file != nil {
			files = append(files, file)
		}
	}
	info := &types.Info{Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}}
	config := types.Config{
		Importer: c, FakeImportC: true, IgnoreFuncBodies: !c.bodies || !own, Error: func(error) { c.errors++ },
		Sizes: types.SizesFor("gc", "amd64"),
	}
	pkg, _ := config.Check(path, c.fset, files, info)
	c.packages = append(c.packages, checked{pkg, info, files, own})
	return pkg
}

// all checks every package of the repository: by itself, with its tests, and the tests outside of it.
func (c *checker) all() {
	var folders []string
	filepath.WalkDir(c.root, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() {
			name := entry.Name()
			if name == "testdata" || (path != c.root && strings.HasPrefix(name, ".")) || strings.HasPrefix(name, "_") {
				return filepath.SkipDir
			}
			folders = append(folders, path)
		}
		return nil
	})
	for _, folder := range folders {
		if path := c.pathOf(folder); path != "" {
			c.Import(path)
		}
	}
	for _, folder := range folders {
		path := c.pathOf(folder)
		found, _ := c.context.ImportDir(folder, 0)
		if path == "" || found == nil {
			continue
		}
		if len(found.TestGoFiles) > 0 {
			c.check(path, folder, append(append([]string{}, found.GoFiles...), found.TestGoFiles...), true)
		}
		if len(found.XTestGoFiles) > 0 {
			c.check(path+"_test", folder, found.XTestGoFiles, true)
		}
	}
}

// pathOf is the import path of a folder, by the innermost module or vendor folder around it.
func (c *checker) pathOf(folder string) string {
	if rest, err := filepath.Rel(filepath.Join(c.root, "vendor"), folder); err == nil && !strings.HasPrefix(rest, "..") {
		return filepath.ToSlash(rest)
	}
	best, found := -1, ""
	for module, base := range c.modules {
		rest, err := filepath.Rel(base, folder)
		if err == nil && !strings.HasPrefix(rest, "..") && len(base) > best {
			best, found = len(base), strings.TrimSuffix(module+"/"+filepath.ToSlash(rest), "/.")
		}
	}
	return found
}

func (c *checker) at(position token.Pos) string {
	found := c.fset.Position(position)
	path, err := filepath.Rel(c.root, found.Filename)
	if err != nil || strings.HasPrefix(path, "..") {
		return "-"
	}
	return fmt.Sprintf("%s:%d", filepath.ToSlash(path), found.Line)
}

// exactly is the place with its column.
func (c *checker) exactly(position token.Pos) string {
	if at := c.at(position); at != "-" {
		return fmt.Sprintf("%s:%d", at, c.fset.Position(position).Column)
	}
	return "-"
}

// implementers prints for each interface with methods its place and name, then the places of the types that
// implement it; after a question mark those that embed what is not here, after a tilde those whose methods
// have types that are not here, which all look alike.
func (c *checker) implementers() {
	type candidate struct {
		name *types.TypeName
		at   string
	}
	var candidates []candidate
	for _, one := range c.packages {
		if !one.own {
			continue
		}
		for _, name := range one.pkg.Scope().Names() {
			object, ok := one.pkg.Scope().Lookup(name).(*types.TypeName)
			if ok && !object.IsAlias() {
				candidates = append(candidates, candidate{object, c.at(object.Pos())})
			}
		}
	}
	answers := map[string]map[string]bool{}
	for _, iface := range candidates {
		under, ok := iface.name.Type().Underlying().(*types.Interface)
		if !ok || under.Empty() || !under.IsMethodSet() {
			continue
		}
		key := iface.at + " " + iface.name.Name()
		if answers[key] == nil {
			answers[key] = map[string]bool{}
		}
		if incomplete(iface.name.Type(), map[types.Type]bool{}) {
			answers[key]["?"] = true
			continue
		}
		for _, one := range candidates {
			named, ok := one.name.Type().(*types.Named)
			if !ok || types.IsInterface(named) || named.TypeParams().Len() > 0 {
				continue
			}
			place := one.at + " " + one.name.Name()
			if incomplete(named, map[types.Type]bool{}) {
				answers[key]["? "+place] = true
			} else if implements(named, under) {
				if namesMissing(named, under) {
					place = "~ " + place
				}
				answers[key][place] = true
			}
		}
	}
	printSorted(answers)
}

// implements says whether a type or a pointer to it has all methods. A package is checked by itself and with
// its tests: of types that a method names, those count as one that are written alike, with the package's path.
func implements(named *types.Named, iface *types.Interface) bool {
	if types.Implements(named, iface) || types.Implements(types.NewPointer(named), iface) {
		return true
	}
	for i := 0; i < iface.NumMethods(); i++ {
		method := iface.Method(i)
		found, _, _ := types.LookupFieldOrMethod(named, true, method.Pkg(), method.Name())
		own, ok := found.(*types.Func)
		if !ok || written(own.Type()) != written(method.Type()) {
			return false
		}
	}
	return true
}

// namesMissing says whether a method of the interface has, there or in the type, a type that is not here.
func namesMissing(named *types.Named, iface *types.Interface) bool {
	for i := 0; i < iface.NumMethods(); i++ {
		method := iface.Method(i)
		own, _, _ := types.LookupFieldOrMethod(named, true, method.Pkg(), method.Name())
		if strings.Contains(method.String()+own.String(), "invalid type") {
			return true
		}
	}
	return false
}

func printSorted(answers map[string]map[string]bool) {
	var keys []string
	for key := range answers {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	for _, key := range keys {
		fmt.Println("#", key)
		var rows []string
		for row := range answers[key] {
			rows = append(rows, row)
		}
		sort.Strings(rows)
		for _, row := range rows {
			fmt.Println(row)
		}
	}
}

// incomplete says whether a type embeds, at any depth, one of a package that is not here.
func incomplete(of types.Type, seen map[types.Type]bool) bool {
	of = types.Unalias(of)
	if pointer, ok := of.(*types.Pointer); ok {
		of = types.Unalias(pointer.Elem())
	}
	if of == types.Typ[types.Invalid] || of.Underlying() == types.Typ[types.Invalid] {
		return true
	}
	if seen[of] {
		return false
	}
	seen[of] = true
	switch under := of.Underlying().(type) {
	case *types.Struct:
		for i := 0; i < under.NumFields(); i++ {
			if under.Field(i).Embedded() && incomplete(under.Field(i).Type(), seen) {
				return true
			}
		}
	case *types.Interface:
		for i := 0; i < under.NumEmbeddeds(); i++ {
			if incomplete(under.EmbeddedType(i), seen) {
				return true
			}
		}
	}
	return false
}

// uses prints each use once: place and column, name, place of the declaration, what kind it is of, and, when it
// is called there, the place of the function that calls it, `-` outside of functions.
func (c *checker) uses() {
	seen := map[string]bool{}
	for _, one := range c.packages {
		if !one.own {
			continue
		}
		calledIn := c.calls(one.files)
		for ident, object := range one.info.Uses {
			kind := kindOf(object)
			declared := "-"
			if kind != "universe" {
				declared = c.exactly(originOf(object).Pos())
			}
			row := fmt.Sprintf("%s\t%s\t%s\t%s\t%s", c.exactly(ident.Pos()), ident.Name, declared, kind, calledIn[ident])
			if !seen[row] {
				seen[row] = true
				fmt.Println(row)
			}
		}
	}
}

// calls is where the functions are in which names are called; conversions look the same.
func (c *checker) calls(files []*ast.File) map[*ast.Ident]string {
	found := map[*ast.Ident]string{}
	for _, file := range files {
		for _, declaration := range file.Decls {
			caller := "-"
			if function, ok := declaration.(*ast.FuncDecl); ok {
				caller = c.exactly(function.Name.Pos())
			}
			ast.Inspect(declaration, func(node ast.Node) bool {
				if call, ok := node.(*ast.CallExpr); ok {
					if name := calledName(call.Fun); name != nil {
						found[name] = caller
					}
				}
				return true
			})
		}
	}
	return found
}

func calledName(function ast.Expr) *ast.Ident {
	switch function := function.(type) {
	case *ast.Ident:
		return function
	case *ast.SelectorExpr:
		return function.Sel
	case *ast.ParenExpr:
		return calledName(function.X)
	case *ast.IndexListExpr:
		return calledName(function.X)
	case *ast.IndexExpr:
		return calledName(function.X)
	}
	return nil
}

func originOf(object types.Object) types.Object {
	switch object := object.(type) {
	case *types.Func:
		return object.Origin()
	case *types.Var:
		return object.Origin()
	}
	return object
}

func kindOf(object types.Object) string {
	switch object := object.(type) {
	case *types.PkgName:
		return "import"
	case *types.Label:
		return "label"
	case *types.Func:
		if object.Signature().Recv() != nil {
			return "method"
		}
	case *types.Var:
		if object.IsField() {
			return "field"
		}
	}
	if object.Pkg() == nil {
		return "universe"
	}
	if object.Parent() == object.Pkg().Scope() {
		return "package"
	}
	return "local"
}
