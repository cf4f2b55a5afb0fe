"""What reviewers said about items: those of a PR are in its own list, all others in the table of remarks."""

from __future__ import annotations

from typing import Any, NamedTuple

from blistui.plan.document import Plan
from blistui.plan.edits import Edit
from blistui.plan.ids import items_of, mint
from blistui.plan.paths import get, with_paths


class Said(NamedTuple):
    """A remark: its path, the path of the item that it is about, and what was said and answered."""

    path: str
    about: str
    reviewer: str
    date: str
    text: str
    answer: str

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return not self.answer.strip()


def remarks(plan: Plan, about: str = "") -> tuple[Said, ...]:
    """All remarks, or those about the item at a path and about what is below it."""
    found = [_said(path, remark, remark.about.strip()) for path, remark in items_of(plan, "remark")]
    for at, pr in items_of(plan, "pr"):
        found += [_said(path, remark, at) for path, remark in with_paths(pr.remarks, f"{at}.remarks")]
    return tuple(one for one in found if not about or f"{one.about}.".startswith(f"{about}."))


def open_remarks(plan: Plan) -> tuple[Said, ...]:
    """The remarks that have no answer yet."""
    return tuple(one for one in remarks(plan) if one.is_open)


def remarked(plan: Plan, about: str, reviewer: str, on: str, text: str) -> Edit:
    """The edit that adds a remark about the item at a path; `on` is a day, ISO 8601."""
    values = {"reviewer": reviewer, "date": on, "text": text}
    if any(about == at for at, _ in items_of(plan, "pr")):
        return Edit("insert", f"{about}.remarks", values, len(get(plan, about).remarks))
    return Edit("insert", "remark", {"id": mint(plan, "remark"), "about": about, **values}, len(plan.remark))


def _said(path: str, remark: Any, about: str) -> Said:
    return Said(path, about, remark.reviewer, remark.date, remark.text, remark.answer)
