"""Section G: frozen interfaces. Signatures are not kept: they are read from the code when they are shown."""

from __future__ import annotations

import re

from blistui.markdown.blocks import Entry, Fence, Node, Part, Text
from blistui.markdown.inline import code_span
from blistui.markdown.listed import text_in
from blistui.markdown.plain import plain
from blistui.markdown.read.draft import Draft, Reference, targets
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.words import says_something, span
from blistui.patterns import pattern
from blistui.plan.tables.frozen import Frozen

_FROZEN = targets(Frozen) | targets(Frozen, "cite") | targets(Frozen, "freeze_pr")
_BY = pattern(
    rf"(?P<pr>{text_in('of_pr')}+?)(?:, merged as {code_span('ticks')})?(?P<existed>, pre-existing)?$",
    re.DOTALL,
)
_DECLARED = pattern(r"type (?P<name>\w+) \w+")
_AT = pattern(r"//\s*(?P<at>\S+\.go:\d+(?:-\d+)?)(?:\s*[—–-]+\s*(?P<note>.*))?")
_LISTED = pattern(
    r"`(?P<name>[\w.]+)`(?: \((?P<remark>[^()`]*)`(?P<at>[^`]+)`\))?(?:\s*[—–:-]+\s*(?P<note>.*))?$",
    re.DOTALL,
)


def read(draft: Draft, part: Part) -> None:
    """Every interface: below a heading of its own, in a fence, or in a list."""
    for node in part.nodes:
        found = _DECLARED.search(node.source) if isinstance(node, Fence) else None
        listed = _LISTED.match(node.text) if isinstance(node, Entry) and not node.nodes else None
        if found:
            _declared(draft, node.source, found["name"])
            draft.derive("G)", node)
        elif listed and not (listed["remark"] or "").startswith("not "):
            _listed_in_words(draft, listed)
        elif says_something(node):
            draft.leave("G)", node)
    for below in part.parts:
        lead, _, name = below.title.partition(": ")
        called = "" if name == "Unnamed interface" else span(name or lead)
        item: PlanTable = {"id": plain(lead) if name else _number(draft), "interface": called}
        rest = draft.labelled("G)", item, below.nodes, _FROZEN)
        if not draft.own and "freeze_pr" not in item:
            draft.leave_part("G)", below)
            continue
        draft.add("frozen", item)
        _facts(item)
        draft.derive("G)", *(node for node in rest if _shown(node)))
        draft.leave("G)", *(node for node in rest if not _shown(node)))
        for deeper in below.parts:
            draft.leave_part("G)", deeper)


def _shown(node: Node) -> bool:
    """Whether it is the signature, or says that it was not read."""
    return isinstance(node, Fence) or (
        isinstance(node, Text) and node.text.startswith("Its signature was not read")
    )


def _number(draft: Draft) -> str:
    return draft.mint("frozen", "FZ")


def _facts(item: PlanTable) -> None:
    by = item.pop("freeze_pr").text if "freeze_pr" in item else ""
    if by.startswith("pre-existing: it was"):
        item["pre_existing"] = True
    elif found := _BY.match(by):
        item["pre_existing"] = found["existed"] is not None
        item["freeze_pr"] = Reference(("pr",), found["pr"], False)


def _declared(draft: Draft, source: str, name: str) -> None:
    """A declaration, its place and freeze in a comment. What is no interface is kept, to be refused."""
    item: PlanTable = draft.add("frozen", {"id": _number(draft), "interface": name, "pre_existing": True})
    place = _AT.search(source)
    if place:
        item["cite"] = {"at": place["at"], "symbol": name}
        if place["note"]:
            item["annotations"] = [place["note"].strip()]


def _listed_in_words(draft: Draft, found: re.Match[str]) -> None:
    """An interface in a sentence: its name, its file, what becomes of it."""
    name = found["name"]
    item: PlanTable = draft.add("frozen", {"id": _number(draft), "interface": name, "pre_existing": True})
    if found["at"]:
        item["cite"] = {"at": found["at"], "symbol": name.rpartition(".")[2]}
    remark = (found["remark"] or "").strip(" ,")
    if remark == "frozen":
        draft.understand(remark)
        remark = ""
    notes = [remark, plain(found["note"] or "")]
    if any(notes):
        item["annotations"] = [note for note in notes if note]
