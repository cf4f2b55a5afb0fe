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

from blistui.repo.errors import RepositoryError, Unreadable
from blistui.repo.git import command as git
from blistui.repo.repository import Repository
from blistui.repo.text import text_of
from blistui.rules.prose.wording import counted
from screens.code_view.place import CodePlace
from screens.code_view.search import TextSearch
from screens.code_view.text import CodeText
from screens.finder.source import Answer, Findings, Found, Source, listing
from screens.finder.text_query import TextQuery, text_query

HITS = 1_000
"""Hits shown; more than that asks for a better word, not for scrolling."""

_TYPING_SECONDS = 0.12
_LINE_CHARACTERS = 300
_LEAD_CHARACTERS = 30
_BATCH = 100
_NO_PATTERN = "This is no regular expression: a bracket or a backslash too few, or too many."


def text_source(repository: Repository, files: Sequence[str], at: str | None) -> Source:
    """Finds the lines that hold the query as it is written, case ignored unless it has a capital.

    `at` is a commit, or None for the work tree; `files` are the paths of the work tree. Options are those of
    `text_query`.
    """

    async def later(asked: TextQuery) -> AsyncGenerator[Findings, None]:
        # A key that follows soon replaces this query: then no process was started for nothing.
        await asyncio.sleep(_TYPING_SECONDS)
        found: list[Found] = []
        try:
            async with aclosing(_hits(repository, files, asked, at)) as hits:
                async for found in hits:
                    yield Findings(found, f"{len(found)} lines so far …")
        except (NotSearched, RepositoryError) as error:
            yield Findings((), str(error))
            return
        yield Findings(found, _count(found))

    def source(query: str) -> Answer:
        asked = text_query(query)
        if len(asked.text.strip()) < 2:
            return Answer(Findings((), "Type at least two letters."))
        return Answer(Findings((), "Searching …"), later(asked))

    return source


def word_source(repository: Repository, files: Sequence[str], word: str, at: str | None) -> Source:
    """Lists the lines of all files that hold a word, written just so; the query narrows them."""
    asked = TextQuery(word, is_word=True)
    return listing(lambda: _hits(repository, files, asked, at, minds_case=True), _count)


class NotSearched(Exception):
    """The text cannot be looked for; the message is a sentence that says why."""


def ripgrep() -> str | None:
    """Where the program is; None when it is in no folder of PATH."""
    # A relative folder in PATH would be one of the checkout, and nothing of a checkout may run.
    folders = [folder for folder in os.get_exec_path() if Path(folder).is_absolute()]
    return shutil.which("rg", path=os.pathsep.join(folders)) if folders else None


def _hits(
    repository: Repository,
    files: Sequence[str],
    asked: TextQuery,
    at: str | None,
    minds_case: bool = False,
) -> AsyncGenerator[list[Found], None]:
    case = minds_case or asked.minds_case
    program = ripgrep() if at is None else None
    if program:
        return _by_ripgrep(program, repository, asked, case)
    if asked.is_regexp:
        return _by_git(repository, asked, at, case)
    side = _AtCommit(repository, at) if at is not None else _InWorkTree(repository, files)
    return _file_by_file(side, asked, case)


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
    program: str, repository: Repository, asked: TextQuery, minds_case: bool
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
        "--case-sensitive" if minds_case else "--ignore-case",
        *(("--word-regexp",) if asked.is_word else ()),
        *(() if asked.is_regexp else ("--fixed-strings",)),
        *(() if asked.in_tests else ("--glob=!*_test.go",)),
        "--hidden",
        "--glob=!.git",
        f"--max-columns={4 * _LINE_CHARACTERS}",
        "--max-columns-preview",
        "--sort=path",
        f"--regexp={asked.text}",
        "--",
        ".",
        cwd=repository.root,
        stdin=DEVNULL,
        stdout=PIPE,
        stderr=PIPE,
        limit=1 << 20,
    )
    assert process.stdout is not None and process.stderr is not None
    found: list[Found] = []
    searched = "" if asked.is_regexp else asked.text
    try:
        async for row in process.stdout:
            name, _, rest = row.partition(b"\0")
            number, _, text = rest.partition(b":")
            if not number.isdigit():
                continue
            place = CodePlace(os.fsdecode(name).removeprefix("./"), int(number), None)
            if not asked.looks_into(place.path):
                continue
            found.append(_hit(place, text.decode("utf-8", "backslashreplace"), searched))
            if len(found) % 100 == 0:
                yield list(found)
            if len(found) >= HITS:
                break
        if not found and b"regex parse error" in await process.stderr.read(1 << 16):
            raise NotSearched(_NO_PATTERN)
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


async def _by_git(
    repository: Repository, asked: TextQuery, at: str | None, minds_case: bool
) -> AsyncGenerator[list[Found], None]:
    """Regular expressions without ripgrep: Python's may take for ever, git's do not."""
    if not repository.is_git:
        raise NotSearched("Without ripgrep, regular expressions are looked for by git, which is not here.")
    options = ["-n", "-I", "-E", *(() if minds_case else ("-i",)), *(("-w",) if asked.is_word else ())]
    options += ["-e", asked.text, *((at,) if at is not None else ("--untracked",))]
    try:
        output = await asyncio.to_thread(git.run, repository.root, "grep", *options, also_good=1)
    except git.GitError as error:
        raise NotSearched(_NO_PATTERN) from error
    found: list[Found] = []
    for row in output.split(b"\n"):
        name, _, rest = row.partition(b"\0")
        number, _, text = rest.partition(b"\0")
        path = os.fsdecode(name).removeprefix(f"{at}:")
        if number.isdigit() and asked.looks_into(path) and len(found) < HITS:
            found.append(_hit(CodePlace(path, int(number), at), text.decode("utf-8", "backslashreplace"), ""))
    yield found


async def _file_by_file(
    side: _InWorkTree | _AtCommit, asked: TextQuery, minds_case: bool
) -> AsyncGenerator[list[Found], None]:
    # A needle without a capital ignores case.
    search = TextSearch(asked.text if minds_case else asked.text.lower())
    case = re.NOFLAG if minds_case else re.IGNORECASE
    line = re.compile(rf"(?<!\w){re.escape(asked.text)}(?!\w)" if asked.is_word else "", case)
    found: list[Found] = []
    files = [path for path in await asyncio.to_thread(side.paths) if asked.looks_into(path)]
    for start in range(0, len(files), _BATCH):
        found += await asyncio.to_thread(_in_files, side, files[start : start + _BATCH], search, line)
        del found[HITS:]
        yield list(found)
        if len(found) >= HITS:
            return


def _in_files(
    side: _InWorkTree | _AtCommit, files: Sequence[str], search: TextSearch, line: re.Pattern[str]
) -> list[Found]:
    found: list[Found] = []
    for path, whole in side.texts(files):
        text = CodeText(whole)
        place = search.after(text.text, 0)
        while place >= 0 and len(found) < HITS:
            number = text.line_at(place)
            if line.search(text.line(number)):
                found.append(_hit(CodePlace(path, number, side.at), text.line(number), search.needle))
            place = search.after(text.text, text.offset(number + 1))
    return found
