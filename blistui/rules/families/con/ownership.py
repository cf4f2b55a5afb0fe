"""CON, ownership: every piece of mutable state has one owner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from blistui.patterns import pattern, rare_pattern
from blistui.plan.edits import Edit
from blistui.plan.headings import PHASE_2
from blistui.plan.ids import free_ids, items_of
from blistui.plan.tables.concept import Block
from blistui.rules.go.in_prose import go_in
from blistui.rules.prose.filled import filled, same_thing, says_something
from blistui.rules.prose.placeholders import no_answer, placeholder
from blistui.rules.prose.wording import listed, named, quoted
from blistui.rules.rule import Context, Fix, Problem, rule
from blistui.rules.shared.references import is_of_one, known_blocks, repair
from blistui.rules.shared.to_write import to_write, unanswered

_REMARK = pattern(r"\s*\([^()]*\)")
_SHARED = rare_pattern(r"(?<!not )(?<!never )(?<!n't )\bshar(?:e[sd]?|ing)\b", re.IGNORECASE, signs=("shar",))


_NAMED = 5
"""As many pieces of state a message names."""


class _Claim(NamedTuple):
    """A piece of state that a block says it owns."""

    path: str
    state: str
    block: Block
    block_path: str

    @property
    def owner(self) -> str:
        return named(self.block, self.block_path)


def _claims(context: Context) -> dict[str, list[_Claim]]:
    found: dict[str, list[_Claim]] = {}
    for path, block in items_of(context.plan, "block"):
        for index, state in enumerate(block.owns):
            if says_something(state):
                claim = _Claim(f"{path}.owns.{index}", state.strip(), block, path)
                found.setdefault(same_thing(state), []).append(claim)
    return found


@rule("CON013", "error", PHASE_2, 2)
def one_owner(context: Context) -> Iterator[Problem]:
    """Every piece of mutable state has exactly one owner, and the blocks and the ownership map agree on it.

    Why: With two owners, each changes the state without the other knowing; with none, nobody fixes its bugs.
    Fix: Let one block own it; the map has one row for each piece of state that a block says it owns.
    Fails: blocks router and queue both list "waiting requests" under owns
    Passes: block queue owns "waiting requests", and the map has a row for it with owner = "queue"
    """
    yield from _claimed_twice(context)
    yield from _unmapped(context)
    yield from _rows(context)


def _claimed_twice(context: Context) -> Iterator[Problem]:
    claims = context.derived(_claims)
    for first, *others in claims.values():
        for other in others:
            says = "lists it twice" if other.block is first.block else f"owns it, and so does {first.owner}"
            yield Problem(
                other.path,
                f"{quoted(other.state)} is owned twice: building block {other.owner} {says}.",
                "Let one block own it; the others may observe it, or share it with a justification.",
            )


def _unmapped(context: Context) -> Iterator[Problem]:
    claims = context.derived(_claims)
    mapped = {same_thing(row.state) for row in context.plan.ownership}
    missing = [
        first
        for state, (first, *others) in claims.items()
        if state not in mapped
        and all(other.block is first.block for other in others)
        and not any(
            row.owner == first.block.id and _same_state(row.state, first.state)
            for row in context.plan.ownership
        )
    ]
    if missing:
        states = [f"{quoted(one.state)} of {one.owner}" for one in missing[:_NAMED]]
        more = [f"{len(missing) - _NAMED} more"] if len(missing) > _NAMED else []
        yield to_write(
            "ownership",
            f"The ownership map has no row for {listed([*states, *more])}.",
            "Add a row for each piece of state that a block says it owns.",
            fields=tuple(one.path for one in missing),
            fix=_new_rows(context, [one for one in missing if one.block.id and _may_be_copied(one.state)]),
        )


def _may_be_copied(state: str) -> bool:
    """Whether a second place with this text would be as good as the first: no placeholder, no Go."""
    return not no_answer(state) and not placeholder(state) and not go_in(state).spans


def _new_rows(context: Context, missing: list[_Claim]) -> Fix | None:
    ids = free_ids(context.plan, "ownership")
    edits = tuple(
        Edit("insert", "ownership", {"id": next(ids), "state": one.state, "owner": one.block.id}, at)
        for at, one in enumerate(missing, len(context.plan.ownership))
    )
    rows = listed([f"{one.block.id} owns {quoted(one.state)}" for one in missing[:_NAMED]])
    more = f", and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
    return Fix(f"Add to the map: {rows}{more}", edits) if edits else None


def _rows(context: Context) -> Iterator[Problem]:
    claims = context.derived(_claims)
    blocks = known_blocks(context)
    at_block = {block.id: path for path, block in items_of(context.plan, "block")}
    first: dict[str, str] = {}
    for path, row in items_of(context.plan, "ownership"):
        state = same_thing(row.state) if says_something(row.state) else ""
        own = named(row, path)
        if not state:
            yield unanswered(
                f"{path}.state",
                row.state,
                f"Ownership row {own} names no state.",
                "Name it, or delete the row.",
            )
            continue
        if state in first:
            yield Problem(
                f"{path}.state",
                f"{quoted(row.state)} is in the ownership map twice: in {first[state]} and in row {own}.",
                "Keep the row with its one owner.",
                fix=_drop_same(context, path, state),
            )
            continue
        first[state] = f"row {own}"
        if not filled(row.owner):
            yield to_write(
                f"{path}.owner",
                f"{quoted(row.state)} has no owner.",
                "Name the one block that may change it.",
                fix=_claimed_owner(context, path, claims.get(state, [])),
            )
        elif row.owner not in blocks:
            yield Problem(
                f"{path}.owner",
                f"{quoted(row.state)} is owned by {quoted(row.owner)}, which is no building block.",
                "Name the one block that may change it.",
                fix=repair(context, "block", f"{path}.owner", row.owner),
            )
        elif not any(
            claim.block.id == row.owner and (key == state or _same_state(row.state, claim.state))
            for key, own in claims.items()
            for claim in own
        ):
            yield _disagreement(context, path, row.state, row.owner, claims.get(state, []), at_block)


def _same_state(one: str, other: str) -> bool:
    """Whether one text names the state of the other with fewer words before the noun, or with a remark."""
    short, long = sorted((_words_of_state(one), _words_of_state(other)), key=len)
    return len(short) > 1 and long[-len(short) :] == short


@lru_cache(maxsize=1 << 10)
def _words_of_state(text: str) -> tuple[str, ...]:
    return tuple(same_thing(_REMARK.sub("", text)).split())


def _claimed_owner(context: Context, path: str, claims: list[_Claim]) -> Fix | None:
    owners = {claim.block.id for claim in claims}
    owner = owners.pop() if len(owners) == 1 else ""
    if not is_of_one(context, "block", owner):
        return None
    return Fix(f"Name {owner}, which says it owns it", (Edit("put", f"{path}.owner", owner),))


def _drop_same(context: Context, path: str, state: str) -> Fix | None:
    rows = [row for row in context.plan.ownership if same_thing(row.state) == state]
    same = all((row.owner, row.shared_with, row.justification) == _said(rows[0]) for row in rows)
    return Fix("Drop the second row, which says the same", (Edit("remove", path),)) if same else None


def _said(row: object) -> tuple[object, ...]:
    return tuple(getattr(row, field) for field in ("owner", "shared_with", "justification"))


def _disagreement(
    context: Context, path: str, state: str, owner: str, claims: list[_Claim], at_block: dict[str, str]
) -> Problem:
    if claims:
        return Problem(
            f"{path}.owner",
            f"The ownership map gives {quoted(state)} to {owner}, "
            f"but building block {claims[0].owner} says it owns it.",
            "Correct the map, or what the block says it owns.",
        )
    at = at_block[owner]
    block = next(block for block in context.plan.block if block.id == owner)
    fix = None
    if not says_something(block.owns_none_because):
        owns = (*(entry for entry in block.owns if filled(entry)), state.strip())
        fix = Fix(f"List {quoted(state)} under what {owner} owns", (Edit("put", f"{at}.owns", owns),))
    return unanswered(
        f"{path}.owner",
        (*block.owns, block.owns_none_because),
        f"The ownership map gives {quoted(state)} to {owner}, but that block does not say it owns it.",
        "List it there, or name the block that owns it.",
        fix=fix,
    )


@rule("CON014", "error", PHASE_2, 2)
def shared_state(context: Context) -> Iterator[Problem]:
    """Shared state is marked as shared, and justified.

    Why: Sharing couples two blocks for a long time; where that is worth it, the author can say why.
    Fix: Write the justification, or let the other blocks reach the state through its owner.
    Fails: shared_with = ["metrics"] and justification = ""
    Passes: shared_with = ["metrics"] and justification = "read once, after the clock has stopped"
    """
    for path, row in items_of(context.plan, "ownership"):
        name = quoted(row.state) if filled(row.state) else f"The ownership row {named(row, path)}"
        if filled(row.shared_with) and not says_something(row.justification):
            yield unanswered(
                f"{path}.justification",
                row.justification,
                f"{name} is shared with {', '.join(row.shared_with)}, and nothing says why.",
                "Justify the sharing, or end it.",
            )
        elif not filled(row.shared_with) and _SHARED.search(row.justification):
            yield Problem(
                f"{path}.shared_with",
                f"{name} is justified as shared, but not marked as shared with any block.",
                "Name the blocks that reach it, or clear the justification.",
            )
        if row.owner and row.owner in row.shared_with:
            yield Problem(
                f"{path}.shared_with",
                f"{name} is shared with {row.owner}, which is its owner.",
                "Name only the other blocks.",
            )
