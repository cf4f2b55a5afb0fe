"""Section I, the fields of a PR that are more than a text: its block, its contracts, its files and so on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from blistui.markdown.blocks import Entry, Node, Text
from blistui.markdown.labels import label_of
from blistui.markdown.read.crosscutting import area_of
from blistui.markdown.read.draft import Draft, Reference, Target, targets
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.words import (
    amount,
    citations,
    labels,
    mentioned,
    plain,
    prose,
    reason,
    refusal,
    span,
    stated,
)
from blistui.plan.series import EXTENSION_TYPES, Flag

_GUARANTEE = re.compile(
    r"(?:\*\*(?P<bold>[^*\n]+?):\*\*|(?P<id>BC-[\w-]+|[A-Z]{1,4}-\d[\w-]*):)(?: (?P<text>.*))?$", re.DOTALL
)
_RISK = re.compile(r"(?P<risk>.*?)(?: \(mitigation: (?P<own>.*)\)| — mitigated by (?P<by>.*))?$", re.DOTALL)
_FLAG = targets(Flag) | {label_of(Flag, "default").casefold(): Target("default", "code")}
_IN_SENTENCE = re.compile(
    r"\b(?P<word>new|added|modified|rewritten|changed):"
    r"|(?P<tick>`)?(?P<path>(?(tick)[^`\s]+\.\w+`|\b(?:CLAUDE|README)\.md\b))(?: (?P<remark>\(new))?",
    re.IGNORECASE,
)
_ONLY_A_SIZE = re.compile(r"[~≈]?\s*\d[\d,]*(?: (?:LOC|lines))?(?:,? \(?non-test\)?)?\.?", re.IGNORECASE)
_CHANGES = {
    **dict.fromkeys(("add", "adds", "new", "introduces", "creates"), "add"),
    **dict.fromkeys(
        ("modify", "modifies", "replaces", "extends", "refactors", "changes", "reworks"), "modify"
    ),
}
_FILE = re.compile(r"(?:(?P<change>add|modify|delete) )?(?P<path>`.*`)$")


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A labelled text of a PR with what stands below it."""

    draft: Draft
    item: PlanTable
    where: str
    text: str
    below: list[Node]
    line: int

    @property
    def entries(self) -> list[Entry]:
        """Items below; other nodes are left over."""
        self.draft.leave(self.where, *(node for node in self.below if not isinstance(node, Entry)))
        return [node for node in self.below if isinstance(node, Entry)]


def _interface(told: LabelledText) -> None:
    name, _, at = told.text.partition(" at `")
    told.item["interface"] = plain(name)
    told.item["interface_cites"] = citations(f"`{at}")


def _friction(told: LabelledText) -> None:
    value, rest = amount(told.text)
    if isinstance(value, int | float):
        told.item["friction_files"], told.item["friction_why"] = value, plain(rest)
    elif stated(told.text):
        counted = re.search(r"\b(\d+) files?\b", told.text)
        told.item["friction_why"] = plain(told.text)
        told.item.update({"friction_files": int(counted[1])} if counted else {})


def _exercised(told: LabelledText) -> None:
    by = told.text.removesuffix("refactor only")
    told.item["refactor_only"] = by != told.text
    told.item["exercised_by"] = stated(by.removesuffix(", "))
    told.item["exercised_how"] = [prose([Text(0, entry.text), *entry.nodes]) for entry in told.entries]


def size_in_words(told: LabelledText) -> None:
    """A number of lines with a remark: `~120 (60 of them moved)`."""
    counted = re.search(r"\d[\d,]*", told.text)
    if counted:
        told.item["loc"] = int(counted[0].replace(",", ""))
    if not _ONLY_A_SIZE.fullmatch(told.text):
        told.draft.leave_text(told.line, told.where, told.text)


def _golden(told: LabelledText) -> None:
    step = told.text.removeprefix("changes an output format;")
    told.item["changes_output"] = step != told.text
    told.draft.put(told.item, Target("golden_regeneration"), step)


def _merged(told: LabelledText) -> None:
    commit, _, day = told.text.rpartition(" on ") if " on " in told.text else (told.text, "", "")
    told.item["merged_commit"], told.item["merged_on"] = span(commit), day


def _block(told: LabelledText) -> None:
    verb, _, rest = told.text.partition(" ")
    change = _CHANGES.get(verb.casefold(), "")
    if not change:
        rest = told.text
    rest = rest.removesuffix(" building block")
    if not stated(rest):
        told.item.update({"change": change} if change else {})
        return
    blocks = told.draft.data.get("block", [])
    names = [block for block in blocks if block["name"].casefold() in rest.casefold()]
    whole = re.fullmatch(r"[^,;.]*\([A-Za-z0-9][\w-]*\)", rest) or len(names) != 1
    told.item["block"] = Reference(("block",), rest if whole else names[0]["id"], False)
    if not (whole or names[0]["name"].casefold() == plain(rest).casefold()):
        told.draft.leave_text(told.line, told.where, told.text)
        said = (_CHANGES.get(word.casefold(), "") for word in re.findall(r"\w+", rest))
        change = change or next(filter(None, said), "")
    if change:
        told.item["change"] = change


