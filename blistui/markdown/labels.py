"""Which fields a document writes as a labelled text, and how it labels them.

A field is declared once, in `blistui/plan/`: the document takes its label from the title there, writes it by
its widget, and reads it back. Only what is listed here differs.
"""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel

from blistui.plan.fields import specs
from blistui.plan.tables import (
    concept,
    crosscutting,
    evolution,
    frozen,
    living,
    objectives,
    prevention,
    recon,
    risks,
    series,
)

UNTITLED = "Untitled macro plan"
"""The heading of a plan that has no title."""
REFACTOR_ONLY = "refactor only"
"""Stands behind what exercises a PR that changes no behavior, or in its place."""
CHANGES_OUTPUT = "changes an output format;"
"""Stands before the step that regenerates the golden data of a PR which changes an output."""
NEW_FROM = "new, from "
"""Stands before the subsystem of randomness that a building block newly draws from."""

_CALLED: dict[type[BaseModel], dict[str, str]] = {
    recon.Finding: {"cites": "Evidence"},
    recon.Constraint: {"cites": "Evidence"},
    crosscutting.CrossCutting: {"cites": "Evidence"},
    concept.Invariant: {"cites": "Evidence"},
    prevention.GuardedInvariant: {"cites": "Evidence"},
    concept.Interaction: {"transfer": "Ownership"},
    concept.Block: {"friction_files": "Extension friction", "random_subsystem": "Randomness"},
    evolution.Tradeoff: {"upgrade_future": "Future upgrade"},
    frozen.Frozen: {"cite": "Declared at", "freeze_pr": "Frozen by"},
    living.Revision: {"changes": "Contract"},
    series.PullRequest: {
        "block": "Building block change",
        "scope_in": "Scope, in",
        "scope_out": "Scope, out",
        "gates": "Validation gate",
        "friction_files": "Extension friction",
        "merged_commit": "Merged",
    },
}
"""Labels that are the template's words, or short, where the title of the form says it otherwise."""

_IN_ANOTHER_WAY: dict[type[BaseModel], str] = {
    recon.Finding: "topic kind statement unverified queries none_because",
    recon.Constraint: "statement",
    objectives.Objective: "text",
    objectives.Scope: "component modeled simplified omitted justification",
    concept.Block: "name responsibility existing_unchanged observes controls controls_none_because owns"
    " owns_none_because invariants events_none_because new_randomness random_subsystem friction_files"
    " friction_type friction_why",
    concept.ExtensionPoint: "name block contract pr",
    risks.Risk: "decision assumption validation cost gate",
    evolution.Change: "block what",
    evolution.Refactor: "what no_behavior_change",
    evolution.Tradeoff: "scope",
    frozen.Frozen: "interface cite freeze_pr pre_existing",
    crosscutting.CrossCutting: "area item existing none_because",
    living.ContractChange: "guarantee",
    living.Revision: "version date",
    living.Waiver: "rule where by date",
    living.Remark: "about reviewer date",
    living.Attestation: "subject about by date",
    series.Flag: "name",
    series.PrRemark: "reviewer date",
    series.PullRequest: "title status block change extension_type scope_in scope_out crosscutting"
    " crosscutting_none_because gates gates_none_because depends_on objectives interface interface_cites"
    " friction_files friction_why refactor_only exercised_by exercised_how changes_output golden_regeneration"
    " merged_commit merged_on",
}
"""Fields that their section writes and reads in a way of its own: in a heading, a table or a sentence."""

_WITHOUT_LABEL = frozenset({"items", "group", "mapping", "hidden"})
"""Widgets whose values are no text: tables within an item, and what only the tool keeps."""


def label_of(model: type[BaseModel], key: str) -> str:
    """What the document calls the field."""
    return _CALLED.get(model, {}).get(key) or specs(model)[key].title


@cache
def labelled_fields(model: type[BaseModel], tier: int = 0) -> tuple[str, ...]:
    """Keys of the fields that are written as a labelled text, in declared order; of a PR one tier.

    A field that belongs to no tier is for the second, which has no limit of lines.
    """
    other = {"id", *_IN_ANOTHER_WAY.get(model, "").split()}
    return tuple(
        key
        for key, spec in specs(model).items()
        if key not in other and spec.widget not in _WITHOUT_LABEL and tier in (0, spec.tier or 2)
    )
