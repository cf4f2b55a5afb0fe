"""Starting a plan: a file with a head, and a repository that it can be read against."""

from __future__ import annotations

import os
import re
from pathlib import Path

from blistui.plan.document import Plan
from blistui.plan.summary import BUILTIN_GUIDELINES, STATUSES, Summary
from blistui.repo.errors import RepositoryError
from blistui.repo.repository import Repository
from blistui.store.load import Loaded
from blistui.store.locks import real
from blistui.store.save import SaveFailed, save_as

GUIDELINES = (
    "docs/contributing/templates/design-guidelines.md",
    "docs/design-guidelines.md",
    "docs/templates/design-guidelines.md",
)
"""Where repositories of this kind keep their design guidelines."""


class Refused(Exception):
    """The plan cannot be started; the message says why."""


def create(path: Path, repository: Path, title: str) -> Loaded:
    """Write a new plan to `path` over the Go repository in folder `repository`; raises Refused."""
    if not title:
        raise Refused("Give the plan a title.")
    try:
        _refuse_places(path, repository)
    except OSError as error:
        raise Refused(f"{error.filename or path} cannot be used: {error.strerror}.") from error
    try:
        opened = Repository.open(repository)
        guidelines = next((g for g in GUIDELINES if opened.exists(g)), BUILTIN_GUIDELINES)
        head = opened.head() or ""
    except RepositoryError as error:
        raise Refused(str(error)) from error
    relative = os.path.relpath(real(repository), real(path).parent)
    summary = Summary(
        title=title,
        slug=re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-"),
        status=STATUSES[0],
        repository=Path(relative).as_posix(),
        base_commit=head,
        guidelines=guidelines,
    )
    plan = Plan(plan=summary)
    empty = Loaded(path, plan, None)
    try:
        return save_as(empty, plan, path)
    except SaveFailed as error:
        raise Refused(str(error)) from error


def _refuse_places(path: Path, repository: Path) -> None:
    if not str(path) or path.is_dir():
        raise Refused(f"{path} is a folder; name a file such as {path / 'macro-plan.toml'}.")
    if path.exists():
        raise Refused(f"{path} exists already; open it, or choose another name.")
    if not path.parent.is_dir():
        raise Refused(f"There is no folder {path.parent}; make it first, or choose another.")
    if not repository.is_dir():
        raise Refused(f"There is no folder {repository} with a repository.")
