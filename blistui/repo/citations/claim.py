"""A citation read: the place and the digests that it claims."""

from __future__ import annotations

from typing import NamedTuple

from blistui.plan.tables.citation import Citation
from blistui.repo.citations.verification import Verification
from blistui.repo.errors import CitationError
from blistui.repo.location import Location, parse_at
from blistui.repo.snapshot import Snapshot
from blistui.repo.text import shown

_DIGEST_PREFIX = "b2:"


class Claim(NamedTuple):
    """A citation that can be searched for: its place and one digest for each range."""

    citation: Citation
    location: Location
    digests: tuple[str, ...]


def claim_of(citation: Citation) -> Claim | Verification:
    """What `citation` claims, or the answer when that cannot be read."""
    try:
        location = parse_at(citation.at)
    except CitationError as error:
        return Verification("invalid", citation, str(error))
    if not citation.digest:
        return Claim(citation, location, ())
    digests = tuple(citation.digest.removeprefix(_DIGEST_PREFIX).split(","))
    if not citation.digest.startswith(_DIGEST_PREFIX) or len(digests) != len(location.ranges):
        message = f"the digest of {location} does not fit its ranges: capture the lines again"
        return Verification("invalid", citation, message)
    return Claim(citation, location, digests)


def foreign_lines(snapshot: Snapshot, location: Location) -> str:
    """A sentence when the lines are in a submodule, so that no version of this repository has them."""
    submodule = snapshot.submodule_of(location.path)
    if not submodule:
        return ""
    return (
        f"{shown(location.path)} is in the submodule {shown(submodule)}, a repository of its own: "
        "no version of this repository has its lines"
    )
