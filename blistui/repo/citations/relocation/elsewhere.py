"""A look for text and declarations that left their file and package, through all files that changed.

A file that is as it was when the lines were cited cannot be where they went.
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from functools import cached_property

from blistui.patterns import pattern
from blistui.repo.excerpt import occurrences
from blistui.repo.go.outline import Symbol
from blistui.repo.location import Range
from blistui.repo.repository import Repository
from blistui.repo.snapshot import Snapshot
from blistui.repo.text import SourceText

# What may be a declaration, at the left margin or, by a tab or blanks, in a group; the outline of the file
# decides.
_DECLARED = pattern(r"(?m)^(?:func (?:\([^)\n]*\) ?)?|type |var |const |\t| +)((?:\w+, ?)*[^\W\d]\w*)")


class Elsewhere:
    """The files of `now` that are new or different since the commit `base`, those of one kind at a time."""

    def __init__(self, repo: Repository, now: Snapshot, base: str) -> None:
        self._repo, self._now, self._base = repo, now, base
        self._changed: dict[str, list[SourceText]] = {}
        self._lines: dict[str, frozenset[str]] = {}

    def occurrences(self, path: str, lines: Sequence[str], was_removed: bool) -> list[tuple[str, Range]]:
        """Where the lines of `path` are in those of these files whose names end alike.

        What is not Go may have got another ending with its new name: of a removed file all new ones count.
        """
        wanted = set(lines)
        suffix = posixpath.splitext(path)[1]
        texts = list(self._texts(suffix))
        if was_removed and suffix != ".go":
            texts += [text for text in self._new_texts if posixpath.splitext(text.path)[1] != suffix]
        return [
            (text.path, place)
            for text in texts
            if wanted <= self._lines[text.path]
            for place in occurrences(text, lines)
        ]

    def definitions(self, name: str) -> list[tuple[str, Symbol]]:
        """Where these files declare `Type.Method` or a name, in any package."""
        return [
            (path, symbol)
            for path in self._declaring.get(name.rpartition(".")[2], ())
            for symbol in self._now.places(path)
            if symbol.qualified == name and symbol.kind != "package"
        ]

    @cached_property
    def _declaring(self) -> dict[str, list[str]]:
        """The Go files that may declare each name."""
        found: dict[str, list[str]] = {}
        for text in self._texts(".go"):
            for name in _names_in(text.text):
                found.setdefault(name, []).append(text.path)
        return found

    @cached_property
    def _new_texts(self) -> list[SourceText]:
        """The new files that are not Go."""
        then = self._repo.objects.tree(self._base)
        paths = sorted(path for path in self._now.paths - then.keys() if not path.endswith(".go"))
        return self._read(paths)

    def _texts(self, suffix: str) -> list[SourceText]:
        if suffix not in self._changed:
            then = self._repo.objects.tree(self._base)
            paths = sorted(path for path in self._now.paths if posixpath.splitext(path)[1] == suffix)
            changed = [
                path for path in paths if path not in then or not self._now.is_blob(path, then[path][1])
            ]
            self._changed[suffix] = self._read(changed)
        return self._changed[suffix]

    def _read(self, paths: Sequence[str]) -> list[SourceText]:
        self._now.preload(paths)
        texts = [text for path in paths if (text := self._now.text_or_none(path)) is not None]
        self._lines |= {text.path: frozenset(text.lines) for text in texts}
        return texts


def _names_in(text: str) -> set[str]:
    found = set(_DECLARED.findall(text))
    lists = {names for names in found if "," in names}
    return found | {name.strip() for names in lists for name in names.split(",")}
