"""The repository as rules see it: read-only, cached for one run, answering and never raising."""

from __future__ import annotations

from blistui.repo.repository import Repository


class Evidence:
    """What rules may ask of a repository."""

    def __init__(self, repository: Repository, base: str) -> None:
        self.repository = repository
        self.base = base
