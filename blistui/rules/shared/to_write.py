"""What is still to be written: problems of that kind, and the later phase that one waits for.

A problem is wrong unless it is built here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from blistui.plan.document import Plan
from blistui.plan.fields import specs
from blistui.plan.ids import KINDS, holders
from blistui.rules.prose.filled import filled
from blistui.rules.prose.wording import listed
from blistui.rules.rule import Context, Fix, Kind, Level, Problem


def to_write(
    path: str,
    message: str,
    how_to_fix: str,
    *,
    fields: tuple[str, ...] = (),
    waits_for: str = "",
    level: Level | None = None,
    fix: Fix | None = None,
    details: tuple[str, ...] = (),
) -> Problem:
    """The problem that something the template wants is not there yet."""
    return Problem(path, message, how_to_fix, level, fix, details, "to write", waits_for, fields)


def unanswered(
    path: str,
    given: object,
    message: str,
    how_to_fix: str,
    *,
    waits_for: str = "",
    fix: Fix | None = None,
) -> Problem:
    """The problem that `given` is no answer: still to write where it is blank, else wrong, as `TBD` is.

    Of a tuple, all entries must be blank.
    """
    kind: Kind = "wrong" if filled(given) else "to write"
    return Problem(path, message, how_to_fix, None, fix, (), kind, "" if filled(given) else waits_for)


def lacking(
    start: str, parts: Iterable[tuple[str, str]], how_to_fix: str, *, waits_for: str = ""
) -> Iterator[Problem]:
    """One problem for all blank fields of an item, none where there are none.

    `parts` are (path of the field, what it would say, as the end of the sentence that begins with `start`).
    """
    given = tuple(parts)
    if given:
        message = f"{start} {listed([says for _, says in given])}."
        yield to_write(
            given[0][0],
            message,
            how_to_fix,
            fields=tuple(path for path, _ in given[1:]),
            waits_for=waits_for,
        )


def waits_for(context: Context, path: str, *kinds: str) -> str:
    """The heading of the later phase that the field at `path` waits for, to name an item of `kinds`.

    Empty once the plan has such an item, and where these items belong to no later phase.
    """
    if any(held for kind in kinds for _, held in holders(context.plan, kind)):
        return ""
    own = _heading(path.partition(".")[0])
    return min((heading for kind in kinds if (heading := _heading(KINDS[kind].at[0])) > own), default="")


def unknown_item(
    context: Context, path: str, *kinds: str, message: str, how_to_fix: str, fix: Fix | None = None
) -> Problem:
    """The problem that the field at `path` names no item of `kinds`: wrong, unless none is planned yet."""
    phase = waits_for(context, path, *kinds)
    kind: Kind = "to write" if phase else "wrong"
    return Problem(path, message, how_to_fix, None, fix, (), kind, phase)


def _heading(table: str) -> str:
    spec = specs(Plan).get(table)
    return spec.heading if spec is not None else ""
