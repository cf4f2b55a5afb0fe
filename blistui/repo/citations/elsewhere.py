"""A look for text and declarations that left their file and package, through all files that changed.

A file that is as it was when the lines were cited cannot be where they went.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from blistui.repo.excerpt import occurrences
from blistui.repo.go.outline import Symbol
from blistui.repo.location import Range
from blistui.repo.repository import Repository
from blistui.repo.snapshot import Snapshot

# What may be a declaration, at the left margin or in a group; the outline of the file decides.
_DECLARED = re.compile(
    r"^(?:func[ ](?:\([^)\n]*\)[ ]?)?|type[ ]|var[ ]|const[ ]|[ \t]+)((?:\w+,[ ]?)*[^\W\d]\w*)", re.MULTILINE
)


class Elsewhere:
    """The files of `now` that are new or different since the commit `base`."""

    def __init__(self, repo: Repository, now: Snapshot, base: str) -> None:
        self._now = now
        then = repo.objects.tree(base)
        commit = now.commit or repo.head()
        today = repo.objects.tree(commit) if commit else {}
        changed = {path for path, blob in today.items() if then.get(path) != blob}
        if now.commit is None:
            changed |= repo.dirty_files()
        self._paths = sorted(changed)
        now.preload(self._paths)
        self._lines: dict[str, frozenset[str]] | None = None
        self._declaring: dict[str, set[str]] | None = None

    def occurrences(self, lines: Sequence[str]) -> list[tuple[str, Range]]:
        """Where the lines stand in these files."""
        if self._lines is None:
            texts = ((path, self._now.text_or_none(path)) for path in self._paths)
            self._lines = {path: frozenset(text.lines) for path, text in texts if text is not None}
        wanted = set(lines)
        return [
            (path, place)
            for path, held in self._lines.items()
            if wanted <= held
            for place in occurrences(self._now.text(path), lines)
        ]

    def definitions(self, name: str) -> list[tuple[str, Symbol]]:
        """Where these files declare `Type.Method` or a name, in any package."""
        if self._declaring is None:
            self._declaring = {}
            for path in self._paths:
                text = self._now.text_or_none(path) if path.endswith(".go") else None
                for names in set(_DECLARED.findall(text.text)) if text is not None else ():
                    for one in names.split(","):
                        self._declaring.setdefault(one.strip(), set()).add(path)
        return [
            (path, symbol)
            for path in sorted(self._declaring.get(name.rpartition(".")[2], ()))
            for symbol in self._now.places(path)
            if symbol.qualified == name and symbol.kind != "package"
        ]
