package main

import (
	"bufio"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
)

// declarations writes what every Go file below root declares, as go/parser reads it: a line with the path,
// then one for each symbol with name, kind, receiver, first and last line. Files with errors are left out.
func declarations(root string, to io.Writer) {
	out := bufio.NewWriter(to)
	defer out.Flush()
	filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !entry.Type().IsRegular() || !strings.HasSuffix(path, ".go") {
			return nil
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil
		}
		relative, _ := filepath.Rel(root, path)
		fmt.Fprintf(out, "=%s\n", relative)
		line := func(at token.Pos) int { return files.PositionFor(at, false).Line }
		row := func(name, kind, receiver string, node ast.Node) {
			if name != "_" && (kind == "method" || receiver != "_") {
				fmt.Fprintf(out, "%s %s %s %d %d\n", name, kind, receiver, line(node.Pos()), line(node.End()-1))
			}
		}
		for _, declared := range file.Decls {
			switch declared := declared.(type) {
			case *ast.FuncDecl:
				if declared.Recv == nil {
					row(declared.Name.Name, "func", "-", declared)
				} else if len(declared.Recv.List) == 1 {
					row(declared.Name.Name, "method", receiverOf(declared.Recv.List[0].Type), declared)
				}
			case *ast.GenDecl:
				for _, spec := range declared.Specs {
					var node ast.Node = declared
					if declared.Lparen.IsValid() {
						node = spec
					}
					specified(spec, declared.Tok, node, row)
				}
			}
		}
		return nil
	})
}

func specified(spec ast.Spec, word token.Token, node ast.Node, row func(name, kind, receiver string, node ast.Node)) {
	switch spec := spec.(type) {
	case *ast.ValueSpec:
		for _, name := range spec.Names {
			row(name.Name, word.String(), "-", node)
		}
	case *ast.TypeSpec:
		kind := "type"
		face, isInterface := spec.Type.(*ast.InterfaceType)
		if _, isStruct := spec.Type.(*ast.StructType); isStruct {
			kind = "struct"
		}
		if isInterface {
			kind = "interface"
		}
		if spec.Assign.IsValid() {
			kind = "alias"
		}
		row(spec.Name.Name, kind, "-", node)
		if kind != "interface" {
			return
		}
		for _, field := range face.Methods.List {
			for _, name := range field.Names {
				row(name.Name, "interface_method", spec.Name.Name, field)
			}
		}
	}
}

func receiverOf(expression ast.Expr) string {
	switch expression := expression.(type) {
	case *ast.StarExpr:
		return receiverOf(expression.X)
	case *ast.ParenExpr:
		return receiverOf(expression.X)
	case *ast.IndexExpr:
		return receiverOf(expression.X)
	case *ast.IndexListExpr:
		return receiverOf(expression.X)
	case *ast.SelectorExpr:
		return expression.Sel.Name
	case *ast.ArrayType:
		return receiverOf(expression.Elt)
	case *ast.Ident:
		return expression.Name
	}
	return "?"
}
