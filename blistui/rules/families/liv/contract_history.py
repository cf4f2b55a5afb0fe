"""What became of every guarantee from revision to revision (template: living document protocol, 3)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from blistui.plan.digests import KeptContract, contracts, kept_contract, text_digest
from blistui.plan.headings import LIVING
from blistui.plan.paths import segment_of
from blistui.plan.tables.living import ContractChange
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.to_write import to_write, unanswered

_VANISHED = KeptContract("", "", "")


class _State(NamedTuple):
    """Every guarantee at one time, by identity, and the changes on record that led there."""

    name: str
    path: str
    contracts: dict[str, KeptContract]
    changes: tuple[tuple[str, ContractChange], ...]

    @property
    def place(self) -> str:
        """Where a change that is not on record belongs."""
        return self.path if self.path == "revision" else f"{self.path}.changes"

    def since(self, older: _State) -> str:
        """When what differs from `older` was changed, in words."""
        return f"since revision {older.name}" if self.name == "now" else f"in revision {self.name}"


@rule("LIV002", "error", LIVING, 3)
def contract_changes_recorded(context: Context) -> Iterator[Problem]:
    """A guarantee that changed or vanished has its old contract, its new contract and the reason on record.

    Why: People who build on a PR rely on its guarantees; a guarantee that changes unseen breaks their work.
    Fix: In the newest revision add a contract change: the guarantee, its old text, its new text, and why.
    Fails: BC-2-1 said "scores lie in [0,1]" at v1.0, now "scores are finite", and no revision mentions it
    Passes: the same with changes = [{ guarantee = "BC-2-1", old = "…", new = "…", reason = "…" }]
    """
    for newer, older in pairwise(context.derived(_states)):
        for identity, then in older.contracts.items():
            now = newer.contracts.get(identity, _VANISHED)
            if now.digest != then.digest:
                yield from _change_problems(newer, older, now.id or then.id, then.id, then.digest, now.digest)


@rule("LIV011", "error", LIVING, 3)
def moved_contracts_recorded(context: Context) -> Iterator[Problem]:
    """A guarantee that went to another PR is on record as a contract change.

    Why: Who waits for the PR that promised it would begin too early, and the other PR has more to keep.
    Fix: In the newest revision add a contract change for it that gives the reason.
    Fails: BC-3-2 was in PR3 at v1.0, is in PR4 now, and no revision mentions it
    Passes: the same with changes = [{ guarantee = "BC-3-2", old = "…", new = "…", reason = "PR4 has it" }]
    """
    names = {pr.uid or pr.id: pr.id for pr in context.plan.pr}
    for newer, older in pairwise(context.derived(_states)):
        recorded = {change.guarantee for _, change in newer.changes if change.reason.strip()}
        for identity, then in older.contracts.items():
            now = newer.contracts.get(identity, _VANISHED)
            if now.moved_since(then) and not recorded & {then.id, now.id}:
                before = f"from {names[then.pr]}" if then.pr in names else "from a PR that is gone"
                yield Problem(
                    newer.place,
                    f"{now.id or 'A guarantee'} went {before} to {names.get(now.pr, 'another PR')} "
                    f"{newer.since(older)}, and no contract change is on record.",
                    "Add a contract change to the newest revision: the guarantee, its text, and the reason.",
                )


def _states(context: Context) -> list[_State]:
    """The plan as it is now, then each revision with a baseline, newest first.

    A revision without a baseline is still being written: its changes belong to the state above it.
    """
    plan = context.plan
    states: list[_State] = []
    name, path = "now", "revision"
    promised = contracts(plan)
    pending: list[tuple[str, ContractChange]] = []
    for index, revision in enumerate(plan.revision):
        at = f"revision.{segment_of(plan.revision, index)}"
        if revision.plan_digest or revision.guarantees:
            states.append(_State(name, path, _split(promised), tuple(pending)))
            name, path, promised = revision.version or revision.id or revision.date, at, revision.guarantees
            pending = []
        elif index == 0:
            path = at
        pending.extend(
            (f"{at}.changes.{segment_of(revision.changes, number)}", change)
            for number, change in enumerate(revision.changes)
        )
    if states:
        states.append(_State(name, path, _split(promised), tuple(pending)))
    return states


def _split(promised: dict[str, str]) -> dict[str, KeptContract]:
    return {identity: kept_contract(text) for identity, text in promised.items()}


def _change_problems(
    newer: _State, older: _State, id_now: str, id_then: str, digest_then: str, digest_now: str
) -> Iterator[Problem]:
    known = {contract.id for contract in newer.contracts.values()}
    what = "changed" if digest_now else "vanished"
    when = newer.since(older)
    named = id_now or "A guarantee"
    how_to_fix = (
        "Add a contract change to the newest revision: the guarantee, old and new text, and the reason."
    )
    record = next(
        (
            (at, change)
            for at, change in newer.changes
            if (change.guarantee in (id_now, id_then) if id_then else change.guarantee not in known)
        ),
        None,
    )
    if record is None:
        yield Problem(newer.place, f"{named} {what} {when}, and no contract change is on record.", how_to_fix)
        return
    at, change = record
    if not change.reason.strip():
        yield to_write(f"{at}.reason", f"{named} {what} {when}, but the record gives no reason.", "Say why.")
    if text_digest(change.old) != digest_then:
        said = "is not what revision " + older.name + " promised" if change.old.strip() else "is missing"
        yield unanswered(
            f"{at}.old",
            change.old,
            f"The old contract of {named} on record {said}.",
            f"Copy the text that {named} had in revision {older.name}.",
        )
    if text_digest(change.new) != (digest_now or text_digest("")):
        said = "is missing" if not change.new.strip() else "is not what the guarantee says"
        yield unanswered(
            f"{at}.new",
            change.new,
            f"The new contract of {named} on record {said}."
            if digest_now
            else f"{named} vanished {when}, but the record gives it a new contract.",
            "Copy the text of the guarantee; leave it empty when the guarantee was dropped.",
        )
