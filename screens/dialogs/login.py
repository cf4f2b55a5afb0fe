"""Who is logged in, as a first answer to who signs."""

from __future__ import annotations

import getpass


def login_name() -> str:
    """The name; empty where the system has none, as in a container under a bare number."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
