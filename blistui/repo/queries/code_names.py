"""Names of code, looked up in the repository: which exist, which are spelt alike, where they are declared.

The text of the code is searched, not the symbol index: local names, fields, keys of configuration and flags
are names too, and most runs ask for a handful of names that one pass finds.
"""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from blistui.repo.errors import RepositoryError
from blistui.repo.repository import Repository

_LARGEST = 4_000_000
"""Bytes; a larger file is data, not code."""

_PROSE = frozenset({".md", ".rst", ".txt", ".adoc", ".html", ".svg", ".ipynb", ".csv"})
"""Documents may name what does not exist (yet): they prove nothing."""

_TOP_LEVEL = rb"^(?:func(?:\s*\([^)\n]*\))?\s+|type\s+|const\s+|var\s+)"


class CodeNames:
    """The names in the code of a repository: Go, configuration, scripts, but no documents and no plans."""

    def __init__(self, repository: Repository, files: Sequence[str]) -> None:
        self._repository = repository
        self._files = [file for file in files if posixpath.splitext(file)[1].lower() not in _PROSE]
        self._go = [file for file in self._files if file.endswith(".go")]
        self._known: dict[str, bool] = {}
        self._registered: dict[str, bool] = {}

    def knows(self, name: str) -> bool:
        """Whether each part of `Type.Method` occurs as a word; of many names, `look_up` learns faster."""
        self.look_up((name,))
        return all(self._known[part] for part in name.split("."))

    def look_up(self, names: Iterable[str]) -> None:
        """Find out about many names in one pass over the code; `knows` then answers from memory."""
        wanted = {part for name in names for part in name.split(".")} - self._known.keys()
        missing = {part.encode("utf-8", "replace"): part for part in wanted}
        for data in self._texts(self._files if missing else ()):
            for name in [name for name in missing if _as_word(name, data)]:
                self._known[missing.pop(name)] = True
            if not missing:
                break
        self._known.update(dict.fromkeys(missing.values(), False))

    def near(self, name: str) -> tuple[str, ...]:
        """Declared names spelt like the last part of `name`, nearest first; at most two."""
        own = name.rpartition(".")[2]
        folded = own.casefold()
        same = tuple(sorted(other for other in self._declared if other.casefold() == folded and other != own))
        if same:
            return same[:2]
        # Comparing with every name of a large repository would take seconds.
        alike = [
            other
            for other in self._declared
            if abs(len(other) - len(own)) <= 3
            and (other[:3].casefold() == folded[:3] or other[-4:].casefold() == folded[-4:])
        ]
        return tuple(difflib.get_close_matches(own, sorted(alike), n=2, cutoff=0.75))

    def declared_at(self, name: str) -> str:
        """Where the one top-level declaration of the last part of `name` is, as `path:line`; else empty."""
        own = name.rpartition(".")[2].encode("utf-8", "replace")
        declaration = re.compile(_TOP_LEVEL + re.escape(own) + rb"\b", re.MULTILINE)
        found: list[str] = []
        for file in self._go:
            data = self._text(file)
            if own in data:
                lines = (data.count(b"\n", 0, at.start()) + 1 for at in declaration.finditer(data))
                found += [f"{file}:{line}" for line in lines]
        return found[0] if len(found) == 1 else ""

    def unknown_flags(self, flags: Iterable[str]) -> frozenset[str]:
        """Those of `flags` (without dashes) that no Go code has as a string."""
        asked = frozenset(flags)
        new = asked - self._registered.keys()
        missing = {b'"' + flag.encode("utf-8", "replace") + b'"': flag for flag in new}
        for data in self._texts(self._go if missing else ()):
            for flag in [flag for flag in missing if flag in data]:
                del missing[flag]
            if not missing:
                break
        left = set(missing.values())
        self._registered.update({flag: flag not in left for flag in new})
        return frozenset(flag for flag in asked if not self._registered[flag])

    def near_flags(self, flag: str) -> tuple[str, ...]:
        """Flags registered with cobra, pflag or flag that are spelt like `flag`; at most two."""
        return tuple(difflib.get_close_matches(flag, self._flags, n=2, cutoff=0.6))

    @cached_property
    def _flags(self) -> list[str]:
        # Flags are read by parsing, which only a name that was not found is worth.
        from blistui.repo.queries.flags import registered_flags

        try:
            return sorted({flag.name for flag in registered_flags(self._repository)})
        except RepositoryError:
            return []

    @cached_property
    def _declared(self) -> frozenset[str]:
        # A tab, too: constants of a group, fields and methods of interfaces stand one tab in.
        declaration = re.compile(rb"(?:" + _TOP_LEVEL + rb"|^\t)([A-Za-z_]\w*)", re.MULTILINE)
        return frozenset(
            name.decode() for data in self._texts(self._go) for name in declaration.findall(data)
        )

    def _texts(self, files: Iterable[str]) -> Iterator[bytes]:
        for file in files:
            yield self._text(file)

    def _text(self, file: str) -> bytes:
        try:
            data = self._repository.read_bytes(file)
        except RepositoryError:
            return b""
        is_plan = file.endswith(".toml") and b"[plan]" in data
        return b"" if len(data) > _LARGEST or is_plan else data


def _as_word(name: bytes, data: bytes) -> bool:
    """Whether `name` occurs in `data` with no letter, digit or underscore on either side."""
    at = data.find(name)
    while at >= 0:
        end = at + len(name)
        if not (_is_word(data[at - 1 : at]) or _is_word(data[end : end + 1])):
            return True
        at = data.find(name, end)
    return False


def _is_word(byte: bytes) -> bool:
    return byte.isalnum() or byte == b"_"
