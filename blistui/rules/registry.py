"""Every rule there is, listed by family in the order of the catalogue."""

from __future__ import annotations

from blistui.rules import con
from blistui.rules.families import bug, evo, obj, out, pre, sco
from blistui.rules.families.abs import abstraction as abs
from blistui.rules.families.cit import citations as cit
from blistui.rules.families.dag import graph as dag
from blistui.rules.families.liv import living as liv
from blistui.rules.families.pln import plan as pln
from blistui.rules.families.prs import series as prs
from blistui.rules.families.rec import recon as rec
from blistui.rules.families.rsk import register as rsk
from blistui.rules.families.xct import items as xct
from blistui.rules.rule import Rule

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
