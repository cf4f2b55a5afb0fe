"""Section C, the scoping table, and the six criteria of its rows."""

from __future__ import annotations

from blistui.markdown.blocks import Entry, Table
from blistui.markdown.listed import spelled
from blistui.markdown.plain import plain
from blistui.markdown.read.draft import Draft, Target, target, targets
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.words import labels, name_and_id
from blistui.plan.tables.objectives import Criteria, Scope

_SCOPE = targets(Scope) | {"rests on": target(Scope, "relies_on")}
_CRITERIA = targets(Criteria)
_OTHER = {
    **dict.fromkeys(("why", "reason", "rationale"), "justification"),
    **dict.fromkeys(("part", "aspect", "element", "what"), "component"),
    **dict.fromkeys(("modelled", "in full"), "modeled"),
    **dict.fromkeys(("left out", "ignored", "not modeled", "not modelled"), "omitted"),
}
"""Other titles of the template's columns, where most of the others are there."""


def scoping_rows(draft: Draft, table: Table) -> bool:
    """A row for each component."""
    titles = [title.casefold() for title in table.header] if draft.own else _titles(table)
    if "component" not in titles:
        return False
    for line, row in table.rows:
        name, own = name_and_id(row[titles.index("component")])
        if not draft.is_id(own):
            name, own = plain(row[titles.index("component")]), ""
        item: PlanTable = draft.add(
            "scope",
            {"id": own or (spelled(name) if draft.own else draft.mint("scope", "S")), "component": name},
        )
        for title, cell in zip(titles, row, strict=True):
            if title == "justification":
                text, by_label = labels(cell, _SCOPE, draft.own)
                draft.fill(item, by_label, _SCOPE)
                draft.put(item, Target("justification"), text)
            elif title in ("modeled", "simplified", "omitted"):
                draft.put(item, Target(title), cell)
            elif title != "component":
                draft.leave_text(line, f"C) {table.header[titles.index(title)]} of {name}", cell)
    return True


def is_scoping(table: Table) -> bool:
    """Whether a table is the template's, wherever it stands."""
    return {"component", "modeled", "simplified", "omitted"} <= set(_titles(table))


def _titles(table: Table) -> list[str]:
    """The titles of the columns, as the template has them where the table has one of simplifications."""
    titles = [title.casefold() for title in table.header]
    if "simplified" not in titles:
        return titles
    return [
        other if (other := _OTHER.get(title, title)) not in titles and title not in titles[:at] else title
        for at, title in enumerate(titles)
    ]


def weighed(draft: Draft, entry: Entry) -> bool:
    """The criteria of one row."""
    lead, by_label = labels(entry.text, _CRITERIA, draft.own)
    own = plain(lead.partition(" (")[0].rstrip(":"))
    for row in draft.data.get("scope", []):
        if row["id"] == own and by_label:
            draft.fill(row.setdefault("criteria", {}), by_label, _CRITERIA)
            return True
    return False
