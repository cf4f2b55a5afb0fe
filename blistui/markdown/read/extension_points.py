"""Section D, where new behaviour plugs in: items, and the table of defaults and first others."""

from __future__ import annotations

import re

from blistui.markdown.blocks import Entry, Fence, Node, Table, Text
from blistui.markdown.listed import UP_TO_COLON
from blistui.markdown.plain import plain
from blistui.markdown.read.draft import Draft, Reference, Target, target, targets
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.itemised import Item, entries, items_of
from blistui.markdown.read.names import named
from blistui.markdown.read.words import labels, passage, stated
from blistui.patterns import pattern
from blistui.plan.tables.concept import ExtensionPoint

_POINT = (
    targets(ExtensionPoint)
    | targets(ExtensionPoint, "pr")
    | {"rests on": target(ExtensionPoint, "relies_on")}
)
_DEFAULT = pattern(r"default(?: behaviou?r| implementation)?$", re.IGNORECASE)
_FIRST = pattern(
    r"(?:first (?:non-default|alternative|other)|first|next)(?: implementation| one)?$", re.IGNORECASE
)
_POINTS = pattern(r"(?:extension points?|points?|name|where)$", re.IGNORECASE)
_IN_WORDS = pattern(
    r"(?:[*_]{1,2}(?P<marked>[^*_]+?)[.:]?[*_]{1,2}(?:\s*[—–:.-])?\s+"
    r"|(?P<name>(?:`[^`]*`|[^:—–.`])+?)(?:\s*[—–:.]\s+|\s+-\s+|\s{2,}))"
    r"default(?: behaviou?r| implementation)?(?:\s+is\b)?:?\s+(?P<default>.+?)"
    r"(?:[;,.]\s+|\s{2,})(?:the )?first(?: non-default| alternative| other)?"
    r"(?: implementation| one)?(?:\s+is\b)?:?\s+(?P<first>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_COUNTED = pattern(r"\(?[a-z\d]\)\s+")
_NEXT = pattern(
    r"(?P<name>[^:—–.]+?)\s*[:—–]\s+default:?\s+(?P<default>[^;.]+);\s+next:?\s+(?P<first>.+)$", re.IGNORECASE
)

_EMPHASIS = pattern(r"(?<![*\w])\*(?P<text>[^*\n]+)\*(?![*\w])")
_IN_SENTENCE = pattern(
    r"(?P<name>[^():;,.]+?) \((?:the )?default(?: is)?:? (?P<default>[^;()]+); (?:the )?"
    r"first(?: non-default| alternative| other)?(?: is)?:? (?P<first>[^()]+)\)",
    re.IGNORECASE,
)
_BETWEEN = pattern(r"[,;]?\s*$")


def counts(node: Text) -> bool:
    """Whether a sentence names several: `at two places: A (default: x; first other: y) and B (…)`."""
    between = _IN_SENTENCE.sub("\0", node.text.partition(": ")[2]).split("\0")
    return len(between) > 2 and not between[-1].strip(" .") and all(map(_BETWEEN.match, between[:-1]))


def _counted(draft: Draft, node: Text) -> None:
    intro, _, rest = node.text.partition(": ")
    draft.leave_text(node.line, "D) Extension points", intro)
    for own in _IN_SENTENCE.finditer(rest):
        name = own["name"].strip().removeprefix("and ")
        _new(draft, Item(node.line, "", ""), name, own["default"], own["first"])


def point(draft: Draft, node: Node) -> bool:
    """An extension point, or what belongs to the one above."""
    if not draft.own:
        if isinstance(node, Table):
            return _rows(draft, node)
        items = entries([node]) if isinstance(node, Entry) else items_of(node)
        if not items and isinstance(node, Text):
            items = [Item(node.line, "", _COUNTED.sub("", node.text, count=1))]
        if isinstance(node, Text) and counts(node):
            _counted(draft, node)
            return True
        if items and all(_in_words(item.text) for item in items):
            for item in items:
                _said(draft, item)
            return True
        if not isinstance(node, Entry) or isinstance(node, Fence):
            return False
    return _item(draft, node)


def _in_words(text: str) -> re.Match[str] | None:
    text = _EMPHASIS.sub(r"\g<text>", text)
    return _IN_WORDS.match(text) or _NEXT.match(text)


def _said(draft: Draft, item: Item) -> None:
    found = _in_words(item.text)
    assert found is not None
    groups = found.groupdict()
    name = plain(groups.get("marked") or groups["name"])
    _new(draft, item, name, groups["default"], groups["first"].rstrip(". "))


def _new(draft: Draft, item: Item, name: str, default: str, first: str) -> None:
    made: PlanTable = {"id": item.id or _next_id(draft), "name": name, "default": plain(default)}
    made["first_non_default"] = plain(first)
    made["pr"] = Reference(("pr",), first, False, mentioned=True)
    draft.add("extension_point", made)
    draft.understand("default", "first non-default", "first", "first alternative", "next")
    draft.leave("D) Extension points", *item.nodes)


def _next_id(draft: Draft) -> str:
    return draft.mint("extension_point", "EP")


def _rows(draft: Draft, table: Table) -> bool:
    keys = [_column(title) for title in table.header]
    if "name" not in keys or "default" not in keys:
        return False
    draft.understand(*(title for title, key in zip(table.header, keys, strict=True) if key))
    for line, row in table.rows:
        made = draft.add("extension_point", {"id": _next_id(draft)})
        for title, key, cell in zip(table.header, keys, row, strict=True):
            if key and stated(cell):
                made[key] = stated(cell)
            elif stated(cell):
                draft.leave_text(line, "D) Extension points", f"{title}: {cell}")
        made["pr"] = Reference(("pr",), str(made.get("first_non_default", "")), False, mentioned=True)
    return True


def _column(title: str) -> str:
    words = {"name": _POINTS, "default": _DEFAULT, "first_non_default": _FIRST}
    if re.match(r"contract\b", title, re.IGNORECASE):
        return "contract"
    return next((key for key, own in words.items() if own.match(title)), "")


def _item(draft: Draft, node: Node) -> bool:
    found = named(draft, node.text) if isinstance(node, Entry) else None
    if found is None or not isinstance(node, Entry):
        return False
    above = draft.data.get("extension_point", [])
    name = plain(found.name)
    key = "default" if _DEFAULT.match(name) else "first_non_default" if _IS_FIRST.match(name) else ""
    if key and above and key not in above[-1] and not found.remarks:
        above[-1][key] = passage(found.rest, node.nodes)
        return True
    rest, by_label = labels(found.rest, _POINT, draft.own)
    item: PlanTable = {
        "id": found.remarks or _next_id(draft),
        "name": "" if found.name == "Unnamed" else name,
    }
    where = re.match(rf"in (?P<block>{UP_TO_COLON}): ", rest)
    if where:
        item["block"] = Reference(("block",), where["block"], False)
        rest = rest[where.end() :]
    draft.put(item, Target("contract"), rest)
    draft.fill(item, by_label, _POINT)
    draft.add("extension_point", item)
    draft.leave("D) Extension points", *node.nodes)
    return True


_IS_FIRST = pattern(r"first non-default(?: implementation)?$", re.IGNORECASE)
