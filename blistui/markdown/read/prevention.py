"""Section K: design bug prevention."""

from __future__ import annotations

import re

from blistui.markdown.blocks import Entry, Node, Part, Table, Text
from blistui.markdown.bold import lead_of
from blistui.markdown.labels import label_of
from blistui.markdown.listed import before_citations, without_box
from blistui.markdown.plain import plain
from blistui.markdown.read.draft import Draft, targets
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.words import (
    citations,
    is_file,
    labels,
    passage,
    prose,
    reason_alone,
    says_something,
    spans,
    stated,
)
from blistui.patterns import pattern
from blistui.plan.tables.prevention import EXPECTATIONS, FAILURE_MODES, FailureMode, GuardedInvariant

_CANNOT = label_of(FailureMode, "cannot_occur_because").casefold()
_EXPECTED = (
    r"^yes\b|^no change|\bunchanged\b|\bmust (?:still |keep )?pass(?:ing)?\b|\bbyte-identical\b",
    r"\bmust (?:be )?updated?\b|\bexpected (?:to )?change\b|\bwill change\b|\bregenerate",
)
"""Words by which people expect tests to pass unchanged, and to change."""


def read(draft: Draft, part: Part) -> None:
    """Section K."""
    held = draft.group("prevention")
    for below in part.walk():
        title = below.title.casefold()
        for node in below.nodes:
            if not says_something(node):
                continue
            bold = lead_of(node.text) if isinstance(node, Text) else None
            if bold and not bold.rest:
                # People also head the parts of this section in bold.
                title = bold.label.casefold()
                continue
            if not _prevention(draft, held, title, node):
                draft.leave(f"K) {below.title}" if below is not part else "K)", node)


def _prevention(draft: Draft, held: PlanTable, title: str, node: Node) -> bool:
    if isinstance(node, Table):
        return _table(draft, held, node)
    text = without_box(node.text) if isinstance(node, Entry | Text) else ""
    below = node.nodes if isinstance(node, Entry) else []
    for key, word in (("migration", "migration"), ("compatibility", "compatibility")):
        if word in title:
            if why := reason_alone(text):
                held[f"{key}_none_because"] = why
            else:
                held.setdefault(key, []).extend([passage(text, below)] if text or below else [])
            return isinstance(node, Entry | Text)
    if not isinstance(node, Entry):
        return False
    if _names_mode(text):
        draft.understand(re.split(r"[(:]|\*\*:", text.replace("**", ""), maxsplit=1)[0])
        return _mode(draft, held, text, below)
    if "invariant" in title:
        _invariant(draft, held, text, below)
        return True
    if "regression" in title:
        surface = {"expectation": _expected(text), "note": prose([Text(node.line, text), *below])}
        held.setdefault("regression", []).append({key: value for key, value in surface.items() if value})
        return True
    if "failure mode" in title:
        return _mode(draft, held, text, below)
    return False


def _table(draft: Draft, held: PlanTable, table: Table) -> bool:
    first = table.header[0].casefold()
    if first.startswith("existing test"):
        exported = len(table.header) > 1 and table.header[1].casefold() == "expectation"
        for _, row in table.rows:
            surface = _surface(row) if exported else _surface_of_others(row)
            held.setdefault("regression", []).append({key: value for key, value in surface.items() if value})
        return True
    if first.startswith("failure mode"):
        said = [f"**{plain(row[0])}:** {' — '.join(filter(None, row[1:]))}" for _, row in table.rows]
        return all([_mode(draft, held, text, []) for text in said])
    return False


def _surface(row: list[str]) -> PlanTable:
    names = spans(row[0])
    if names and row[0].startswith("`"):
        file = names.pop(0)
    else:
        file = stated(row[0].partition("`")[0] or row[0].strip("`"))
    note = " — ".join(plain(cell) for cell in row[2:] if stated(cell))
    return {"file": file, "test": "".join(names[:1]), "expectation": stated(row[1]), "note": note}


