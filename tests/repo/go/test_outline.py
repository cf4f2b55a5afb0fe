"""The outline of a Go file."""

from __future__ import annotations

import pytest

from blistui.repo.go.outline import Symbol, enclosing, outline

SOURCE = """// Package x does.
package x

import "fmt"

const A, B = 1, 2 // trailing
// doc for C
const C = 3

/* block
doc */
func F(a int,
	b int) (int, error) {
	return 1, nil
}

const (
	// D doc
	D = iota
	E
	_
)
var (
	g, h int
	_ I  = (*T[int])(nil)
)

type T[K comparable] struct{ a, b int }

func (t *T[K]) M()  {}
func (T[K]) N()     {}
func (t *T[K],) O() {}

type (
	// I doc
	I interface {
		// M doc
		M() // trailing
		N(a int,
			b int) error
		fmt.Stringer
	}
	Q = T[int]
	R func(int) error
)
"""


def rows(source: str) -> list[tuple[str, str, int, int, int]]:
    return [(s.qualified, s.kind, s.doc_start, s.start, s.end) for s in outline(source)]


def test_every_declaration_is_named_with_its_lines() -> None:
    assert rows(SOURCE) == [
        ("x", "package", 1, 2, 2),
        ("A", "const", 6, 6, 6),
        ("B", "const", 6, 6, 6),
        ("C", "const", 7, 8, 8),
        ("F", "func", 10, 12, 15),
        ("D", "const", 18, 19, 19),
        ("E", "const", 20, 20, 20),
        ("g", "var", 24, 24, 24),
        ("h", "var", 24, 24, 24),
        ("T", "struct", 28, 28, 28),
        ("T.M", "method", 30, 30, 30),
        ("T.N", "method", 31, 31, 31),
        ("T.O", "method", 32, 32, 32),
        ("I", "interface", 35, 36, 42),
        ("I.M", "interface method", 37, 38, 38),
        ("I.N", "interface method", 39, 39, 40),
        ("Q", "alias", 43, 43, 43),
        ("R", "type", 44, 44, 44),
    ]


def test_signatures_are_one_line() -> None:
    signatures = {s.qualified: s.signature for s in outline(SOURCE)}
    assert signatures["F"] == "func F(a int, b int) (int, error)"
    assert signatures["T"] == "type T[K comparable] struct"
    assert signatures["T.M"] == "func (t *T[K]) M()"
    assert signatures["I"] == "type I interface"
    assert signatures["I.N"] == "N(a int, b int) error"
    assert signatures["R"] == "type R func(int) error"
    assert signatures["C"] == "const C = 3"


def test_exported_means_seen_by_other_packages() -> None:
    exported = {s.name for s in outline(SOURCE) if s.exported}
    assert {"A", "F", "T", "M", "I"} <= exported
    assert not {"x", "g", "h"} & exported


@pytest.mark.parametrize(
    ("declaration", "kind"),
    [
        ("func TestFoo(t *testing.T) {}", "test"),
        ("func Test_foo(tt *testing.T) {}", "test"),
        ("func BenchmarkFoo(b *testing.B) {}", "test"),
        ("func FuzzFoo(f *testing.F) {}", "test"),
        ("func TestMain(m *testing.M) {}", "test"),
        ("func ExampleFoo() {}", "test"),
        ("func Testify(t *testing.T) {}", "func"),
        ("func TestHelper(t *testing.T, n int) {}", "func"),
        ("func TestName() string { return x }", "func"),
    ],
)
def test_tests_are_distinguished_from_functions(declaration: str, kind: str) -> None:
    (symbol,) = outline(f"package p\n{declaration}\n")[1:]
    assert symbol.kind == kind


def test_syntax_errors_do_not_hide_what_comes_after() -> None:
    source = "package p\n\nfunc A() {\n\tx := := 3\n}\n\ntype T strukt {\n}\n\nfunc B() {}\n"
    assert {"A", "T", "B"} <= {s.name for s in outline(source)}


@pytest.mark.parametrize("source", ["", "\0\0", "not go at all {{{", "func", "}" * 1000, "package"])
def test_anything_has_an_outline(source: str) -> None:
    assert isinstance(outline(source), tuple)


def test_text_beyond_ascii_keeps_names_and_lines_right() -> None:
    source = 'package p\n\nvar héllo = "✓✓✓"\n\nfunc größe() {}\n'
    assert rows(source)[1:] == [("héllo", "var", 3, 3, 3), ("größe", "func", 5, 5, 5)]


def test_enclosing_is_the_innermost_with_its_comment() -> None:
    symbols = outline(SOURCE)

    def name(line: int) -> str:
        found: Symbol | None = enclosing(symbols, line)
        return found.qualified if found else ""

    assert [name(n) for n in (9, 10, 14, 36, 37, 38, 41, 45)] == ["", "F", "F", "I", "I.M", "I.M", "I", ""]
