"""How findings reach people and programs: one module per format.

Never here: whether something is a finding, or anything of the screen.
"""

from __future__ import annotations

from collections.abc import Sequence

from blistui.report.result import BrokenPlan, CheckResult, Report
from blistui.report.style import PLAIN, Style

FORMATS = ("text", "json", "sarif", "github")
WITH_EXPORT_LINES = ("text", "json")
"""Formats that show the line of a finding in the export; for the others nothing need be exported."""


def render(
    format: str,
    plans: Sequence[CheckResult],
    style: Style = PLAIN,
    group: str = "phase",
    *,
    broken: Sequence[BrokenPlan] = (),
    shows_waived: bool = False,
) -> str:
    """The report of `plans`, and of those that cannot be read, in one of `FORMATS`.

    `style` and `group` are for `text`; `shows_waived` is for `sarif` and `github`, as in `Report`.

    Raises ValueError for any other format.
    """
    report = Report(tuple(plans), tuple(broken), shows_waived)
    # Only the format that is asked for is imported.
    match format:
        case "text":
            from blistui.report import text as text_report

            return text_report.render(report, style, group)
        case "json":
            from blistui.report import json as json_report

            return json_report.render(report)
        case "sarif":
            from blistui.report import sarif as sarif_report

            return sarif_report.render(report)
        case "github":
            from blistui.report import github as github_report

            return github_report.render(report)
    raise ValueError(f"`{format}` is no format of a report; the formats are {', '.join(FORMATS)}")
