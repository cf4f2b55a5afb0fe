"""Section I: the PR series."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from blistui.store.markdown.draft import Draft, Reference, Target, ref, refs
from blistui.store.markdown.draft import Table as PlanTable
from blistui.store.markdown.tree import Entry, Node, Part, Text
from blistui.store.markdown.words import amount, citations, labels, plain, prose, reason, span, stated

_FIELDS = {
    "title": Target("title"),
    "status": Target("status"),
    "building block change": Target("block", "special"),
    "extension type": Target("extension_type"),
    "motivation": Target("motivation", "prose"),
    "scope, in": Target("scope_in", "lines"),
    "scope, out": Target("scope_out", "lines"),
    "in": Target("scope_in", "lines"),
    "out": Target("scope_out", "lines"),
    "scope": Target("scope", "special"),
    "behavioral guarantees": Target("guarantees", "special"),
    "risks": Target("risks", "special"),
    "cross-cutting": Target("crosscutting", "special"),
    "validation gate": Target("gates", "special"),
    "depends on": refs("depends_on", "pr"),
    "serves": refs("objectives", "objective"),
    "architectural impact": Target("architectural_impact", "prose"),
    "api surface changes": Target("api_surface", "prose"),
    "api used by": Target("api_used_by"),
    "interface": Target("interface", "special"),
    "events": Target("events", "lines"),
    "no-op default": Target("noop_default"),
    "extraction pr": ref("extraction", "pr"),
    "cli changes": Target("cli_changes", "prose"),
    "new flags": Target("flags", "special"),
    "test categories": Target("test_categories", "lines"),
    "documentation updates": Target("documentation", "lines"),
    "extension friction": Target("friction_files", "special"),
    "parallel development": Target("parallel_development", "prose"),
    "independently reviewable because": Target("reviewable_because", "prose"),
    "why independently reviewable": Target("reviewable_because", "prose"),
    "no dead code because": Target("no_dead_code_because", "prose"),
    "why no dead code": Target("no_dead_code_because", "prose"),
    "exercised by": Target("exercised_by", "special"),
    "rests on": refs("relies_on", "finding"),
    "files": Target("files", "special"),
    "files changed": Target("files", "special"),
    "files touched": Target("files", "special"),
    "lines of code without tests": Target("loc", "number"),
    "loc estimate": Target("loc", "special"),
    "estimated size": Target("loc", "special"),
    "golden regeneration": Target("golden_regeneration", "special"),
    "milestone": Target("milestone"),
    "merged": Target("merged_on", "special"),
    "concept model confirmed on": Target("concept_model_confirmed_on"),
}
_GUARANTEE = re.compile(
    r"(?:\*\*(?P<bold>[^*\n]+?):\*\*|(?P<id>BC-[\w-]+|[A-Z]{1,4}-\d[\w-]*):)(?: (?P<text>.*))?$", re.DOTALL
)
_HEADING = re.compile(r"(?P<id>PR[ -]?\d+[a-z]?|[A-Za-z0-9][\w-]*)(?:\s*[:—–-]\s+(?P<title>.*))?$")
_WAITS = re.compile(r"\s*\(depends on (?P<prs>[^()]*)\)$", re.IGNORECASE)
_RISK = re.compile(r"(?P<risk>.*?)(?: \(mitigation: (?P<own>.*)\)| — mitigated by (?P<by>.*))?$", re.DOTALL)
_FLAG = {"default": Target("default", "code"), "exercised by": Target("exercised_by")}
_IN_SENTENCE = re.compile(
    r"\b(?P<word>new|added|modified|rewritten|changed):|`(?P<path>[^`\s]+\.\w+)`(?: (?P<remark>\(new))?",
    re.IGNORECASE,
)
_FILE = re.compile(r"(?:(?P<change>add|modify|delete) )?(?P<path>`.*`)$")


def read(draft: Draft, part: Part) -> None:
    """Every part that is headed by a PR."""
    draft.leave(
        "I)", *(node for node in part.nodes if not (isinstance(node, Text) and not stated(node.text)))
    )
    for below in part.parts:
        heading = _HEADING.match(below.title)
        if heading is None:
            draft.leave_part("I)", below)
        else:
            _pr(draft, below, heading)


def _pr(draft: Draft, part: Part, heading: re.Match[str]) -> None:
    item: PlanTable = draft.add("pr", {"id": re.sub(r"\s", "", heading["id"])})
    title = heading["title"] or ""
    waits = _WAITS.search(title)
    if waits:
        title = title[: waits.start()]
        item["depends_on"] = Reference(("pr",), waits["prs"], True)
    if title:
        item["title"] = plain(title)
    for own in part.walk():
        for node in own.nodes:
            _node(draft, item, node)


def _node(draft: Draft, item: PlanTable, node: Node) -> None:
    text = node.text if isinstance(node, Entry | Text) else ""
    lead, told = labels(text, _FIELDS)
    if re.fullmatch(r"[-*\s]*Tier [12]: [\w -]+?[-*\s]*", text):
        return
    if not told or lead:
        draft.leave(f"I) {item['id']}", node)
        return
    below = node.nodes if isinstance(node, Entry) else []
    *first, last = told
    for label in first:
        _field(draft, item, label, told[label], [], node.line)
    _field(draft, item, last, told[last], below, node.line)


def _field(draft: Draft, item: PlanTable, label: str, text: str, below: list[Node], line: int) -> None:
    target = _FIELDS[label]
    told = Told(draft, item, f"I) {item['id']} {label}", text, below, line)
    if target.form == "special":
        _SPECIAL[target.key](told)
        return
    draft.put(item, target, text, below)
    if target.form not in ("prose", "lines"):
        draft.leave(told.where, *below)


@dataclass(frozen=True, slots=True)
class Told:
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


def _scope(told: Told) -> None:
    told.draft.leave_text(told.line, told.where, stated(told.text))
    for node in told.below:
        _node(told.draft, told.item, node)


def _interface(told: Told) -> None:
    name, _, at = told.text.partition(" at `")
    told.item["interface"] = plain(name)
    told.item["interface_cites"] = citations(f"`{at}")


def _friction(told: Told) -> None:
    value, rest = amount(told.text)
    if isinstance(value, int | float):
        told.item["friction_files"], told.item["friction_why"] = value, plain(rest)
    elif stated(told.text):
        told.item["friction_why"] = plain(told.text)


def _exercised(told: Told) -> None:
    by = told.text.removesuffix("refactor only")
    told.item["refactor_only"] = by != told.text
    told.item["exercised_by"] = stated(by.removesuffix(", "))
    told.item["exercised_how"] = [prose([Text(0, entry.text), *entry.nodes]) for entry in told.entries]


def _size(told: Told) -> None:
    counted = re.search(r"\d[\d,]*", told.text)
    if counted:
        told.item["loc"] = int(counted[0].replace(",", ""))
    told.draft.leave_text(told.line, told.where, told.text)


def _golden(told: Told) -> None:
    step = told.text.removeprefix("changes an output format;")
    told.item["changes_output"] = step != told.text
    told.draft.put(told.item, Target("golden_regeneration"), step)


def _merged(told: Told) -> None:
    commit, _, day = told.text.rpartition(" on ") if " on " in told.text else (told.text, "", "")
    told.item["merged_commit"], told.item["merged_on"] = span(commit), day


def _block(told: Told) -> None:
    verb, _, rest = told.text.partition(" ")
    change = {"adds": "add", "modifies": "modify"}.get(verb.casefold())
    if change:
        told.item["change"] = change
    else:
        rest = told.text
    rest = rest.removesuffix(" building block")
    if not stated(rest):
        return
    blocks = told.draft.data.get("block", [])
    names = [block for block in blocks if block["name"].casefold() in rest.casefold()]
    whole = re.fullmatch(r"[^,;.]*\([A-Za-z0-9][\w-]*\)", rest) or not names
    if whole or len(names) == 1:
        told.item["block"] = Reference(("block",), rest if whole else names[0]["id"], False)
    if not (whole or names[0]["name"].casefold() == plain(rest).casefold()):
        told.draft.leave_text(told.line, told.where, told.text)


def _guarantees(told: Told) -> None:
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


def _risks(told: Told) -> None:
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


def _shared(told: Told) -> None:
    _named_or_none(told, "crosscutting", "crosscutting")


def _gates(told: Told) -> None:
    _named_or_none(told, "gates", "risk")


def _named_or_none(told: Told, key: str, kind: str) -> None:
    named, why = reason(told.text)
    if not why and re.match(r"none\b", named, re.IGNORECASE):
        why, named = named, ""
    if why:
        told.item[f"{key}_none_because"] = why
    told.draft.leave(told.where, *told.below)
    known = [own["id"] for own in told.draft.data.get(kind, [])]
    mentioned = [own for own in known if re.search(rf"(?<![\w-]){re.escape(own)}(?![\w-])", named)]
    if mentioned and any(re.match(rf"{re.escape(own)}(?: \(|,|$)", named) for own in mentioned):
        told.item[key] = Reference((kind,), named, True)
        return
    if mentioned:
        told.item[key] = mentioned
    told.draft.leave_text(told.line, told.where, named)


def _flags(told: Told) -> None:
    for entry in told.entries:
        name, more = labels(entry.text, _FLAG)
        flag: PlanTable = {"name": span(name)}
        told.draft.fill(flag, more, _FLAG)
        told.draft.leave(told.where, *entry.nodes)
        told.item.setdefault("flags", []).append(flag)


def _files(told: Told) -> None:
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
            _file(told.item, found["path"], "add" if found["remark"] == "(new" else change)


def _file(item: PlanTable, path: str, change: str) -> None:
    entry = {"path": path, "change": change}
    item.setdefault("files", []).append({key: value for key, value in entry.items() if value})


_SPECIAL: dict[str, Callable[[Told], None]] = {
    "block": _block,
    "scope": _scope,
    "guarantees": _guarantees,
    "risks": _risks,
    "crosscutting": _shared,
    "gates": _gates,
    "interface": _interface,
    "flags": _flags,
    "files": _files,
    "friction_files": _friction,
    "exercised_by": _exercised,
    "loc": _size,
    "golden_regeneration": _golden,
    "merged_on": _merged,
}