def _extension(told: LabelledText) -> None:
    """One of the four; what is said about it besides is left over, but for the interface it names."""
    known = next((own for own in EXTENSION_TYPES if told.text.casefold().startswith(own)), "")
    rest = told.text[len(known) :].strip()
    if known and (not rest or rest[0] in "(—–-:;,."):
        told.item["extension_type"] = known
        told.draft.leave_text(told.line, told.where, rest)
        interface = re.search(r"\b([A-Z]\w*[a-z]\w*)`? interface\b", rest)
        if interface:
            told.item.setdefault("interface", interface[1])
    elif stated(told.text):
        told.item["extension_type"] = stated(told.text)
    told.draft.leave(told.where, *told.below)


def _guarantees(told: LabelledText) -> None:
    told.draft.leave_text(told.line, told.where, stated(told.text))
    held = told.item.setdefault("guarantees", [])
    for entry in told.entries:
        found = _GUARANTEE.match(entry.text)
        if found is None:
            held.append({"text": prose([Text(entry.line, entry.text), *entry.nodes])})
            continue
        text = found["text"] or ""
        own = {"text": prose([Text(entry.line, text), *entry.nodes] if stated(text) else entry.nodes)}
        called = found["bold"] or found["id"]
        if called != "Unnamed":
            own["id"] = plain(called)
        held.append(own)


def _risks(told: LabelledText) -> None:
    pieces: list[str] = []
    if stated(told.text):
        numbered = [piece for piece in re.split(r"\s*\(\d\)\s+", told.text) if piece]
        pieces = numbered if len(numbered) > 1 else told.text.split("; ")
    held = told.item.setdefault("risks", [])
    for piece in [*pieces, *(entry.text for entry in told.entries)]:
        found = _RISK.match(piece)
        if found:
            risk = {"risk": plain(found["risk"]), "mitigation": plain(found["own"] or found["by"] or "")}
            held.append({key: value for key, value in risk.items() if value})
    for entry in told.entries:
        told.draft.leave(told.where, *entry.nodes)


def _shared(told: LabelledText) -> None:
    known = [own["id"] for own in told.draft.data.get("crosscutting", [])]
    text, why = reason(told.text)
    if why or not text or mentioned(text, known) or refusal(text) or " " not in text:
        _named_or_none(told, "crosscutting", "crosscutting")
        return
    # Shared work that only the PR tells of is an item of its own.
    item: PlanTable = {"id": f"CC{len(known) + 1}", "item": text}
    if area_of(text):
        item["area"] = area_of(text)
    item["pr"] = told.item["id"]
    told.draft.add("crosscutting", item)
    told.item["crosscutting"] = [item["id"]]
    told.draft.leave(told.where, *told.below)


def _gates(told: LabelledText) -> None:
    _named_or_none(told, "gates", "risk")


def _named_or_none(told: LabelledText, key: str, kind: str) -> None:
    named, why = reason(told.text)
    if not why and (why := refusal(named)):
        named = ""
    if why:
        told.item[f"{key}_none_because"] = why
    told.draft.leave(told.where, *told.below)
    ids = mentioned(named, [own["id"] for own in told.draft.data.get(kind, [])])
    if ids and any(re.match(rf"{re.escape(own)}(?: \(|,|$)", named) for own in ids):
        told.item[key] = Reference((kind,), named, True)
        return
    if ids:
        told.item[key] = ids
    told.draft.leave_text(told.line, told.where, named)


def _flags(told: LabelledText) -> None:
    for entry in told.entries:
        name, more = labels(entry.text, _FLAG)
        flag: PlanTable = {"name": span(name)}
        told.draft.fill(flag, more, _FLAG)
        told.draft.leave(told.where, *entry.nodes)
        told.item.setdefault("flags", []).append(flag)


def _files(told: LabelledText) -> None:
    for entry in told.entries:
        found = _FILE.match(entry.text)
        if found is None:
            told.draft.leave(told.where, entry)
            continue
        _file(told.item, span(found["path"]), found["change"] or "")
    # `Modified: ... New: ...` in one sentence: paths are taken, and the remarks around them kept.
    told.draft.leave_text(told.line, told.where, told.text)
    change = "modify"
    for found in _IN_SENTENCE.finditer(told.text):
        if found["word"]:
            change = "add" if found["word"].casefold() in ("new", "added") else "modify"
        else:
            _file(told.item, found["path"].rstrip("`"), "add" if found["remark"] == "(new" else change)


def _file(item: PlanTable, path: str, change: str) -> None:
    entry = {"path": path, "change": change}
    item.setdefault("files", []).append({key: value for key, value in entry.items() if value})


SPECIAL: dict[str, Callable[[LabelledText], None]] = {
    "block": _block,
    "extension_type": _extension,
    "guarantees": _guarantees,
    "risks": _risks,
    "crosscutting": _shared,
    "gates": _gates,
    "interface": _interface,
    "flags": _flags,
    "files": _files,
    "friction_files": _friction,
    "exercised_by": _exercised,
    "golden_regeneration": _golden,
    "merged_commit": _merged,
}