def _surface_of_others(row: list[str]) -> PlanTable:
    """Tests in words, and what is expected of them in one or two columns; only a path is a file."""
    names = re.findall(r"`([^`]+)`", row[0])
    remarks = [plain(cell) for cell in row[1:] if stated(cell)]
    surface = {"expectation": next(filter(None, map(_expected, remarks)), "")}
    called = plain(row[0])
    if is_file((names or [called])[0]):
        surface["file"], *tests = names or [called]
        surface["test"] = "".join(tests[:1])
        called = re.sub(r"`[^`]+`", "", row[0]).strip() if names else ""
    return surface | {"note": " — ".join(text for text in (called, *remarks) if text)}


def _expected(text: str) -> str:
    """What a remark such as `Must update baselines` or `Yes` expects of tests; empty if it does not say."""
    for words, expectation in zip(_EXPECTED, EXPECTATIONS, strict=True):
        if re.search(words, text, re.IGNORECASE):
            return expectation
    return ""


_EVIDENCE = label_of(GuardedInvariant, "cites").casefold()
_OF_INVARIANT = targets(GuardedInvariant, "invariant", "cites")
_REFERRED = pattern(r"(?P<id>[A-Za-z0-9][\w-]*)(?: \((?:\\.|[^()\\]|\((?:\\.|[^()\\])*\))*\)|$) ?")


def _invariant(draft: Draft, held: PlanTable, text: str, below: list[Node]) -> None:
    item: PlanTable = {}
    text, by_label = labels(text, _OF_INVARIANT, draft.own)
    draft.fill(item, by_label, _OF_INVARIANT)
    if _EVIDENCE not in by_label:
        text, cited = before_citations(text)
        item["cites"] = citations(cited)
    lead = _REFERRED.match(text)
    if "invariant" in by_label:
        pass
    elif lead and any(lead["id"] == own["id"] for own in draft.data.get("invariant", [])):
        item["invariant"], text = lead["id"], text[lead.end() :]
    statement = passage(text, below)
    if statement:
        item["statement"] = statement
    held.setdefault("invariants", []).append(item)


_UNLABELLED = pattern(r"(?P<name>[^(:*]+)(?: \((?P<rest>.*)\))?$", re.DOTALL)


_DASHED = pattern(r"(?P<name>[\w -]+?)(?::| [—–-])\s+(?P<rest>.*)$", re.DOTALL)


def _names_mode(text: str) -> bool:
    return bool(_mode_key(_name_and_rest(text)[0]))


def _name_and_rest(text: str) -> tuple[str, str]:
    """The name of a failure mode, and what is said of it; no name when there is none."""
    lead, found = lead_of(text), _UNLABELLED.match(text)
    if lead:
        return lead.label, lead.rest
    dashed = _DASHED.match(text)
    if dashed and _mode_key(dashed["name"]):
        return dashed["name"], dashed["rest"]
    return (found["name"], found["rest"] or "") if found else ("", text)


def _mode_key(name: str) -> str:
    name = name.casefold().removeprefix("the ").removeprefix("no ")
    known = ((key, own.casefold().removeprefix("the ")) for key, (_, own) in FAILURE_MODES.items())
    return next((key for key, own in known if own == name), "")


def _mode(draft: Draft, held: PlanTable, text: str, below: list[Node]) -> bool:
    name, said = _name_and_rest(text)
    if not name:
        return False
    key = _mode_key(name)
    rest, by_label = labels(said if draft.own else said.removeprefix("— "), {_CANNOT}, draft.own)
    for node in list(below):
        more = labels(node.text, {_CANNOT}, draft.own)[1] if isinstance(node, Entry) else {}
        if more:
            by_label, below = more, [other for other in below if other is not node]
    item = {"id": key or plain(name)}
    prevented = prose([Text(0, rest), *below] if stated(rest) else below)
    if prevented:
        item["prevented_by"] = prevented
    if by_label:
        item["cannot_occur_because"] = plain(by_label[_CANNOT])
    if len(item) > 1 or not key:
        held.setdefault("failure_modes", []).append(item)
    return True
