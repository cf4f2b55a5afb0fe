"""Many citations of a long file that was rewritten: the cost grows with the lines, not with their square."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from blistui.repo.citations.relocation import anchors, edited, surroundings
from blistui.repo.citations.relocation.compared import Compared
from blistui.repo.citations.relocation.linemap import LineMap
from blistui.repo.citations.relocation.passages import Copies
from blistui.repo.git.history import Hunk
from blistui.repo.text import SourceText

LINES = 3000


def rewritten(old: Sequence[str], new: Sequence[str], hunks: Sequence[Hunk]) -> Compared:
    texts = SourceText("a.txt", "\n".join(old) + "\n"), SourceText("a.txt", "\n".join(new) + "\n")
    return Compared(*texts, LineMap.of(hunks, len(old), len(new)))


def counted(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> list[None]:
    calls: list[None] = []
    function: Callable[..., object] = getattr(module, name)

    def counting(*arguments: object) -> object:
        calls.append(None)
        return function(*arguments)

    monkeypatch.setattr(module, name, counting)
    return calls


def test_lines_that_begin_alike_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = counted(monkeypatch, edited, "_first_word")
    old = [f"key{number} = old" for number in range(LINES)]
    new = [f"key{number} = new" for number in range(LINES)]
    assert edited._alike(old, new) == list(range(LINES))
    assert len(calls) == 2 * LINES


@pytest.mark.parametrize("indent", ["", "    "])
def test_lines_without_anything_unique_near_are_passed_once(
    monkeypatch: pytest.MonkeyPatch, indent: str
) -> None:
    """Equal lines, all unchanged: each looks for a line that is surely the same, past all of the others."""
    calls = counted(monkeypatch, anchors, "indentation")
    lines = ["block:", *[f"{indent}x = 1"] * LINES, "end"]
    text = rewritten(
        ["first", *lines], ["changed", *lines, "more"], [Hunk(1, 1, 1, 1), Hunk(3003, 0, 3004, 1)]
    )
    assert text.kept((2, LINES + 3), text.scope()) == LINES + 2
    assert len(calls) <= 10 * LINES


@pytest.mark.parametrize("line", ["}", "  },", "- item", "\tx++", ""])
@pytest.mark.parametrize("path", ["a.json", "a.yaml", "a.go", "a.txt"])
def test_the_block_of_a_copy_is_looked_for_once(
    monkeypatch: pytest.MonkeyPatch, path: str, line: str
) -> None:
    """Each of many citations of one repeated line is compared with the same copies."""
    calls = counted(monkeypatch, surroundings, "_by_indentation")
    old, new = SourceText(path, f"{line}\n" * LINES), SourceText(path, "new\n" + f"{line}\n" * LINES)
    text = Compared(old, new, LineMap.of([Hunk(0, 0, 1, 1)], LINES, LINES + 1))
    citations = [(number, number + number % 3) for number in range(10, 2010, 10)]
    for cited in citations:
        for copy in text.copies_left(cited, text.scope()):
            text.blocks.begin_alike(cited, copy)
    assert len(calls) <= len(citations) + 110


@pytest.mark.parametrize("above", [["func f() {"], []])
@pytest.mark.parametrize("path", ["a.txt", "a.go"])
def test_a_long_block_is_walked_through_once(path: str, above: list[str]) -> None:
    read: list[int] = []

    class Lines(tuple[str, ...]):
        __slots__ = ()

        def __getitem__(self, key: Any) -> Any:
            read.append(1)
            return tuple.__getitem__(self, key)

    lines = [*above, *["  x = 1", "", "  y = 2"] * LINES]
    text = SourceText(path, "".join(f"{line}\n" for line in lines))
    text.__dict__["lines"] = Lines(lines)
    cited = range(100, 3 * LINES, 10)
    expected = (1,) if above else ()
    assert {surroundings.headers(text, (n, n)) for n in cited} == {expected}
    assert len(read) <= 3 * LINES + 200 * len(cited)


def test_copies_are_found_in_a_part_of_the_text() -> None:
    lines = ["a", "b", "a", "b", "c", "a", "b"]
    copies = Copies(lines, Counter(lines))
    assert copies.of(["a", "b"], (1, 7)) == [(1, 2), (3, 4), (6, 7)]
    assert copies.of(["a", "b"], (2, 7), 1) == [(3, 4)]
    assert copies.of(["a", "b"], (2, 6)) == [(3, 4)]
    assert copies.of(["b", "c"], (1, 4)) == copies.of(["d"], (1, 7)) == copies.of([], (1, 7)) == []
    assert copies.of(["a"], (5, 4)) == []
