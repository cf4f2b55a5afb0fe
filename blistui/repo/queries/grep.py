"""Lines that hold a text, in all text files of the repository."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain

from blistui.repo.errors import QueryError, Unreadable
from blistui.repo.excerpt import places_of
from blistui.repo.git import command as git
from blistui.repo.go.outline import Enclosing
from blistui.repo.queries.code import GoCode
from blistui.repo.queries.file import Hit
from blistui.repo.snapshot import Snapshot
from blistui.repo.text import SourceText, read_file, text_of

_MOST = 5000
_TEXT_LIMIT = 200
_LARGEST = 4 * 1024 * 1024


def matching_lines(code: GoCode, text: str) -> tuple[Hit, ...]:
    """A hit for each line that holds `text`, sorted; plans are left out, for they hold their own queries.

    Files of more than 4 MB are data and left out, too. Raises QueryError when the text is empty, spans
    lines, or is on more than 5,000 lines.
    """
    if not text.strip() or "\n" in text or "\0" in text:
        raise QueryError("the text to look for must be part of one line")
    found: list[Hit] = []
    for source in _texts_at(code, text) if code.commit else _texts_now(code, text):
        if text not in source.text or _is_plan(source.path, source.text):
            continue
        numbers = [number for number, line in enumerate(source.lines, 1) if text in line]
        symbols = Enclosing(places_of(source))
        for number in numbers:
            line = source.lines[number - 1].strip()[:_TEXT_LIMIT]
            found.append(Hit(source.path, number, symbols.name_at(number), line))
        if len(found) > _MOST:
            raise QueryError(f"more than {_MOST:,} lines hold that text: look for something rarer")
    return tuple(sorted(found))


def _texts_now(code: GoCode, text: str) -> Iterator[SourceText]:
    """The files of the work tree that may hold the text.

    They are read here and not by git, which would read files of any size.
    """
    # What is not UTF-8 appears in a text as `\\xNN`.
    wanted = text.encode("utf-8", "surrogatepass") if "\\x" not in text else b""
    others = (path for path in code.files if not path.endswith(".go"))
    for path, data in chain(code.sources, _read(code, others)):
        if len(data) <= _LARGEST and wanted in data:
            with suppress(Unreadable):
                yield text_of(path, data)


def _read(code: GoCode, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    root = code.repo.root
    for path in paths:
        # A link stands for a file that is read by its own name.
        if not (root / path).is_symlink():
            with suppress(Unreadable):
                yield path, read_file(root, path, _LARGEST)


def _texts_at(code: GoCode, text: str) -> Iterator[SourceText]:
    """The files of the commit that hold the text, as git says."""
    options = ("-l", "-a", "-F", "-e", text, str(code.commit))
    # Like grep, it exits with 1 when there is no such line.
    listed = os.fsdecode(git.run(code.repo.root, "grep", *options, also_good=1)).split("\0")
    paths = [name.removeprefix(f"{code.commit}:") for name in listed if name]
    snapshot = Snapshot(code.repo, code.commit)
    snapshot.preload(paths)
    for path in paths:
        source = snapshot.text_or_none(path)
        if source is not None and len(source.text) <= _LARGEST:
            yield source


def _is_plan(path: str, text: str) -> bool:
    return posixpath.splitext(path)[1] == ".toml" and "[plan]" in text
