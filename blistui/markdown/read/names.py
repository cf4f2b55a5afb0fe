"""A name in bold at the beginning of a text, with the remarks and the text behind it."""

from __future__ import annotations

import re
from typing import NamedTuple

from blistui.markdown.bold import lead_of
from blistui.markdown.listed import REMARKS
from blistui.markdown.read.draft import Draft
from blistui.patterns import pattern

_REMARKS = pattern(rf"(?:{REMARKS}(?P<colon>:)?)?(?(colon)|(?:(?:^|\s+)[—–-]\s)?)\s*(?P<rest>.*)$", re.DOTALL)


class Named(NamedTuple):
    """A bold name, the remarks in parentheses behind it, and the text that follows."""

    name: str
    remarks: str
    rest: str


def named(draft: Draft, text: str) -> Named | None:
    """The name that a text begins with; None when it begins with none."""
    lead = lead_of(text)
    found = _REMARKS.match(lead.rest) if lead else None
    if lead is None or found is None:
        return None
    name = lead.label if draft.own else re.sub(r"^\d+\. ", "", lead.label)
    if lead.colon:
        return Named(name, "", lead.rest)
    return Named(name, found["remarks"] or "", found["rest"])
