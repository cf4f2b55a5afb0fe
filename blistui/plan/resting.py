"""What rests on a part of a plan: the facts, PRs and guarantees that lose their basis when it is wrong."""

from __future__ import annotations

from blistui.plan.document import Plan
from blistui.plan.ids import items_of, kind_in_words
from blistui.plan.paths import leaves
from blistui.plan.tables.series import PullRequest

_WORDS = {"finding": "fact", "crosscutting": "cross-cutting item", "frozen": "frozen interface"}
_NOT_RESTING = frozenset({"revision", "attestation", "waiver", "leftover"})


def resting_on(plan: Plan, path: str) -> tuple[str, ...]:
    """The item that `path` is in, and what refers to it, in words; of a PR with its guarantees.

    Such as `fact F3`, `PR2 with BC-2-1, BC-2-2`.
    """
    own = ".".join(path.split(".")[:2])
    table, _, id = own.partition(".")
    found = {own: None} if id else {}
    for at, spec, value, _ in leaves(plan) if id and not id.startswith("@") else ():
        holder = ".".join(at.split(".")[:2])
        refers = table in spec.refs and (value == id or (isinstance(value, tuple) and id in value))
        if refers and holder.partition(".")[0] not in _NOT_RESTING:
            found[holder] = None
    prs = dict(items_of(plan, "pr"))
    return tuple(_called(at, prs.get(at)) for at in found)


def _called(path: str, pr: PullRequest | None) -> str:
    table, _, id = path.partition(".")
    if pr is not None:
        promised = ", ".join(one.id for one in pr.guarantees if one.id)
        return f"{id} with {promised}" if promised else id
    return f"{_WORDS.get(table, kind_in_words(table))} {id}".strip()
