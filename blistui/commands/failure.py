"""What ends a command with exit code 2."""

from __future__ import annotations


class Failure(Exception):
    """Wrong usage or unreadable input; the message is a sentence for people."""
