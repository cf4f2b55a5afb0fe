"""Starting a plan: a file with a head, and a repository that it can be read against."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

from blistui.plan.document import Plan
from blistui.plan.tables.concept import REAL_SYSTEMS
from blistui.plan.tables.summary import BUILTIN_GUIDELINES, STATUSES, Summary
from blistui.repo.errors import RepositoryError
from blistui.repo.git.work_tree import is_ignored
from blistui.repo.repository import Repository
from blistui.store.atomic import write_atomically
from blistui.store.load import Loaded, load
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


class Draft(NamedTuple):
    """What a new plan begins with. What is empty is looked for in the repository, or left to the author."""

    title: str
    repository: Path
    guidelines: str = ""
    design_doc: str = ""
    real_systems: tuple[str, ...] = ()


def found_in(repository: Path) -> Draft:
    """What the repository offers: its guidelines, a design document, the team's columns; raises Refused."""
    try:
        opened = Repository.open(repository)
        guidelines = _guidelines_of(opened)
        docs = [
            path
            for path in opened.files()
            if re.search(r"(\A|/)[^/]*design[^/]*\.md\Z", path, re.IGNORECASE)
            and "guideline" not in path.casefold()
            and "template" not in path.casefold()
        ]
    except RepositoryError as error:
        raise Refused(str(error)) from error
    # Proposed only where it is clear which is meant.
    design_doc = docs[0] if len(docs) == 1 else ""
    return Draft("", repository, guidelines, design_doc, REAL_SYSTEMS)


def create(path: Path, draft: Draft, full: bool = False) -> Loaded:
    """Write a new plan to `path`, with all tables as comments when it is to be `full`; raises Refused."""
    if not draft.title:
        raise Refused("Give the plan a title.")
    try:
        _refuse_places(path, draft.repository)
    except OSError as error:
        raise Refused(f"{error.filename or path} cannot be used: {error.strerror}.") from error
    try:
        opened = Repository.open(draft.repository)
        guidelines = draft.guidelines or _guidelines_of(opened)
        if guidelines != BUILTIN_GUIDELINES and not opened.exists(guidelines):
            raise Refused(f"The repository has no file {guidelines}; name its guidelines, or `builtin`.")
        head = opened.head() or ""
    except RepositoryError as error:
        raise Refused(str(error)) from error
    relative = os.path.relpath(real(draft.repository), real(path).parent)
    summary = Summary(
        title=draft.title,
        slug=slug_of(draft.title),
        status=STATUSES[0],
        repository=Path(relative).as_posix(),
        base_commit=head,
        design_doc=draft.design_doc,
        guidelines=guidelines,
        real_systems=draft.real_systems,
    )
    plan = Plan(plan=summary)
    empty = Loaded(path, plan, None)
    try:
        loaded = save_as(empty, plan, path)
        return _with_every_table(loaded) if full else loaded
    except OSError as error:
        raise Refused(f"{error.filename or path} cannot be made: {error.strerror}.") from error
    except SaveFailed as error:
        raise Refused(str(error)) from error


def not_in_git(path: Path) -> str:
    """A sentence when git leaves the plan at `path` out of every commit; empty when it does not."""
    if not is_ignored(path.resolve()):
        return ""
    return (
        f"Git ignores {path}: it will be in no commit. Change .gitignore, or add the file with `git add -f`."
    )


def names(text: str) -> tuple[str, ...]:
    """The real systems that a line names, with commas between; none where these are the template's own."""
    found = tuple(name.strip() for name in text.split(",") if name.strip())
    return () if found == REAL_SYSTEMS else found


def slug_of(title: str) -> str:
    """A short name for file names and links."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def _guidelines_of(repository: Repository) -> str:
    return next((path for path in GUIDELINES if repository.exists(path)), BUILTIN_GUIDELINES)


def _with_every_table(loaded: Loaded) -> Loaded:
    # Only here: writing a plan without it does not need the texts.
    from blistui.plan.guide.skeleton import skeleton

    text = loaded.path.read_bytes() + b"\n" + skeleton().encode("utf-8")
    write_atomically(loaded.path, text)
    return load(loaded.path)


def _refuse_places(path: Path, repository: Path) -> None:
    if not str(path) or path.is_dir():
        raise Refused(f"{path} is a folder; name a file such as {path / 'macro-plan.toml'}.")
    if path.parts[:1] and path.parts[0].startswith("~"):
        raise Refused(f"{path} names the home folder of a user that does not exist.")
    if path.exists():
        raise Refused(f"{path} exists already; open it, or choose another name.")
    if not repository.is_dir():
        raise Refused(f"There is no folder {repository} with a repository.")
