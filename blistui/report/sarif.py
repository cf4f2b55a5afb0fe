"""Findings as SARIF 2.1.0, for code scanning. What the baseline knows is left out.

So is what was waived, unless it is asked for: code hosts do not know suppressions, and would open an alert.
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

from blistui import __version__
from blistui.report.result import BrokenPlan, CheckResult, Report, ReportedFinding
from blistui.report.style import cut
from blistui.rules.registry import RULES
from blistui.rules.rule import Rule, explanation

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "hint": "note"}
_FINGERPRINT = "blistui/v2"


def render(report: Report) -> str:
    """One run over all plans, with every rule described, so that a viewer can explain what it shows."""
    numbers = {rule.id: number for number, rule in enumerate(RULES)}
    notes = [
        {"level": "note", "message": _message(f"{plan.file}: {note}")}
        for plan in report.plans
        for note in (*plan.notes, *plan.left_out)
    ]
    # A plan, or the code that it names, was not looked at.
    failures = [
        *({"level": "error", "message": _message(plan.unread)} for plan in report.plans if plan.unread),
        *map(_broken, report.broken),
    ]
    run = {
        "tool": {
            "driver": {
                "name": "blistui",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(rule) for rule in RULES],
            }
        },
        "invocations": [
            {
                "executionSuccessful": not failures,
                "toolExecutionNotifications": [*failures, *notes],
            }
        ],
        # Columns count characters, as editors do, not UTF-16 units.
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(plan, found, numbers[found.finding.rule])
            for plan in report.plans
            for found in plan.findings
            if not found.known and (report.shows_waived or found.waiver is None)
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    explained = explanation(rule)
    paragraphs = [
        explained.what,
        f"Why ({rule.heading}): {explained.why}",
        f"To fix: {explained.how_to_fix}",
        f"Fails: {explained.fails}",
        f"Passes: {explained.passes}",
    ]
    return {
        "id": rule.id,
        "name": _pascal(rule.check.__name__),
        "shortDescription": _message(rule.title),
        "fullDescription": _message(explained.what),
        "help": _message("\n\n".join(paragraphs)),
        "defaultConfiguration": {"level": _LEVELS[rule.level]},
        "properties": {
            "tags": [f"perspective-{rule.perspective}", "heuristic" if rule.waivable else "mechanical"],
            "heading": rule.heading,
        },
    }


def _result(plan: CheckResult, found: ReportedFinding, number: int) -> dict[str, Any]:
    finding, waiver = found.finding, found.waiver
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": number,
        "level": _LEVELS[finding.level],
        "message": _message("\n".join((finding.message, finding.how_to_fix, *cut(finding.details)))),
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": uri_of(plan.from_top)},
                    "region": {"startLine": found.position.line, "startColumn": found.position.column},
                },
                "logicalLocations": [{"fullyQualifiedName": finding.path, "kind": "member"}],
            }
        ],
        "partialFingerprints": {_FINGERPRINT: found.fingerprint},
        "properties": {
            "kind": finding.kind,
            **({"waits_for": finding.waits_for} if finding.waits_for else {}),
            "fields": list(finding.fields),
        },
    }
    if waiver is not None:
        signed = " ".join(part for part in (waiver.by, waiver.date) if part)
        result["suppressions"] = [
            {"kind": "inSource", "status": "accepted", "justification": f"{signed}: {waiver.because}"}
        ]
    return result


def _broken(plan: BrokenPlan) -> dict[str, Any]:
    region = {"startLine": plan.line, "startColumn": plan.column}
    place = {"artifactLocation": {"uri": uri_of(plan.from_top)}, "region": region}
    return {
        "level": "error",
        "message": _message(plan.message),
        "locations": [{"physicalLocation": place}],
    }


def _message(text: str) -> dict[str, str]:
    return {"text": text}


def _pascal(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


def uri_of(file: str) -> str:
    """A path as a URI reference: relative as it is, absolute as `file:`."""
    # As bytes: a name that is no text has its own bytes in the reference.
    name = file.replace("\\", "/").encode("utf-8", "surrogateescape")
    path = quote(name, safe="/~@!$&'()*+,;=-._")
    if path.startswith("/"):
        return f"file://{path}"
    if re.match(r"[A-Za-z]%3A/", path):
        return f"file:///{path.replace('%3A', ':', 1)}"
    return path.removeprefix("./")
