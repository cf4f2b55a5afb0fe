"""Days as authors write them."""

from __future__ import annotations

import datetime


def day(text: str) -> datetime.date | None:
    """The day that `text` writes in ISO 8601 (a time after it is ignored), or None."""
    try:
        return datetime.date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
