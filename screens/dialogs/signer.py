"""Who is here, as a first answer to who signs."""

from __future__ import annotations

import getpass
from functools import cache
from pathlib import Path


@cache
def signer(folder: Path) -> str:
    """The name that git has for work in `folder`, else the login; empty where the system has none either.

    Such as in a container under a bare number.
    """
    # Deferred for the first frame: only a signature needs it.
    from blistui.repo.git.identity import user_name

    try:
        return user_name(folder) or getpass.getuser()
    except (KeyError, OSError):
        return ""
