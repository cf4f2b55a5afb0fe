"""Regular expressions that are compiled when they are first used.

Compiling is slow, and a run needs only some of the patterns of the modules that it loads.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Pattern:
    """Stands for a pattern until it is used."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._source, self._flags), name)
        # Kept here, so that the next use finds it as fast as it would in the pattern itself.
        setattr(self, name, found)
        return found


def pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern of `source`, as from `re.compile`, but what is wrong with it shows only when it is used."""
    return cast("re.Pattern[AnyStr]", _Pattern(source, flags))
