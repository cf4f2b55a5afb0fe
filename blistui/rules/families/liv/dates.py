"""LIV010: the dates of a plan."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from blistui.plan.days import day
from blistui.plan.headings import LIVING
from blistui.rules.prose.filled import filled
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.plan_texts import plan_leaves


@rule("LIV010", "error", LIVING, 1)
def dates_are_days(context: Context) -> Iterator[Problem]:
    """Every date is a day as 2026-03-02, and none is more than a day after today (a warning).

    Why: What came first decides whether a merge, a gate or a review is still valid.
    Fix: Write the day on which it happened.
    Fails: merged_on = "last week", or a day of next year
    Passes: merged_on = 2026-03-02
    """
    latest = context.today + datetime.timedelta(days=1)
    for path, spec, value, _ in context.derived(plan_leaves):
        if spec.widget != "date" or not filled(value):
            continue
        date = day(value)
        if date is None:
            yield Problem(path, f"The date `{value}` is no day.", "Write the day as 2026-03-02.")
        elif date > latest:
            yield Problem(
                path,
                f"The date {date} is still to come; today is {context.today}.",
                "Write the day on which it happened.",
                level="warning",
            )
