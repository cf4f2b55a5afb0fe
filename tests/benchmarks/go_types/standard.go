package main

import (
	"fmt"
	"go/types"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
)

// standard writes the exported types of the standard library as blistui/repo/queries/standard.py reads them.
func standard(out io.Writer) {
	fmt.Fprintln(out, "# "+runtime.Version())
	checker := newChecker("", nil)
	checker.bodies = false
	var paths []string
	src := filepath.Join(runtime.GOROOT(), "src")
	filepath.WalkDir(src, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() || path == src {
			return nil
		}
		switch entry.Name() {
		case "cmd", "internal", "vendor", "testdata", "builtin":
			return filepath.SkipDir
		}
		rel, _ := filepath.Rel(src, path)
		paths = append(paths, filepath.ToSlash(rel))
		return nil
	})
	sort.Strings(paths)
	for _, path := range paths {
		pkg, err := checker.Import(path)
		if err != nil || pkg == nil {
			continue
		}
		hidden := hiddenMethods(pkg)
		fmt.Fprintln(out, "="+path)
		for _, name := range pkg.Scope().Names() {
			if object, ok := pkg.Scope().Lookup(name).(*types.TypeName); ok && object.Exported() {
				standardType(out, object, hidden)
			}
		}
	}
	if checker.errors > 0 {
		fmt.Fprintln(os.Stderr, "errors:", checker.errors)
	}
}

// hiddenMethods are the unexported names that exported interfaces demand.
func hiddenMethods(pkg *types.Package) map[string]bool {
	found := map[string]bool{}
	for _, name := range pkg.Scope().Names() {
		object := pkg.Scope().Lookup(name)
		if iface, ok := object.Type().Underlying().(*types.Interface); ok && object.Exported() {
			for i := 0; i < iface.NumMethods(); i++ {
				if !iface.Method(i).Exported() {
					found[iface.Method(i).Name()] = true
				}
			}
		}
	}
	return found
}

func standardType(out io.Writer, object *types.TypeName, hidden map[string]bool) {
	if alias, ok := object.Type().(*types.Alias); ok && object.IsAlias() {
		if alias.TypeParams().Len() == 0 {
			fmt.Fprintf(out, "%s a %s\n", object.Name(), written(types.Unalias(alias)))
		}
		return
	}
	named, ok := object.Type().(*types.Named)
	if !ok {
		return
	}
	kind := "o"
	switch under := named.Underlying().(type) {
	case *types.Interface:
		kind = "i"
		if !under.IsMethodSet() {
			kind = "c"
		}
	case *types.Struct:
		kind = "s"
	case *types.Map, *types.Slice, *types.Array:
		kind = "m"
	}
	fmt.Fprintf(out, "%s %s %d\n", object.Name(), kind, named.TypeParams().Len())
	names := map[string]bool{}
	selectable(named, names, map[types.Type]bool{})
	var sorted []string
	for name := range names {
		sorted = append(sorted, name)
	}
	sort.Strings(sorted)
	for _, name := range sorted {
		exported := name[0] >= 'A' && name[0] <= 'Z'
		if !exported && !hidden[name] {
			continue
		}
		key := name
		if !exported {
			key = object.Pkg().Path() + "." + name
		}
		found, index, _ := types.LookupFieldOrMethod(named, true, object.Pkg(), name)
		switch found := found.(type) {
		case *types.Func:
			fmt.Fprintf(out, "\t%s %d m %s\n", key, len(index)-1, written(found.Type()))
		case *types.Var:
			fmt.Fprintf(out, "\t%s %d f %s\n", key, len(index)-1, written(found.Type()))
		default:
			if index != nil {
				fmt.Fprintf(out, "\t%s %d x\n", key, len(index)-1)
			}
		}
	}
}

// selectable collects the names of all fields and methods, at any depth.
func selectable(of types.Type, names map[string]bool, seen map[types.Type]bool) {
	if pointer, ok := of.(*types.Pointer); ok {
		of = pointer.Elem()
	}
	of = types.Unalias(of)
	if seen[of] {
		return
	}
	seen[of] = true
	if named, ok := of.(*types.Named); ok {
		for i := 0; i < named.NumMethods(); i++ {
			names[named.Method(i).Name()] = true
		}
	}
	switch under := of.Underlying().(type) {
	case *types.Interface:
		for i := 0; i < under.NumMethods(); i++ {
			names[under.Method(i).Name()] = true
		}
	case *types.Struct:
		for i := 0; i < under.NumFields(); i++ {
			names[under.Field(i).Name()] = true
			if under.Field(i).Embedded() {
				selectable(under.Field(i).Type(), names, seen)
			}
		}
	}
}

// written is a type in the one spelling in which blistui compares types.
func written(of types.Type) string {
	switch of := types.Unalias(of).(type) {
	case *types.Basic:
		if of.Kind() == types.UnsafePointer {
			return "unsafe.Pointer"
		}
		return types.Typ[of.Kind()].Name()
	case *types.Named:
		name := of.Obj().Name()
		if of.Obj().Pkg() != nil {
			name = of.Obj().Pkg().Path() + "." + name
		}
		if of.TypeArgs().Len() > 0 {
			var arguments []string
			for i := 0; i < of.TypeArgs().Len(); i++ {
				arguments = append(arguments, written(of.TypeArgs().At(i)))
			}
			name += "[" + strings.Join(arguments, ",") + "]"
		}
		return name
	case *types.TypeParam:
		return fmt.Sprintf("$%d", of.Index())
	case *types.Pointer:
		return "*" + written(of.Elem())
	case *types.Slice:
		return "[]" + written(of.Elem())
	case *types.Array:
		return fmt.Sprintf("[%d]%s", of.Len(), written(of.Elem()))
	case *types.Map:
		return "map[" + written(of.Key()) + "]" + written(of.Elem())
	case *types.Chan:
		kind := map[types.ChanDir]string{types.SendRecv: "chan", types.SendOnly: "chan<-", types.RecvOnly: "<-chan"}
		return kind[of.Dir()] + "(" + written(of.Elem()) + ")"
	case *types.Signature:
		generic := ""
		if of.TypeParams().Len() > 0 {
			generic = "[]"
		}
		return "func" + generic + writtenTuple(of.Params(), of.Variadic()) + writtenTuple(of.Results(), false)
	case *types.Struct:
		var fields []string
		for i := 0; i < of.NumFields(); i++ {
			field, plus, name := of.Field(i), "", of.Field(i).Name()
			if !field.Exported() {
				name = field.Pkg().Path() + "." + name
			}
			if field.Embedded() {
				plus = "+"
			}
			fields = append(fields, plus+name+" "+written(field.Type())+" "+of.Tag(i))
		}
		return "struct{" + strings.Join(fields, ";") + "}"
	case *types.Interface:
		if of.Empty() {
			return "any"
		}
		var methods []string
		for i := 0; i < of.NumMethods(); i++ {
			name := of.Method(i).Name()
			if !of.Method(i).Exported() {
				name = of.Method(i).Pkg().Path() + "." + name
			}
			methods = append(methods, name+" "+written(of.Method(i).Type()))
		}
		sort.Strings(methods)
		return "interface{" + strings.Join(methods, ";") + "}"
	}
	return "?"
}

func writtenTuple(of *types.Tuple, variadic bool) string {
	var parts []string
	for i := 0; i < of.Len(); i++ {
		part := written(of.At(i).Type())
		if variadic && i == of.Len()-1 {
			part = "..." + strings.TrimPrefix(part, "[]")
		}
		parts = append(parts, part)
	}
	return "(" + strings.Join(parts, ",") + ")"
}
