"""XCT: where the documentation item that the template asks for is to be written."""

from __future__ import annotations

from blistui.plan.edits import Edit
from blistui.plan.ids import items_of, mint
from blistui.plan.tables.crosscutting import DOCUMENTS
from blistui.rules.prose.filled import filled
from blistui.rules.prose.wording import named
from blistui.rules.rule import Context, Fix, Problem
from blistui.rules.shared.to_write import to_write


def without_item(context: Context, document: str, words: tuple[str, ...], message: str, more: str) -> Problem:
    """The problem that no documentation item is about `document`.

    It is at an item that speaks of it in `words`, or is blank, and is to name it as its document; where there
    is none, at the list, to which an item is to be added.
    """
    known = document if document in DOCUMENTS else "other"
    held = [(path, item) for path, item in items_of(context.plan, "crosscutting") if item.area == "docs"]
    for path, item in held:
        is_blank = not (filled(item.document) or filled(item.item) or filled(item.none_because))
        is_open = item.document in ("", "other")
        if is_blank or (is_open and any(word in item.item.casefold() for word in words)):
            about = "" if known == document else f", and name {document} in it"
            return to_write(
                f"{path}.document",
                message,
                f"Choose {known} as the document of {named(item, path)}{about}.{more}",
                fix=Fix(
                    f"Choose {known} in {named(item, path)}", (Edit("put", f"{path}.document", known),), True
                ),
            )
    row = {"id": mint(context.plan, "crosscutting"), "area": "docs", "document": known}
    if known != document:
        row["item"] = document
    rows = context.plan.crosscutting
    index = max((at for at, item in enumerate(rows, 1) if item.area == "docs"), default=len(rows))
    return to_write(
        "crosscutting",
        message,
        f"Add a documentation item for {document}, with what triggers its update.{more}",
        fix=Fix(f"Add an item for {document}", (Edit("insert", "crosscutting", row, index),), True),
    )
