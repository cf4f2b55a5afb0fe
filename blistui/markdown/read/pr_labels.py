"""Section I, what people call the fields of a PR."""

from __future__ import annotations

from blistui.markdown.read.draft import Target, special, target, targets
from blistui.markdown.read.label_styles import label_in
from blistui.markdown.read.series_fields import SPECIAL
from blistui.plan.tables.series import PullRequest

_CALLED = {
    "title": "name",
    "scope_in": "in; in scope; scope in; scope (in); scope — in; scope – in; scope - in; scope: in; contains;"
    " what; what's in; includes; included;"
    " deliverable; deliverables; delivers; adds",
    "scope_out": "out; out of scope; scope out; scope (out); scope — out; scope – out; scope - out;"
    " scope: out; does not contain; not in here; not in scope; excludes; excluded;"
    " not included; not here; not in this pr; not in this patch; not in this step;"
    " does not add; leaves out; left out",
    "block": "building block; building blocks; building block changes; block; blocks; block"
    " change; block touched; component; components; module; modules; part",
    "extension_type": "type; kind",
    "motivation": "goal; why; purpose; rationale",
    "guarantees": "guarantee; guarantees; behavioral guarantee; behavioural guarantees;"
    " behavioral contract; behavioral contracts; behavioural contracts; contract;"
    " contracts; promise; promises; done when; holds after merge; holds after the merge; must hold; must;"
    " acceptance; acceptance criteria; exit criteria; definition of done; after this pr; after this patch;"
    " after this step; after the merge; after merge; once merged; when merged",
    "depends_on": "depends; dependency; dependencies; blocked by; requires; prerequisite;"
    " prerequisites; needs; after; deps; builds on; waits for",
    "files": "files changed; files touched; touched files; files modified; affected files; touches; touched",
    "gates": "gate; gates; risk gate; validation gates",
    "risks": "risk; top risk; top risks",
    "crosscutting": "cross cutting; crosscutting",
    "test_categories": "test; tests; test strategy; test category",
    "documentation": "doc; docs; documentation update",
    "cli_changes": "cli; cli flags; cli change; cli / config; cli/config",
    "api_surface": "api; api surface; api changes",
    "friction_files": "friction",
    "parallel_development": "parallel with; can run in parallel with; in parallel with",
    "reviewable_because": "why independently reviewable; why it is independently reviewable;"
    " independently reviewable; why this pr is independently reviewable; reviewable"
    " alone; why reviewable alone",
    "no_dead_code_because": "why no dead code; why it introduces no dead code; no dead code",
    "loc": "lines of code without tests; loc; loc estimate; estimated loc; estimated size; size",
    "status": "state",
    "relies_on": "rests on",
    "events": "events",
    "scope": "scope",
}
"""Other words for the fields, by their key; the label of the document comes first."""
_SPECIAL = {*SPECIAL, "scope"}
FIELDS: dict[str, Target] = (
    targets(PullRequest)
    | targets(PullRequest, "title", "objectives")
    | special(PullRequest, *SPECIAL)
    | {
        label.strip(): Target(key, "special") if key in _SPECIAL else target(PullRequest, key)
        for key, labels in _CALLED.items()
        for label in labels.split(";")
    }
)
"""Each label, in lower case, with the field it is of."""


def known_label(text: str) -> str:
    """The label in `FIELDS` that a text is; empty when it is none."""
    return label_in(FIELDS, text)
