"""From what rules yield to findings: one for each rule and item, with levels by policy and waivers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from blistui.plan.edits import Edit
from blistui.plan.items import item_path
from blistui.rules.rule import KINDS, LEVELS, Context, Finding, Fix, Level, Problem, Rule, problems

_SENTENCES = 3
"""As many sentences of one finding are its message; the others are its details."""


def run(rules: tuple[Rule, ...], context: Context) -> list[Finding]:
    """Every finding of `rules`, in the order of the rules, with levels by policy and waivers marked."""
    waivers = {(waiver.rule, waiver.where): waiver.id for waiver in context.plan.waiver}
    found: list[Finding] = []
    for rule in rules:
        if rule.needs_repo and context.repo is None:
            continue
        set_level = context.policy.levels.get(rule.id)
        if set_level == "off":
            continue
        # A waiver of one field leaves what the rule finds in the other fields of the item.
        items: dict[tuple[str, str], list[Problem]] = {}
        for problem in problems(rule, context):
            waiver = _waiver(waivers, rule, problem) if rule.waivable and waivers else ""
            items.setdefault((item_path(problem.path), waiver), []).append(problem)
        for (item, waiver), own in items.items():
            found.append(_finding(rule, set_level, item, own)._replace(waived_by=waiver))
    return found


def _waiver(waivers: dict[tuple[str, str], str], rule: Rule, problem: Problem) -> str:
    places = (problem.path, *problem.fields, item_path(problem.path))
    return next((own for place in places if (own := waivers.get((rule.id, place)))), "")


def _finding(rule: Rule, set_level: Level | None, item: str, own: Sequence[Problem]) -> Finding:
    if len(own) > 1:
        # What decides level and kind comes first.
        own = sorted(own, key=lambda one: (LEVELS.index(one.level or rule.level), KINDS.index(one.kind)))
    first = own[0]
    messages = _once(one.message for one in own)
    waits = [one.waits_for for one in own]
    fields = _once(place for one in own for place in (one.path, *one.fields) if place != item)
    wrong = {place for one in own if one.kind == "wrong" for place in (one.path, *one.fields)}
    return Finding(
        rule.id,
        set_level or first.level or rule.level,
        item,
        _together(messages),
        " ".join(_once(one.how_to_fix for one in own)[:_SENTENCES]),
        _combined([one.fix for one in own if one.fix is not None]),
        (*messages[_SENTENCES:], *_details(own)),
        kind=first.kind,
        waits_for=min(waits) if first.kind == "to write" and all(waits) else "",
        fields=fields,
        status=first.status,
        waivable=rule.waivable,
        blanks=tuple(place for place in fields if place not in wrong) if wrong else (),
    )


def _details(own: Sequence[Problem]) -> Iterator[str]:
    """The details of each problem, once where several have the same; lines of code in one may be alike."""
    for details in dict.fromkeys(one.details for one in own):
        yield from details


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _together(messages: Sequence[str]) -> str:
    more = len(messages) - _SENTENCES
    return " ".join(messages[:_SENTENCES]) + (f" And {more} more." if more > 0 else "")


def _combined(fixes: Sequence[Fix]) -> Fix | None:
    """All of `fixes` as one: all edits of the item.

    A fix that moves, renames or removes changes what other edits are about, so it stands alone; one that
    meets what an earlier one changes has its turn when the rules have run again.
    """
    if not fixes:
        return None
    fixes = sorted(fixes, key=lambda fix: fix.is_scaffold)
    chosen = [fixes[0]]
    if _stands_alone(fixes[0]):
        return fixes[0]
    for fix in fixes[1:]:
        if (
            fix.is_scaffold == fixes[0].is_scaffold
            and not _stands_alone(fix)
            and not any(_meet(fix, other) for other in chosen)
        ):
            chosen.append(fix)
    titles = _once(fix.title for fix in chosen)
    more = len(titles) - _SENTENCES
    title = "; ".join(titles[:_SENTENCES]) + (f"; and {more} more" if more > 0 else "")
    return Fix(title, tuple(edit for fix in chosen for edit in fix.edits), fixes[0].is_scaffold)


def _stands_alone(fix: Fix) -> bool:
    return any(edit.op not in ("put", "insert") for edit in fix.edits)


def _meet(fix: Fix, other: Fix) -> bool:
    return any(_touch(one, another) for one in fix.edits for another in other.edits)


def _touch(one: Edit, another: Edit) -> bool:
    if one.op == another.op == "insert":
        return one.path == another.path and one.index == another.index
    return _below(one.path, another.path) or _below(another.path, one.path)


def _below(path: str, other: str) -> bool:
    return f"{path}.".startswith(f"{other}.")
