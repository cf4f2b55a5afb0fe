"""`blistui rules`, `blistui explain` and `blistui schema`."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any

from blistui.commands import output
from blistui.commands.inputs import Failure
from blistui.report.style import Style, style_for
from blistui.rules.registry import RULES, by_id
from blistui.rules.running.selection import unknown_rule


def rules(parsed: argparse.Namespace) -> int:
    """List every rule."""
    from blistui.report.explain import rule_list, rules_json

    if parsed.format == "json":
        output.json(rules_json(RULES))
    else:
        output.report(rule_list(RULES, style=_style()))
    return 0


def explain(parsed: argparse.Namespace) -> int:
    """Explain one rule."""
    from blistui.report.explain import rule_page

    known = by_id()
    rule = known.get(parsed.rule.upper())
    if rule is None:
        raise Failure(unknown_rule(parsed.rule, known))
    output.report(rule_page(rule, style=_style()))
    return 0


def _style() -> Style:
    return style_for(sys.stdout, os.environ)


def schema(parsed: argparse.Namespace) -> int:
    """Print a JSON Schema."""
    found: dict[str, Any]
    if parsed.what == "plan":
        from blistui.plan.guide.schema import plan_schema

        found = plan_schema()
    else:
        from blistui.report.json import schema as findings_schema

        found = findings_schema()
    output.as_json(found)
    return 0
