"""Citations: captured from the code, and compared with it again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from blistui.plan.tables.citation import Citation
from blistui.repo.citations.claim import foreign_lines
from blistui.repo.citations.verification import Verification
from blistui.repo.citations.verify import Verifier
from blistui.repo.errors import CitationError, RepositoryError
from blistui.repo.excerpt import digest_of, symbol_names
from blistui.repo.location import Location, Range, format_at, out_of_range, parse_at
from blistui.repo.repository import Repository
from blistui.repo.snapshot import Snapshot
from blistui.repo.text import shown

__all__ = [
    "CitationError",
    "Location",
    "Range",
    "Verification",
    "capture",
    "capture_in",
    "digest_of",
    "format_at",
    "parse_at",
    "verify",
    "verify_all",
]


def capture(repo: Repository, path: str, ranges: Sequence[Range], at_commit: str | None = None) -> Citation:
    """A citation of these lines as they are in the work tree, or at `at_commit`.

    Raises CitationError when the file cannot be read or has no such lines.
    """
    commit = repo.resolve(at_commit) if at_commit else None
    if at_commit and commit is None:
        raise CitationError(f"commit {shown(at_commit)} cannot be read in this repository")
    return capture_in(Snapshot(repo, commit), path, ranges)


def capture_in(snapshot: Snapshot, path: str, ranges: Sequence[Range]) -> Citation:
    """As `capture`, from a snapshot: of many citations each file is read and outlined once."""
    location = parse_at(format_at(path, ranges))
    try:
        location = location._replace(path=snapshot.spelled(location.path))
        location.path.encode("utf-8")
        text = snapshot.text(location.path)
    except UnicodeEncodeError:
        raise CitationError(f"the name of {shown(path)} is not UTF-8: a plan cannot hold it") from None
    except RepositoryError as error:
        raise CitationError(foreign_lines(snapshot, location) or str(error)) from None
    if foreign := foreign_lines(snapshot, location):
        raise CitationError(foreign)
    beyond = out_of_range(text, location.ranges)
    if beyond:
        raise CitationError(beyond)
    return Citation(
        at=str(location),
        symbol=symbol_names(snapshot.places(location.path), location.ranges),
        digest=digest_of(text, location.ranges),
        commit=snapshot.commit or "",
    )


def verify(repo: Repository, citation: Citation, base: str | None, at: str | None = None) -> Verification:
    """What became of `citation`, in the work tree or at the commit `at`; never raises for a bad citation.

    `base` is the plan's base commit, where citations without a commit of their own were captured. Raises
    RepositoryError when `at` is unknown, or git fails.
    """
    return verify_all(repo, [citation], base, at)[0]


def verify_all(
    repo: Repository,
    citations: Iterable[Citation],
    base: str | None,
    at: str | None = None,
    now: Snapshot | None = None,
) -> tuple[Verification, ...]:
    """As `verify`, for many citations: each file is read once. Answers are in the order of the citations.

    `now` is the work tree, when a caller has read of it already. An answer about the work tree says
    `uncommitted` when it is different at the current commit.
    """
    listed = list(citations)
    commit = repo.resolve(at) if at else None
    if at and commit is None:
        raise RepositoryError(f"commit {shown(at)} cannot be read in this repository")
    seen = now or Snapshot(repo, commit)
    answers = Verifier(repo, base, seen).verify(listed)
    if at or all(answer.status == "exact" for answer in answers):
        return answers
    return _with_uncommitted(repo, base, seen, answers)


def _with_uncommitted(
    repo: Repository, base: str | None, now: Snapshot, answers: tuple[Verification, ...]
) -> tuple[Verification, ...]:
    head = repo.head()
    if head is None:
        return answers
    suspects = [
        number
        for number, answer in enumerate(answers)
        if answer.citation.digest and answer.status != "exact" and _differs(repo, head, now, answer)
    ]
    if not suspects:
        return answers
    committed = Verifier(repo, base, Snapshot(repo, head)).verify(
        [answers[number].citation for number in suspects]
    )
    found = list(answers)
    for number, then in zip(suspects, committed, strict=True):
        differs = (then.status, then.moved_to) != (found[number].status, found[number].moved_to)
        found[number] = found[number]._replace(uncommitted=differs)
    return tuple(found)


def _differs(repo: Repository, head: str, now: Snapshot, answer: Verification) -> bool:
    """Whether the cited file, or the one it moved to, is not byte for byte that of the commit `head`."""
    for at in filter(None, (answer.citation.at, answer.moved_to)):
        path = at.rpartition(":")[0]
        blob = repo.objects.follow(head, path)
        if not now.is_blob(path, blob) if blob is not None else now.exists(path):
            return True
    return False
