"""Searches the text of all files of a repository: with ripgrep when it is there, else file by file."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing
from pathlib import Path

from blistui.repo.errors import Unreadable
from blistui.repo.repository import Repository
from blistui.repo.text import text_of
from blistui.rules.prose.wording import counted
from screens.code_view.place import CodePlace
from screens.code_view.search import TextSearch
from screens.code_view.text import CodeText
from screens.finder.source import Answer, Findings, Found, Source, listing

HITS = 1_000
"""Hits shown; more than that asks for a better word, not for scrolling."""

_TYPING_SECONDS = 0.12
_LINE_CHARACTERS = 300
_LEAD_CHARACTERS = 30
_BATCH = 100


def text_source(repository: Repository, files: Sequence[str], at: str | None) -> Source:
    """Finds the lines that hold the query as it is written, case ignored unless it has a capital.

    `at` is a commit, or None for the work tree; `files` are the paths of the work tree.
    """

    async def later(query: str) -> AsyncGenerator[Findings, None]:
        # A key that follows soon replaces this query: then no process was started for nothing.
        await asyncio.sleep(_TYPING_SECONDS)
        found: list[Found] = []
        async with aclosing(_hits(repository, files, query, at, whole_word=False)) as hits:
            async for found in hits:
                yield Findings(found, f"{len(found)} lines so far …")
        yield Findings(found, _count(found))

    def source(query: str) -> Answer:
        if len(query.strip()) < 2:
            return Answer(Findings((), "Type at least two letters."))
        return Answer(Findings((), "Searching …"), later(query))

    return source


def word_source(repository: Repository, files: Sequence[str], word: str, at: str | None) -> Source:
    """Lists the lines of all files that hold a word, written just so; the query narrows them."""
    return listing(
        lambda: _hits(repository, files, word, at, whole_word=True),
        _count,
    )


def ripgrep() -> str | None:
    """Where the program is; None when it is in no folder of PATH."""
    # A relative folder in PATH would be one of the checkout, and nothing of a checkout may run.
    folders = [folder for folder in os.get_exec_path() if Path(folder).is_absolute()]
    return shutil.which("rg", path=os.pathsep.join(folders)) if folders else None


def _hits(
    repository: Repository, files: Sequence[str], text: str, at: str | None, whole_word: bool
) -> AsyncGenerator[list[Found], None]:
    if at is not None:
        return _file_by_file(_AtCommit(repository, at), text, whole_word)
    program = ripgrep()
    if program:
        return _by_ripgrep(program, repository, text, whole_word)
    return _file_by_file(_InWorkTree(repository, files), text, whole_word)


def _count(found: Sequence[Found]) -> str:
    if len(found) >= HITS:
        return f"the first {HITS} lines; type more to narrow"
    if not found:
        return "No file holds this."
    files = len({hit.path for hit in found})
    return f"{counted(len(found), 'line')} in {counted(files, 'file')}"


def _hit(place: CodePlace, text: str, searched: str) -> Found:
    text = " ".join(text.split())
    at = text.lower().find(searched.lower())
    if at > _LEAD_CHARACTERS:
        # So that the match is seen in a narrow list.
        text = f"…{text[at - _LEAD_CHARACTERS // 2 :]}"
    return Found(f"{place.path}:{place.line}: {text[:_LINE_CHARACTERS]}", place, word=searched)


async def _by_ripgrep(
    program: str, repository: Repository, query: str, whole_word: bool
) -> AsyncGenerator[list[Found], None]:
    process = await asyncio.create_subprocess_exec(
        program,
        # Neither a configuration of the user's nor a preprocessor named there may take part.
        "--no-config",
        "--line-number",
        "--no-heading",
        "--with-filename",
        "--null",
        "--color=never",
        "--no-messages",
        *(("--word-regexp", "--case-sensitive") if whole_word else ("--smart-case",)),
        "--fixed-strings",
        "--hidden",
        "--glob=!.git",
        f"--max-columns={4 * _LINE_CHARACTERS}",
        "--max-columns-preview",
        "--sort=path",
        f"--regexp={query}",
        "--",
        ".",
        cwd=repository.root,
        stdin=DEVNULL,
        stdout=PIPE,
        stderr=DEVNULL,
        limit=1 << 20,
    )
    assert process.stdout is not None
    found: list[Found] = []
    try:
        async for row in process.stdout:
            name, _, rest = row.partition(b"\0")
            number, _, text = rest.partition(b":")
            if not number.isdigit():
                continue
            place = CodePlace(os.fsdecode(name).removeprefix("./"), int(number), None)
            found.append(_hit(place, text.decode("utf-8", "backslashreplace"), query))
            if len(found) % 100 == 0:
                yield list(found)
            if len(found) >= HITS:
                break
        yield found
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


class _InWorkTree:
    """The files of the work tree, read one by one."""

    at = None

    def __init__(self, repository: Repository, files: Sequence[str]) -> None:
        self._repository = repository
        self._files = files

    def paths(self) -> Sequence[str]:
        """All files."""
        return self._files

    def texts(self, paths: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Paths and texts; what is no text is left out."""
        for path in paths:
            try:
                yield path, self._repository.read(path).text
            except Unreadable:
                continue


class _AtCommit:
    """The files of a commit; git is asked for many at once."""

    def __init__(self, repository: Repository, commit: str) -> None:
        self._repository = repository
        self.at = commit

    def paths(self) -> Sequence[str]:
        """All files, sorted. Raises RepositoryError."""
        return sorted(self._repository.objects.tree(self.at))

    def texts(self, paths: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Paths and texts; what is no text is left out."""
        tree = self._repository.objects.tree(self.at)
        found = self._repository.read_blobs({path: tree[path][1] for path in paths})
        for path in paths:
            try:
                yield path, text_of(path, found[path]).text
            except (KeyError, Unreadable):
                continue


async def _file_by_file(
    side: _InWorkTree | _AtCommit, query: str, whole_word: bool
) -> AsyncGenerator[list[Found], None]:
    search = TextSearch(query)
    word = re.compile(rf"\b{re.escape(query)}\b" if whole_word else "")
    found: list[Found] = []
    files = await asyncio.to_thread(side.paths)
    for start in range(0, len(files), _BATCH):
        found += await asyncio.to_thread(_in_files, side, files[start : start + _BATCH], search, word)
        del found[HITS:]
        yield list(found)
        if len(found) >= HITS:
            return


def _in_files(
    side: _InWorkTree | _AtCommit, files: Sequence[str], search: TextSearch, word: re.Pattern[str]
) -> list[Found]:
    found: list[Found] = []
    for path, whole in side.texts(files):
        text = CodeText(whole)
        place = search.after(text.text, 0)
        while place >= 0 and len(found) < HITS:
            line = text.line_at(place)
            if word.search(text.line(line)):
                found.append(_hit(CodePlace(path, line, side.at), text.line(line), search.needle))
            place = search.after(text.text, text.offset(line + 1))
    return found
