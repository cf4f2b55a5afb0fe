"""What a part of section C is about, by its title, and its items put into the plan."""

from __future__ import annotations

import re
from collections.abc import Sequence

from blistui.markdown.blocks import Node
from blistui.markdown.read.denials import is_denied, is_former
from blistui.markdown.read.draft import Draft, target, targets
from blistui.markdown.read.words import labels, passage, prose, stated
from blistui.plan.tables.objectives import Objective

_OBJECTIVE = targets(Objective) | {"rests on": target(Objective, "relies_on")}
_TITLES = (
    (
        r"\bnon-?\s?(?:goal|objective)|\bnot (?:an? |the |our )?(?:goals?|objectives?)\b"
        r"|\bno (?:goals|objectives)\b"
        r"|\b(?:don.?t|do not|won.?t|will not) (?:want|do|build|plan|solve|cover|address|pursue|aim)\b"
        r"|\bout of (?:scope|the picture)\b",
        "non_goal",
    ),
    (r"question", "question"),
    (r"criteria", "criteria"),
    (r"scoping|\bscope table$", "scope"),
    (r"commitment", "commitments"),
    (r"backward", "backward_compatibility"),
    (r"compatib", "compatibility"),
    (r"performance", "performance"),
    (r"stability|operational|\bcli\b", "cli_stability"),
    (r"objective|^goals|\bgoals:?$|^what we want\b", "objective"),
    (r"^constraints?$", "commitments"),
)
PREFIX = {"objective": "O", "non_goal": "N", "question": "Q"}
"""What the ids of those lists begin with that a document does not give."""


def about(title: str) -> str:
    """The list or the field that a title is above; empty when it is none of this section."""
    found = next(((words, key) for words, key in _TITLES if re.search(words, title.casefold())), None)
    if found is None:
        return ""
    words, key = found
    rest = re.sub(words, " ", title.casefold())
    former = is_former(rest) if key == "non_goal" else is_denied(rest)
    return "" if former and key in PREFIX else key


def all_about(title: str) -> set[str]:
    """All that a title names."""
    rest = title.casefold()
    found = set()
    for words, key in _TITLES:
        rest, count = re.subn(words, " ", rest)
        found |= {key} if count else set()
    return found


def add_item(draft: Draft, table: str, own: str, text: str, nodes: Sequence[Node]) -> None:
    """An objective, a non-goal or a question, with its id where it has one."""
    item = draft.add(table, {"id": own or draft.mint(table, PREFIX[table])})
    if table == "objective":
        text, by_label = labels(text, _OBJECTIVE, draft.own)
        draft.fill(item, by_label, _OBJECTIVE)
    item["text"] = passage(text, nodes) if stated(text) else prose(nodes)
