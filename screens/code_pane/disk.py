"""Whether the file shown, and the files listed, are still those on disk."""

from __future__ import annotations

import os
from collections.abc import Iterable

from blistui.repo.errors import Unreadable
from blistui.repo.repository import Repository
from screens.code_view.reader import OpenFile
from screens.widgets.stamp import Stamp, stamp_of

Seen = tuple[Stamp | None, str]
"""The stamp of the file on disk, and how it differs from what is shown; empty when it does not."""


def look(repository: Repository, opened: OpenFile, last: Seen) -> Seen:
    """How the file on disk differs from what is shown; it is read only when its stamp is another one."""
    stamp = stamp_of(repository.root / opened.path)
    if stamp == last[0]:
        return last
    try:
        same = repository.read(opened.path).text == opened.text.text
    except Unreadable:
        what = "unreadable now" if repository.exists(opened.path) else "gone"
        return stamp, f"{what}: shown as it was"
    return stamp, "" if same else "changed on disk: R reads it again"


def missing(repository: Repository, paths: Iterable[str]) -> frozenset[str]:
    """Those of the paths at which there is nothing any more."""
    return frozenset(path for path in paths if not os.path.lexists(repository.root / path))
