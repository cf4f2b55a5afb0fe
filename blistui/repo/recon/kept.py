"""Facts that were found before, kept for as long as nothing of the repository changes."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import time
from collections.abc import Sequence
from typing import Any

from blistui import __version__
from blistui.plan.tables.citation import Citation
from blistui.repo import own_cache
from blistui.repo.recon.guidelines import Guidelines
from blistui.repo.recon.survey import Proposal
from blistui.repo.repository import Repository
from blistui.repo.symbols.indexed import RACY_NS, identity

_HEADER = b"blistui recon 1\n"

Facts = tuple[list[Proposal], list[str]]
"""The proposals on a topic, and sentences on what there is more of."""


class KeptFacts:
    """What is known of the repository as it is now, for plans of the full commit hash `base`.

    Raises RepositoryError when the files cannot be listed.
    """

    def __init__(self, repo: Repository, guidelines: Guidelines, base: str | None) -> None:
        self._repo = repo
        self._about = (__version__, str(repo.root), repo.head(), base, guidelines)
        self._state = self._state_now()
        self._topics = self._read()
        self._is_new = False

    def of(self, topic: str) -> Facts | None:
        """The facts on a topic; None when they have to be found."""
        return self._topics.get(topic)

    def keep(self, topic: str, facts: Facts) -> None:
        """Note what was found."""
        self._topics[topic] = facts
        self._is_new = True

    def save(self) -> None:
        """Write what was noted, unless the repository is another by now: then nobody knows of which it is."""
        if not self._is_new or not self._state or self._state_now() != self._state:
            return
        topics = {topic: [_as_rows(found), left_out] for topic, (found, left_out) in self._topics.items()}
        payload = json.dumps({"state": self._state, "topics": topics}).encode()
        own_cache.save("recon", self._repo.root, _HEADER, payload)

    def _read(self) -> dict[str, Facts]:
        payload = own_cache.load("recon", self._repo.root, _HEADER)
        try:
            kept: dict[str, Any] = json.loads(payload or b'{"state": ""}')
            if not self._state or kept["state"] != self._state:
                return {}
            return {
                topic: ([_proposal(topic, *row) for row in rows], left_out)
                for topic, (rows, left_out) in kept["topics"].items()
            }
        except (ValueError, TypeError, KeyError, AttributeError):
            return {}

    def _state_now(self) -> str:
        """A digest that differs when any file, the commit or the question has changed; empty when a file has
        changed so recently that its time would not show the next change."""
        digest = hashlib.blake2b(repr(self._about).encode("utf-8", "surrogatepass"), digest_size=20)
        newest, now = 0, time.time_ns()
        for path in self._repo.files():
            try:
                about = os.lstat(self._repo.root / path)
                if stat.S_ISLNK(about.st_mode):
                    digest.update(f"{identity(about)}\n".encode())
                    about = (self._repo.root / path).stat()
            except (OSError, ValueError):
                # A sparse checkout leaves it off the disk, or it is a link to nothing.
                digest.update(f"{path!r}\n".encode())
                continue
            newest = max(newest, about.st_ctime_ns)
            digest.update(f"{path!r} {identity(about)}\n".encode())
        return digest.hexdigest() if newest < now - RACY_NS else ""


def _as_rows(found: Sequence[Proposal]) -> list[list[Any]]:
    return [
        [one.statement, [cite.model_dump(exclude_defaults=True) for cite in one.citations]] for one in found
    ]


def _proposal(topic: str, statement: str, cites: list[dict[str, Any]]) -> Proposal:
    return Proposal(topic, statement, tuple(Citation(**cite) for cite in cites))
