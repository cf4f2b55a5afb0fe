"""`blistui check FILE.md…`: the order of the sections of a plan in Markdown, and its budgets."""

from __future__ import annotations

import argparse
from pathlib import Path

from blistui.commands import output
from blistui.commands.inputs import Failure, document_at
from blistui.markdown.outline import OutlineProblem, document_problems
from blistui.report.github import escaped_data, escaped_property


def check_documents(parsed: argparse.Namespace) -> int:
    """Print what departs from the template's outline; 0 when nothing does, else 1."""
    if parsed.fix or parsed.baseline or parsed.select or parsed.ignore or parsed.since:
        raise Failure("Of Markdown only the outline is checked: import it, and check the plan.")
    if parsed.format == "sarif":
        raise Failure("--format sarif is for plans; of Markdown there are text, json and github.")
    found: list[tuple[Path, OutlineProblem]] = []
    for path in parsed.plan:
        found += [(path, problem) for problem in document_problems(document_at(path))]
    if parsed.format == "json":
        records = [{"file": str(path), "line": own.line, "message": own.message} for path, own in found]
        output.as_json(records)
    for path, own in found if parsed.format != "json" else ():
        if parsed.format == "github":
            place = f"file={escaped_property(path.as_posix())},line={own.line or 1}"
            output.lines(f"::error {place}::{escaped_data(own.message)}\n")
        else:
            output.line(f"{path}:{own.line or 1}: {own.message}")
    output.note(
        f"{len(found)} problems of order and length; the rules are for plans: blistui import makes one."
    )
    return 1 if found and parsed.fail_on != "never" else 0
