"""How a day is written."""

from __future__ import annotations

import datetime

from blistui.patterns import pattern

HOW = "write it as 2026-03-02"
"""What to do about a text that is no day."""

_DAY = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}[0-9:.]*(?:Z|[+-][0-9]{2}:[0-9]{2})?)?")


def day(text: str) -> datetime.date | None:
    """The day that `text` writes in ISO 8601, or None.

    A time of day may follow, as TOML's own date-times have one; any other text behind the day may not.
    """
    bare = text.strip()
    try:
        return datetime.datetime.fromisoformat(bare).date() if _DAY.fullmatch(bare) else None
    except ValueError:
        return None
