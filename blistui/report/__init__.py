"""How findings reach people and programs: one module per format.

Never here: whether something is a finding, or anything of the screen.
"""

from __future__ import annotations

from collections.abc import Sequence

from blistui.report.result import CheckResult
from blistui.report.style import PLAIN, Style

FORMATS = ("text", "json", "sarif", "github")
WITH_EXPORT_LINES = ("text", "json")
"""Formats that show the line of a finding in the export; for the others nothing need be exported."""


def render(format: str, plans: Sequence[CheckResult], style: Style = PLAIN, group: str = "phase") -> str:
    """The report of `plans` in one of `FORMATS`; `style` and `group` are for `text`.

    Raises ValueError for any other format.
    """
    # Only the format that is asked for is imported.
    match format:
        case "text":
            from blistui.report import text as text_report

            return text_report.render(plans, style, group)
        case "json":
            from blistui.report import json as json_report

            return json_report.render(plans)
        case "sarif":
            from blistui.report import sarif as sarif_report

            return sarif_report.render(plans)
        case "github":
            from blistui.report import github as github_report

            return github_report.render(plans)
    raise ValueError(f"`{format}` is no format of a report; the formats are {', '.join(FORMATS)}")
