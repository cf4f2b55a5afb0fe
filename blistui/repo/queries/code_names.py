"""Names of code, looked up in the repository: which exist, which are spelled alike, where they are declared.

The text of the code is searched, not the symbol index: local names, fields, keys of configuration and flags
are names too. What is declared comes from the index.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from blistui.patterns import pattern
from blistui.repo.errors import RepositoryError
from blistui.repo.queries.code import GoCode
from blistui.repo.spelling import Spellings, ends_of

if TYPE_CHECKING:
    from blistui.repo.symbols.index import SymbolIndex

_LARGEST = 4_000_000
"""Bytes; a larger file is data, not code."""

_PROSE = frozenset({".md", ".rst", ".txt", ".adoc", ".html", ".svg", ".ipynb", ".csv"})
"""Documents may name what does not exist (yet): they prove nothing."""

_WORDS = pattern(r"[A-Z][a-z]{2,}")
_COMPANIES = """
Base Bit Byte Cloud Data Hub Lab Labs Net Ocean Open Sight Soft Stack Table Tech Web Works
"""
_OF_COMPANIES = frozenset(_COMPANIES.split())


class CodeNames:
    """The names in the code of a repository: Go, configuration, scripts, without documents and plans."""

    def __init__(self, code: GoCode) -> None:
        self._code = code
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
        for data in self._texts() if missing else ():
            for name in [name for name in missing if _as_word(name, data)]:
                self._known[missing.pop(name)] = True
            if not missing:
                break
        self._known.update(dict.fromkeys(missing.values(), False))

    def shares_word(self, name: str) -> bool:
        """Whether a name of the Go code has one of the words of `AdmissionGate`, as `QueueAdmission` has.

        Words that companies like in their names do not count.
        """
        words = [word for word in _WORDS.findall(name) if word not in _OF_COMPANIES]
        return any(self._begins_word(word.encode()) for word in words)

    def _begins_word(self, sought: bytes) -> bool:
        at = -1
        # By steps: a pattern with a look-behind takes far longer over all the code.
        while (at := self._go.find(sought, at + 1)) >= 0:
            if not self._go[at + len(sought) : at + len(sought) + 1].islower():
                return True
        return False

    def near(self, name: str) -> tuple[str, ...]:
        """Declared names spelled like the last part of `name`, nearest first; at most two."""
        own = name.rpartition(".")[2]
        return self._declared.in_other_case(own)[:2] or self._declared.near(own, cutoff=0.75)

    def declared_at(self, name: str) -> str:
        """Where the one top-level declaration of the last part of `name` is, as `path:line`; else empty."""
        index = self._index
        named = index.named(name.rpartition(".")[2]) if index is not None else ()
        found = [symbol for symbol in named if symbol.kind != "interface method"]
        return f"{found[0].path}:{found[0].start}" if len(found) == 1 else ""

    def unknown_flags(self, flags: Iterable[str]) -> frozenset[str]:
        """Those of `flags` (without dashes) that no Go code has as a string."""
        asked = frozenset(flags)
        for flag in asked - self._registered.keys():
            self._registered[flag] = b'"' + flag.encode("utf-8", "replace") + b'"' in self._go
        return frozenset(flag for flag in asked if not self._registered[flag])

    def registers(self, flag: str) -> bool:
        """Whether the code registers a flag (without dashes) under this literal name."""
        from blistui.repo.queries.flags import is_registered

        try:
            return is_registered(self._code, flag)
        except RepositoryError:
            return False

    def near_flags(self, flag: str) -> tuple[str, ...]:
        """Flags registered with cobra, pflag or flag that are spelled like `flag`; at most two."""
        from difflib import get_close_matches

        return tuple(get_close_matches(flag, self._flags, n=2, cutoff=0.6))

    @cached_property
    def _flags(self) -> list[str]:
        # Flags are read by parsing, which only a name that was not found is worth.
        from blistui.repo.queries.flags import flags_in

        try:
            return sorted({flag.name for flag in flags_in(self._code)})
        except RepositoryError:
            return []

    @cached_property
    def _index(self) -> SymbolIndex | None:
        # Imported here: the index is asked only when a name is not found, or for a place.
        from blistui.repo.symbols.index import load_index

        try:
            return load_index(self._code.repo)
        except RepositoryError:
            return None

    @cached_property
    def _declared(self) -> Spellings:
        return Spellings(self._index.names if self._index is not None else (), ends_of)

    @cached_property
    def _go(self) -> bytes:
        """All Go code, one file after the other: it is searched many times."""
        return b"\n".join(data for _, data in self._code.known_sources if len(data) <= _LARGEST)

    def _texts(self) -> Iterator[bytes]:
        yield self._go
        for file in self._others:
            try:
                data = self._code.repo.read_bytes(file)
            except RepositoryError:
                continue
            is_plan = file.endswith(".toml") and b"[plan]" in data
            if len(data) <= _LARGEST and not is_plan:
                yield data

    @cached_property
    def _others(self) -> list[str]:
        """Files that are neither Go nor documents."""
        try:
            files = self._code.files
        except RepositoryError:
            return []
        return [file for file in files if posixpath.splitext(file)[1].lower() not in _PROSE | {".go"}]


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
