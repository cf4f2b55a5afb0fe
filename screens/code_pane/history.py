"""Who changed the lines that are looked at since the plan's base, and in which commits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence

from rich.cells import set_cell_size

from blistui.repo.citations.relocation.linemap import LineMap
from blistui.repo.errors import RepositoryError
from blistui.repo.git.lines import LineCommit, commits_of_lines
from blistui.repo.repository import Repository
from blistui.rules.prose.wording import counted
from screens.code_view.place import CodePlace
from screens.code_view.view import CodeView
from screens.finder.source import Found, Source, listing
from screens.printable import printable

_AUTHOR = 14
"""Cells of an author's name."""


def chosen_lines(view: CodeView) -> tuple[int, int]:
    """From the first to the last line chosen, or cited at the cursor; else the cursor's."""
    line = view.place.line
    ranges = view.chosen or tuple((one.first, one.last) for one in view.cited.at(line))
    return (min(first for first, _ in ranges), max(last for _, last in ranges)) if ranges else (line, line)


def span(lines: tuple[int, int]) -> str:
    """Lines as a title names them."""
    return f"line {lines[0]}" if lines[0] == lines[1] else f"lines {lines[0]}-{lines[1]}"


def history_source(repository: Repository, place: CodePlace, lines: tuple[int, int], base: str) -> Source:
    """Lists the commits of the file since `base`, those first that wrote these lines."""
    problem = ""

    def read() -> Sequence[LineCommit]:
        tip = place.at or repository.head()
        if not repository.is_git or tip is None:
            raise RepositoryError("There is no commit yet: nothing is known of who wrote this.")
        there = lines if place.at else _committed(repository, place.path, lines, tip)
        if there is None:
            raise RepositoryError("These lines are in no commit yet.")
        return commits_of_lines(repository.root, place.path, there, base, tip)

    async def places() -> AsyncGenerator[list[Found], None]:
        nonlocal problem
        try:
            found = await asyncio.to_thread(read)
        except RepositoryError as error:
            problem = str(error)
            found = ()
        yield [_row(one, place) for one in found]

    def describe(shown: Sequence[Found]) -> str:
        if problem:
            return problem
        if not shown:
            return "No commit touched the file since the base."
        wrote = sum(one.lead.startswith("●") for one in shown)
        return f"{counted(len(shown), 'commit')} of the file; ● {wrote} wrote these lines"

    return listing(places, describe)


def _row(one: LineCommit, place: CodePlace) -> Found:
    mark = "●" if one.lines else " "
    author = set_cell_size(printable(one.author), _AUTHOR)
    return Found(one.subject, place, lead=f"{mark} {one.day}  {one.commit[:8]}  {author}  ")


def _committed(
    repository: Repository, path: str, lines: tuple[int, int], head: str
) -> tuple[int, int] | None:
    """The same lines at the current commit; None when none of them is there."""
    if not repository.exists(path, head):
        return None
    now, then = (len(repository.read(path, at).text.split("\n")) for at in (None, head))
    before = LineMap.of(repository.hunks(path, head, path), then, now).preimage
    known = [old for line in range(lines[0], lines[1] + 1) if (old := before(line)) is not None]
    return (known[0], known[-1]) if known else None
