"""Every rule there is, by family in the order of the catalogue.

A rule is here once it is in the module of its family, or in a module that its family's package lists.
"""

from __future__ import annotations

from types import ModuleType

from blistui.rules.families import (
    abs,
    bug,
    cit,
    con,
    dag,
    evo,
    liv,
    obj,
    out,
    pln,
    pre,
    prs,
    rec,
    rsk,
    sco,
    xct,
)
from blistui.rules.rule import Rule


def _rules_of(family: ModuleType) -> tuple[Rule, ...]:
    """The rules that a family declares, by id: in its module, or in the modules of its package."""
    inside = f"{family.__name__}."
    modules = [
        value
        for value in vars(family).values()
        if isinstance(value, ModuleType) and value.__name__.startswith(inside)
    ]
    rules = [value for one in (family, *modules) for value in vars(one).values() if isinstance(value, Rule)]
    return tuple(sorted(rules, key=lambda rule: rule.id))


_FAMILIES = (cit, pre, rec, obj, sco, con, rsk, evo, xct, prs, dag, bug, abs, out, liv, pln)

RULES: tuple[Rule, ...] = tuple(rule for family in _FAMILIES for rule in _rules_of(family))
"""All rules: families in the order of the catalogue, rules by number."""


def by_id() -> dict[str, Rule]:
    """Rules by id."""
    return {rule.id: rule for rule in RULES}
