"""Every rule there is, listed by family in the order of the catalogue."""

from __future__ import annotations

from blistui.rules import abs, bug, cit, con, dag, evo, liv, obj, out, pln, pre, prs, rec, rsk, sco, xct
from blistui.rules.base import Rule

RULES: tuple[Rule, ...] = (
    *cit.RULES,
    *pre.RULES,
    *rec.RULES,
    *obj.RULES,
    *sco.RULES,
    *con.RULES,
    *rsk.RULES,
    *evo.RULES,
    *xct.RULES,
    *prs.RULES,
    *dag.RULES,
    *bug.RULES,
    *abs.RULES,
    *out.RULES,
    *liv.RULES,
    *pln.RULES,
)


def by_id() -> dict[str, Rule]:
    """Rules by id."""
    return {rule.id: rule for rule in RULES}
