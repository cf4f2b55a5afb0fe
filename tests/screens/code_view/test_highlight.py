"""Highlighting of a window of a Go file, without and with a tree of the whole."""

from __future__ import annotations

import pytest

from screens.code_view.highlight import BACK_SCAN, GoHighlighter, parse_whole
from screens.code_view.text import CodeText

_SOURCE = """package sim

// Router picks an instance.
type Router interface {
\tRoute(req *Request) (string, error) // ärger
}

const text = `raw
func inside a string
end`

func New(n int) Router {
\treturn newRouter(n, "x", 'c', 0x1f, nil)
}
"""


def kinds(highlighter: GoHighlighter, text: CodeText, number: int) -> dict[str, str]:
    """What each highlighted piece of a line is taken for."""
    line = text.line(number)
    return {line[span.start : span.end]: span.kind for span in highlighter.spans(number)}


@pytest.mark.parametrize("whole", [False, True])
def test_pieces_of_a_line_have_their_kind(whole: bool) -> None:
    text = CodeText(_SOURCE)
    highlighter = GoHighlighter(text)
    if whole:
        highlighter.adopt(parse_whole(text))
    highlighter.prepare(1, text.line_count)
    assert kinds(highlighter, text, 3) == {"// Router picks an instance.": "comment"}
    assert kinds(highlighter, text, 5) == {
        "Route": "function",
        "Request": "type",
        "string": "type",
        "error": "type",
        "// ärger": "comment",
    }
    assert kinds(highlighter, text, 13) == {
        "return": "keyword",
        "newRouter": "call",
        '"x"': "string",
        "'c'": "string",
        "0x1f": "number",
        "nil": "constant",
    }


def test_a_construct_of_several_lines_covers_each_of_them() -> None:
    text = CodeText(_SOURCE)
    highlighter = GoHighlighter(text)
    highlighter.prepare(8, 10)
    assert kinds(highlighter, text, 8)["`raw"] == "string"
    assert kinds(highlighter, text, 10) == {"end`": "string"}


def test_the_tree_of_the_whole_file_corrects_what_a_window_misreads() -> None:
    text = CodeText("package p\n\nvar s = `\n" + "\n".join(["func x() {"] * 2 * BACK_SCAN) + "`\n")
    highlighter = GoHighlighter(text)
    last = text.line_count - 10
    assert kinds(highlighter, text, last)["func"] == "keyword"
    highlighter.adopt(parse_whole(text))
    assert kinds(highlighter, text, last) == {"func x() {": "string"}


def test_a_window_reads_no_more_than_the_back_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    text = CodeText("x\n" * 100_000)
    asked: list[int] = []
    line = text.line
    monkeypatch.setattr(text, "line", lambda number: asked.append(number) or line(number))
    GoHighlighter(text).prepare(50_000, 50_040)
    assert min(asked) >= 50_000 - BACK_SCAN
    assert max(asked) < 50_200


def test_a_window_of_endless_lines_stays_plain() -> None:
    text = CodeText("package p\n\nvar x = []int{" + "1, " * 1_000_000 + "}\nvar y = 2\n")
    highlighter = GoHighlighter(text)
    highlighter.prepare(1, 4)
    assert highlighter.spans(3) == []


def test_text_that_is_no_go_does_not_hurt() -> None:
    text = CodeText('\udcff\x00 { ` " (((\n' * 50)
    highlighter = GoHighlighter(text)
    highlighter.prepare(1, 50)
    assert all(span.end <= len(text.line(7)) for span in highlighter.spans(7))
