"""A new revision, filled in from what changed since the last one (template: Living document, 1 to 3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from blistui.patterns import pattern
from blistui.plan.difference import Change, What, difference
from blistui.plan.digests import contracts, identity, kept_contract, plan_digest, take_baseline
from blistui.plan.document import Plan
from blistui.plan.edits import Edit, apply
from blistui.plan.ids import items_of, mint
from blistui.plan.paths import segment_of
from blistui.plan.tables.living import NOTES
from blistui.rules.prose.wording import first_of

_NUMBER = pattern(r"\d+(?!.*\d)")
_LISTED = 8
_COURSE = frozenset(
    {"merged_commit", "merged_on", "concept_model_confirmed_on", "pull", "outcome_on", "outcome_finding"}
)
"""Fields that record how the work goes, beside a status or an outcome."""


class Draft(NamedTuple):
    """What a revision would say: its version, what changed, each contract that changed or vanished.

    `contracts` hold guarantee, old and new text; `unknown` are the ids whose old text git does not have.
    """

    version: str
    what: str
    contracts: tuple[dict[str, str], ...]
    unknown: tuple[str, ...]


def draft(plan: Plan, old: Plan | None) -> Draft | None:
    """What a revision of `plan` would say; None when nothing changed since the newest baseline.

    `old` is the version that this baseline pins; without it, contracts are compared by their digests alone.
    """
    pinned = next((one for one in plan.revision if one.plan_digest), None)
    last = next((one.version for one in plan.revision if one.version), "")
    if pinned is None:
        version = plan.revision[0].version if plan.revision else ""
        return Draft(version or "v1.0", "First version.", (), ())
    if pinned.plan_digest == plan_digest(plan) and pinned.guarantees == contracts(plan):
        return None
    changed, unknown = _contract_changes(plan, old, pinned.guarantees)
    what = " ".join(_sentences(difference(old, plan))) if old is not None else ""
    # A newest revision without a baseline is still being written, and has its version.
    open_version = plan.revision[0].version if not plan.revision[0].plan_digest else ""
    return Draft(open_version or _next(last), what, tuple(changed), tuple(unknown))


def nothing_to_revise(plan: Plan) -> str:
    """What to say when `draft` has nothing to say, as a sentence."""
    last = next((one.version or one.id for one in plan.revision if one.plan_digest), "")
    return (
        f"Nothing has changed since revision {last} that a revision is about: how far the work is needs none."
    )


def _contract_changes(
    plan: Plan, old: Plan | None, pinned: Mapping[str, str]
) -> tuple[list[dict[str, str]], list[str]]:
    now = contracts(plan)
    new = {identity(one): (one.id, one.text) for _, one in items_of(plan, "guarantee")}
    was = {identity(one): one.text for _, one in items_of(old, "guarantee")} if old is not None else {}
    found: list[dict[str, str]] = []
    unknown: list[str] = []
    for key, contract in pinned.items():
        then, today = kept_contract(contract), kept_contract(now.get(key, ""))
        if then.digest == today.digest and not today.moved_since(then):
            continue
        named, text = new.get(key, (then.id, ""))
        # Of one that only went to another PR, the text of today is the old one, too.
        kept = text if then.digest == today.digest else was.get(key)
        if kept is None:
            unknown.append(named or then.id)
        found.append({"guarantee": named or then.id, "old": (kept or "").strip(), "new": text.strip()})
    return found, unknown


def _sentences(changes: tuple[Change, ...]) -> Iterator[str]:
    """What changed, in a few sentences for the revision note."""
    merged = [one for one in changes if one.section == "prs" and one.path.endswith(".status")]
    decided = [one for one in changes if one.section == "risks" and one.path.endswith(".outcome") and one.new]
    # How the work goes is one line, not one for each field.
    changes = tuple(
        one
        for one in changes
        if one not in merged and one not in decided and one.path.rpartition(".")[2] not in _COURSE
    )
    for section, word in (("contracts", "Contracts"), ("prs", "PRs"), ("gates", "Gates"), ("risks", "Risks")):
        own = [one for one in changes if one.section == section]
        parts = []
        for what in ("added", "removed", "renamed", "moved", "changed"):
            names = list(dict.fromkeys(_subject(one) for one in own if _of_item(one) == what))
            if names:
                parts.append(f"{what} {first_of(names, _LISTED)}")
        if parts:
            yield f"{word} {'; '.join(parts)}."
    if merged:
        names = [f"{_subject(one)} is {one.new or 'planned'}" for one in merged]
        yield f"{first_of(names, _LISTED)}."
    if decided:
        names = [f"{_subject(one)} is {one.new}" for one in decided]
        yield f"{first_of(names, _LISTED)}."
    rest = [one for one in changes if one.section in ("citations", "fields")]
    rest = [one for one in rest if one.path.partition(".")[0] not in NOTES]
    if rest:
        names = list(dict.fromkeys(_subject(one) for one in rest))
        yield f"Also changed: {first_of(names, _LISTED)}."


def _of_item(change: Change) -> What:
    """What a change is for the item that is named: an entry that a PR gets or loses changes the PR."""
    whole = change.section == "contracts" or change.path.count(".") <= 1
    return change.what if whole else "changed"


def _subject(change: Change) -> str:
    if change.what == "renamed":
        return change.name
    if change.path.partition(".")[0] == "plan":
        return f"the plan's {change.name.rpartition(', ')[2].lower()}"
    parts = change.name.split(", ")
    if change.section == "contracts":
        return parts[1] if len(parts) > 1 else parts[0]
    return parts[0]


def _next(version: str) -> str:
    """The version after this one: `v1.1` after `v1.0`."""
    found = _NUMBER.search(version)
    if found is None:
        return f"{version}.1" if version else "v1.0"
    return f"{version[: found.start()]}{int(found[0]) + 1}{version[found.end() :]}"


def revised(plan: Plan, said: Draft, date: str, why: str, reasons: Mapping[str, str]) -> tuple[Edit, ...]:
    """The edits that enter the revision on top and take its baseline; `reasons` are by id of a guarantee.

    A newest revision without a baseline is still being written: its blanks are filled.
    """
    changes = [{**one, "reason": reasons.get(one["guarantee"], why)} for one in said.contracts]
    values: dict[str, Any] = {
        "version": said.version,
        "date": date,
        "what": said.what,
        "why": why,
        "changes": changes,
    }
    edits: list[Edit] = []
    if plan.revision and not plan.revision[0].plan_digest:
        newest, path = plan.revision[0], f"revision.{segment_of(plan.revision, 0)}"
        edits += [
            Edit("put", f"{path}.{key}", value) for key, value in values.items() if not getattr(newest, key)
        ]
    else:
        values["id"] = mint(plan, "revision")
        edits.append(Edit("insert", "revision", values, 0))
        path = f"revision.{values['id']}"
    return (*edits, *take_baseline(apply(plan, edits), path))
