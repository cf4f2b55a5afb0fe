"""Citations: captured from the code, and compared with it again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from blistui.plan.citation import Citation
from blistui.repo.errors import CitationError, RepositoryError
from blistui.repo.excerpt import digest_of, symbol_of, symbols_of
from blistui.repo.location import Location, Range, format_at, out_of_range, parse_at
from blistui.repo.repository import Repository
from blistui.repo.text import shown
from blistui.repo.verification import Verification

__all__ = [
    "CitationError",
    "Location",
    "Range",
    "Verification",
    "capture",
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
    location = parse_at(format_at(path, ranges))
    try:
        location.path.encode("utf-8")
        commit = repo.resolve(at_commit) if at_commit else None
        if at_commit and commit is None:
            raise CitationError(f"commit {shown(at_commit)} cannot be read in this repository")
        text = repo.read(location.path, commit)
    except UnicodeEncodeError:
        raise CitationError(f"the name of {shown(path)} is not UTF-8: a plan cannot hold it") from None
    except RepositoryError as error:
        raise CitationError(str(error)) from None
    beyond = out_of_range(text, location.ranges)
    if beyond:
        raise CitationError(beyond)
    symbol = symbol_of(symbols_of(text), location.ranges)
    return Citation(
        at=str(location),
        symbol=symbol.qualified if symbol else "",
        digest=digest_of(text, location.ranges),
        commit=commit or "",
    )


def verify(repo: Repository, citation: Citation, base: str | None, at: str | None = None) -> Verification:
    """What became of `citation`, in the work tree or at the commit `at`; never raises for a bad citation.

    `base` is the plan's base commit, where citations without a commit of their own were captured.
    """
    return verify_all(repo, [citation], base, at)[0]


def verify_all(
    repo: Repository, citations: Iterable[Citation], base: str | None, at: str | None = None
) -> tuple[Verification, ...]:
    """As `verify`, for many citations: each file is read once. Answers are in the order of the citations."""
    return tuple(_in_place(repo, citation, at) for citation in citations)


def _in_place(repo: Repository, citation: Citation, at: str | None) -> Verification:
    try:
        location = parse_at(citation.at)
    except CitationError as error:
        return Verification("invalid", citation, str(error))
    try:
        text = repo.read(location.path, at)
    except RepositoryError as error:
        known = repo.exists(location.path, at)
        return Verification("invalid" if known or not citation.digest else "gone", citation, str(error))
    beyond = out_of_range(text, location.ranges)
    if not citation.digest:
        if beyond:
            return Verification("invalid", citation, beyond)
        message = f"{location} has no digest: it exists, but whether it is what was meant is unknown"
        return Verification("unpinned", citation, message)
    if not beyond and digest_of(text, location.ranges) == citation.digest:
        return Verification("exact", citation, f"{location} is unchanged", evidence="digest in place")
    if beyond:
        return Verification("gone", citation, beyond, evidence="length of the file")
    return Verification("changed", citation, f"{location} holds other text now", evidence="digest in place")
