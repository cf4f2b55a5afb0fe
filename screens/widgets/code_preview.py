"""The code of a place, shown beside a list of places while one moves through it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual import work

from blistui.repo.errors import RepositoryError
from screens.code_view.surface import CodeSurface
from screens.code_view.text import CodeText
from screens.finder.source import Found

ReadText = Callable[[str], CodeText]
"""Reads the text of a path, in a thread; raises RepositoryError."""

_RESTING_SECONDS = 0.04


class CodePreview(CodeSurface):
    """Reads a file once the list rests on one of its places."""

    def __init__(self, read: ReadText) -> None:
        super().__init__()
        self._read_text = read

    @work(exclusive=True)
    async def show(self, place: Found | None) -> None:
        """Show the place in the middle; nothing when there is none."""
        if place is None:
            self.load("", CodeText(""))
            return
        await asyncio.sleep(_RESTING_SECONDS)
        if place.path != self.path:
            try:
                text = await asyncio.to_thread(self._read_text, place.path)
            except RepositoryError as error:
                text = CodeText(str(error))
            self.load(place.path, text)
        self.goto(max(place.line, 1))
