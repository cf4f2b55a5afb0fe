"""Reading what commands work on. What cannot be read, or was asked wrongly, is a Failure: exit code 2."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from blistui.repo.repository import Repository
    from blistui.store.load import Loaded


class Failure(Exception):
    """Wrong usage or unreadable input, in one or more sentences for people; each gets its full stop here."""

    def __init__(self, *sentences: str) -> None:
        self.sentences = tuple(one if one.endswith((".", "?")) else f"{one}." for one in sentences)
        super().__init__(" ".join(self.sentences))


STDIN = Path("-")
"""The name under which a plan is read from standard input, as if it stood in the current folder."""

_PATTERN = frozenset("*?[")


# Imported where it is needed: `blistui rules` reads neither a plan nor a repository.


def plan_at(path: Path) -> Loaded:
    """The plan in the file at `path`, or on standard input; raises Failure."""
    from blistui.store.load import Unloadable, load

    try:
        return load(path, given(path))
    except Unloadable as error:
        raise Failure(str(error)) from error


def given(path: Path) -> bytes | None:
    """What standard input holds where `path` is `-`; None for a file. Raises Failure."""
    if path != STDIN:
        return None
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise Failure(f"standard input cannot be read: {error.strerror}.") from error


def text_given() -> str:
    """The text on standard input, without its last line break; raises Failure."""
    try:
        return (given(STDIN) or b"").decode("utf-8").removesuffix("\n")
    except UnicodeDecodeError as error:
        raise Failure(f"standard input is not UTF-8 text: {error}.") from error


def plans_of(paths: list[Path]) -> list[Path]:
    """The files that are meant: each plan as it is named, and of each folder all plans in and below it.

    Raises Failure for a folder without a plan.
    """
    from blistui.store.surroundings import plans_below

    found: list[Path] = []
    for path in paths:
        below = plans_below(path) if path.is_dir() else [path]
        if not below:
            raise Failure(f"{path} holds no plan: no TOML file in or below it has a table [plan].")
        found += below
    return list(dict.fromkeys(found))


def matching(paths: list[Path]) -> list[Path]:
    """`paths`, with the files that match in place of a pattern such as `docs/**/*.toml`.

    Of TOML files those match that are plans. Raises Failure for a pattern that nothing matches.
    """
    from blistui.store.load import Unloadable
    from blistui.store.surroundings import is_plan

    def meant(path: Path) -> bool:
        try:
            return path.suffix != ".toml" or is_plan(path)
        except Unloadable:
            return False

    found: list[Path] = []
    for path in paths:
        if not _PATTERN & set(str(path)) or path.exists():
            found.append(path)
            continue
        below = Path(path.anchor).glob(str(path.relative_to(path.anchor)))
        matched = [one for one in sorted(below) if meant(one)]
        if not matched:
            raise Failure(f"{path} matches no plan and no Markdown file.")
        found += matched
    return list(dict.fromkeys(found))


def names_documents(paths: list[Path]) -> bool:
    """Whether Markdown is meant, by the names of the files. Raises Failure for a mixture."""
    of_them = [path for path in paths if path.suffix.lower() in (".md", ".markdown")]
    if of_them and len(of_them) < len(paths):
        raise Failure("Markdown and plans are looked at in different ways: name one or the other.")
    return bool(of_them)


def document_at(path: Path) -> str:
    """The text of a Markdown file; raises Failure."""
    from blistui.store.load import Unloadable, read_bytes

    try:
        return read_bytes(path).decode("utf-8")
    except Unloadable as error:
        raise Failure(str(error)) from error
    except UnicodeDecodeError as error:
        raise Failure(f"{path} is not UTF-8 text; save it as UTF-8.") from error


def repository_for(loaded: Loaded) -> Repository:
    """The repository that the plan names; raises Failure."""
    from blistui.repo.errors import RepositoryError
    from blistui.store.surroundings import repository_of

    try:
        return repository_of(loaded.path, loaded.plan)
    except RepositoryError as error:
        raise Failure(str(error)) from error


def commit_named(repository: Repository, text: str) -> str:
    """The full hash of the commit that `text` names; raises Failure."""
    commit = repository.resolve(text)
    if commit is None:
        raise Failure(f"{text} is no commit of {repository.root}; name one that git knows.")
    return commit


def repository_here() -> tuple[Repository, str]:
    """The repository around the current folder, and that folder's path in it with a slash; raises Failure."""
    from blistui.repo.errors import RepositoryError
    from blistui.repo.repository import Repository

    try:
        here = Repository.open(Path())
        return Repository.containing(Path()), here.prefix
    except RepositoryError as error:
        raise Failure(str(error)) from error


def repository_at(folder: Path | None) -> Repository:
    """The repository in `folder`, or, when none is named, around the current folder; raises Failure."""
    from blistui.repo.errors import RepositoryError
    from blistui.repo.repository import Repository

    try:
        return Repository.open(folder) if folder else Repository.containing(Path())
    except RepositoryError as error:
        raise Failure(str(error)) from error
