"""What can go wrong when evidence is read: each error is a sentence for people."""

from __future__ import annotations


class RepositoryError(Exception):
    """The repository cannot be opened or asked."""


class Unreadable(RepositoryError):
    """One file of the repository cannot be read as text."""


class CitationError(ValueError):
    """A citation is malformed, or names lines that cannot be captured."""


class QueryError(ValueError):
    """A question to the code is malformed, or cannot be answered."""
