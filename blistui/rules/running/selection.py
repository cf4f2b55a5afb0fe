"""Which rules a run is about: `--select` and `--ignore`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from blistui.rules.prose.wording import spelled_alike
from blistui.rules.rule import Rule


class UnknownRule(ValueError):
    """A name that is neither a rule nor a family; the message says which, and what may be meant."""


def selected(
    rules: Sequence[Rule], select: Iterable[str] = (), ignore: Iterable[str] = ()
) -> tuple[Rule, ...]:
    """The rules that are asked for, in their order.

    Each entry is a rule (`OBJ001`), a family (`OBJ`) or several with commas between them, in any case. With
    nothing selected all are. Where a rule is both selected and ignored, the more exact name counts; the same
    name in both is ignored. Raises UnknownRule.
    """
    wanted = _names(rules, select, "--select")
    unwanted = _names(rules, ignore, "--ignore")
    return tuple(rule for rule in rules if _rank(rule, wanted, not wanted) > _rank(rule, unwanted, False))


def _rank(rule: Rule, names: frozenset[str], otherwise: bool) -> int:
    """How exactly `names` name `rule`: by its id, by its family, by default (`otherwise`), or not at all."""
    if rule.id in names:
        return 3
    if rule.family in names:
        return 2
    return 1 if otherwise else 0


def _names(rules: Sequence[Rule], entries: Iterable[str], option: str) -> frozenset[str]:
    known = {rule.id for rule in rules} | {rule.family for rule in rules}
    found: set[str] = set()
    for entry in entries:
        for name in entry.split(","):
            name = name.strip().upper()
            if name in known:
                found.add(name)
            elif name:
                raise UnknownRule(f"{option}: {unknown_rule(name, known)}")
    return frozenset(found)


def unknown_rule(name: str, known: Iterable[str]) -> str:
    """The sentence for a name that is no rule, with what may be meant."""
    near = spelled_alike(name.upper(), sorted(known), alike=0.5)
    how_to_fix = f"did you mean {near[0]}?" if near else "`blistui rules` lists them."
    return f"`{name}` is neither a rule nor a family of rules; {how_to_fix}"
