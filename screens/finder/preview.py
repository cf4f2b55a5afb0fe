"""The code around a place under the cursor of a list, read once the list rests there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual import work

from blistui.repo.errors import RepositoryError
from screens.code_view.place import CodePlace
from screens.code_view.surface import CodeSurface
from screens.code_view.text import CodeText
from screens.finder.source import Found

ReadText = Callable[[CodePlace], CodeText]
"""Reads the text of the file of a place, in a thread; raises RepositoryError."""

_RESTING_SECONDS = 0.04


class CodePreview(CodeSurface):
    """Reads a file once the list rests on one of its places."""

    def __init__(self, read: ReadText) -> None:
        super().__init__()
        self._read_text = read
        self._shown: tuple[str, str | None] | None = None

    @work(exclusive=True)
    async def show(self, place: Found | None) -> None:
        """Show the place in the middle; nothing when there is none."""
        if place is None:
            self.load("", CodeText(""))
            self._shown = None
            return
        await asyncio.sleep(_RESTING_SECONDS)
        if (place.path, place.place.at) != self._shown:
            try:
                text = await asyncio.to_thread(self._read_text, place.place)
            except RepositoryError as error:
                text = CodeText(str(error))
            self.load(place.path, text)
            self._shown = (place.path, place.place.at)
        self.goto(max(place.line, 1), centre=True)
