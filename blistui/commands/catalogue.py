"""`blistui rules`, `blistui explain` and `blistui schema`."""

from __future__ import annotations

import argparse
import difflib
import json
from typing import Any

from blistui.commands.failure import Failure
from blistui.rules.base import PERSPECTIVES, explanation
from blistui.rules.registry import RULES, by_id


def rules(parsed: argparse.Namespace) -> int:
    """List every rule."""
    if parsed.format == "json":
        listed = [
            {
                "id": rule.id,
                "level": rule.level,
                "decided": rule.decided,
                "repository": rule.needs_repo,
                "perspective": PERSPECTIVES[rule.perspective],
                "heading": rule.heading,
                "title": rule.title,
            }
            for rule in RULES
        ]
        print(json.dumps(listed, ensure_ascii=False, indent=2))
    else:
        for rule in RULES:
            print(f"{rule.id}  {rule.level:<7}  {rule.title}")
    return 0


def explain(parsed: argparse.Namespace) -> int:
    """Explain one rule."""
    known = by_id()
    rule = known.get(parsed.rule.upper())
    if rule is None:
        near = difflib.get_close_matches(parsed.rule.upper(), known, n=3)
        hint = f"did you mean {', '.join(near)}?" if near else "`blistui rules` lists them."
        raise Failure(f"there is no rule {parsed.rule}; {hint}")
    told = explanation(rule)
    print(f"{rule.id}  {rule.level}  {rule.title}")
    print(f"Template: {rule.heading}.  Perspective: {PERSPECTIVES[rule.perspective]}.\n")
    for heading, text in (
        ("What", told.what),
        ("Why", told.why),
        ("Mend", told.mend),
        ("Fails", told.fails),
        ("Passes", told.passes),
    ):
        print(f"{heading}\n{_indented(text)}\n")
    return 0


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.splitlines())


def schema(parsed: argparse.Namespace) -> int:
    """Print a JSON Schema."""
    found: dict[str, Any]
    if parsed.what == "plan":
        from blistui.plan.document import Plan

        found = Plan.model_json_schema(by_alias=True)
        found = {"$schema": "https://json-schema.org/draft/2020-12/schema", **found, "title": "Macro plan"}
    else:
        from blistui.rules.report.json_report import schema as findings_schema

        found = findings_schema()
    print(json.dumps(found, ensure_ascii=False, indent=2))
    return 0
