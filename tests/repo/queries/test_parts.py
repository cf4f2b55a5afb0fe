"""A question about a name looks at no more than the declarations that hold it, and finds the same there."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.repo.queries import code
from blistui.repo.queries.code import GoCode
from blistui.repo.queries.file import GoFile
from blistui.repo.queries.scopes import Names
from blistui.repo.repository import Repository

TRAPS = Path(__file__).with_name("traps")


@pytest.fixture(autouse=True)
def _too_much_code_to_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code, "_KEPT_BYTES", 0)


FORMATTED = b"""// Package p is here.
package p

import "io"

// Close is about Close.
func Close(c io.Closer) { c.Close() }

type T struct {
	Closed bool
}

func other(text string) string {
	return `
func Close() {}
` + text
}

func (t *T) Close() error {
	t.Closed = true
	return nil
}
"""
CASES = {
    "formatted": (FORMATTED, "Close", [(7, 5), (7, 28), (19, 12)]),
    "a part of a longer name": (FORMATTED, "Closed", [(10, 1), (20, 3)]),
    "in a text only": (FORMATTED, "here", []),
    "not formatted": (b"package p; func a() { b() }; func b() { a() }\n", "a", [(1, 16), (1, 40)]),
    "no end of line": (b"package p\nfunc a() {}\nfunc b() { a() }", "a", [(2, 5), (3, 11)]),
    "ends of lines of two bytes": (
        b"package p\r\nfunc a() {}\r\nfunc b() { a() }\r\n",
        "a",
        [(2, 5), (3, 11)],
    ),
    "letters of two bytes": ("package p\nfunc é() {}\nfunc é2() { é() }\n".encode(), "é", [(2, 5), (3, 13)]),
    "new": (b"package p\nfunc a() { x := new(5); _ = x }\n", "new", [(2, 16)]),
}


@pytest.mark.parametrize(("source", "name", "expected"), CASES.values(), ids=list(CASES))
def test_the_places_of_a_name(
    source: bytes, name: str, expected: list[tuple[int, int]], tmp_path: Path
) -> None:
    (tmp_path / "a.go").write_bytes(source)
    part = GoCode(Repository(tmp_path, False)).part("a.go", name)
    found = [node.start_point for node in part.named(name)]
    assert [(row + 1, column) for row, column in found] == expected


@pytest.mark.parametrize("path", sorted(str(path.relative_to(TRAPS)) for path in TRAPS.rglob("*.go")))
def test_a_part_holds_what_the_file_holds(path: str) -> None:
    parts, whole = GoCode(Repository(TRAPS, False)), GoFile(path, (TRAPS / path).read_bytes())
    names = {whole.text(node) for node in whole.captures("[(identifier) (field_identifier)] @it")}
    for name in sorted(names):
        part = parts.part(path, name)
        places = [(node.start_byte, node.type, _way(whole, node.start_byte)) for node in whole.named(name)]
        assert places == [
            (node.start_byte, node.type, _way(part, node.start_byte)) for node in part.named(name)
        ]
        assert [whole.hit(node) for node in whole.named(name)] == [
            part.hit(node) for node in part.named(name)
        ]


def _way(file: GoFile, byte: int) -> list[str]:
    """The kinds of the nodes around a byte, as the parser's library finds them and as the file does."""
    node = file.root.descendant_for_byte_range(byte, byte)
    kinds = []
    while node is not None:
        kinds.append(node.type)
        noted = file.parent(node)
        assert noted == node.parent
        node = noted
    return kinds


@pytest.mark.parametrize("path", sorted(str(path.relative_to(TRAPS)) for path in TRAPS.rglob("*.go")))
def test_what_something_is_selected_from_declares_nothing(path: str) -> None:
    whole = GoFile(path, (TRAPS / path).read_bytes())
    for name in {whole.text(node) for node in whole.captures("(identifier) @it")}:
        asked, walked = Names(whole, name), Names(whole, name)
        places = [mention.node.start_byte for mention in walked.mentions()]
        assert [asked.meant_at(at) for at in places] == [walked.meant_at(at) for at in places]


def test_a_variadic_parameter_is_no_selection() -> None:
    file = GoFile("a.go", b"package p\n\nfunc f(all...int) { _ = all }\n\nfunc g() { all . x() }\n")
    assert file.names("all").meant_at(file.source.index(b"_ = all") + 4) is not None
    assert [node.start_point.row for node in file.named("all", (0, len(file.source)))] == [2, 2]
