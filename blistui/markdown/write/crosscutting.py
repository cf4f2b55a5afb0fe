"""Section H: Cross-Cutting Infrastructure Plan."""

from __future__ import annotations

from blistui.markdown.inline import inline
from blistui.markdown.nothing import NOT_STATED
from blistui.markdown.write.fields import fields, item_or_none
from blistui.markdown.write.page import Page
from blistui.markdown.write.source import Source, remark
from blistui.plan.paths import with_paths
from blistui.plan.tables.crosscutting import AREAS, CrossCutting


def write(page: Page, source: Source) -> None:
    """The five areas, each item with the PR that does it."""
    items = list(with_paths(source.plan.crosscutting, "crosscutting"))
    page.mark("crosscutting")
    for area, heading in AREAS.items():
        page.heading(3, heading)
        of_area = [entry for entry in items if entry[1].area == area]
        for path, item in of_area:
            _item(page, source, path, item)
        if not of_area:
            page.paragraph(f"Items {NOT_STATED}.")
    others = [entry for entry in items if entry[1].area not in AREAS]
    if others:
        page.heading(3, "Other areas")
        for path, item in others:
            _item(page, source, path, item)


def _item(page: Page, source: Source, path: str, item: CrossCutting) -> None:
    remarks = [f"area: {area}"] if (area := remark(item.area)) and item.area not in AREAS else []
    if item.existing:
        remarks.append("existing")
    shown = f" ({', '.join(remarks)})" if remarks else ""
    lead = f"**{inline(item.id) or 'Item'}**{shown}:"
    item_or_none(page, lead, item.item, item.none_because, path)
    fields(page, source, item, path, depth=1)
