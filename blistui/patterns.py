"""Regular expressions that are compiled when they are first used.

Compiling is slow, and a run needs only some of the patterns of the modules that it loads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, AnyStr, cast


class _Pattern:
    """Stands for a pattern until it is used."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self.pattern = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self.pattern, self._flags), name)
        # Kept here, so that the next use finds it as fast as it would in the pattern itself.
        setattr(self, name, found)
        return found


class SignedPattern:
    """As `_Pattern`, and not even compiled before a text has one of its `signs`."""

    def __init__(self, source: str, flags: int, signs: tuple[str, ...]) -> None:
        self.inner = _Pattern(source, flags)
        self.signs = signs
        self._any_case = bool(flags & re.IGNORECASE)

    def search(self, text: str, *span: int) -> re.Match[str] | None:
        """As of a pattern."""
        return cast("re.Match[str] | None", self.inner.search(text, *span)) if self.may_be_in(text) else None

    def match(self, text: str, *span: int) -> re.Match[str] | None:
        """As of a pattern."""
        return cast("re.Match[str] | None", self.inner.match(text, *span)) if self.may_be_in(text) else None

    def fullmatch(self, text: str, *span: int) -> re.Match[str] | None:
        """As of a pattern."""
        return (
            cast("re.Match[str] | None", self.inner.fullmatch(text, *span)) if self.may_be_in(text) else None
        )

    def finditer(self, text: str, *span: int) -> Iterator[re.Match[str]]:
        """As of a pattern."""
        return iter(self.inner.finditer(text, *span) if self.may_be_in(text) else ())

    def may_be_in(self, text: str) -> bool:
        """Whether `text` has one of the signs."""
        looked_at = text.casefold() if self._any_case else text
        # Without a generator, which takes three times as long: this is asked of every text.
        return any(map(looked_at.__contains__, self.signs))


def pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern of `source`, as from `re.compile`, but what is wrong with it shows only when it is used."""
    return cast("re.Pattern[AnyStr]", _Pattern(source, flags))


def rare_pattern(source: str, flags: int = 0, *, signs: tuple[str, ...]) -> SignedPattern:
    """As `pattern`, for what few texts have: one of `signs` is in everything that it finds.

    Signs are in lower case where the pattern ignores case.
    """
    return SignedPattern(source, flags, signs)
