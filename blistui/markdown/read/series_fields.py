"""Section I, the fields of a PR that are more than a text: its block, its contracts, its files and so on."""

from __future__ import annotations

import re
from collections.abc import Callable

from blistui.markdown.bold import lead_of
from blistui.markdown.labels import CHANGES_OUTPUT, REFACTOR_ONLY, label_of
from blistui.markdown.listed import between_semicolons, text_in
from blistui.markdown.nothing import says_none
from blistui.markdown.plain import plain
from blistui.markdown.read.crosscutting import area_of
from blistui.markdown.read.draft import Reference, Target, target, targets
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.labelled import LabelledText
from blistui.markdown.read.pr_files import files
from blistui.markdown.read.pr_lists import guarantees, scope_in, scope_out, tests
from blistui.markdown.read.pr_names import Waits
from blistui.markdown.read.pr_size import size
from blistui.markdown.read.status import status_of
from blistui.markdown.read.words import (
    PR_ID,
    affirmed,
    before_reason,
    citations,
    dated,
    files_and_why,
    labels,
    mentioned,
    only_ids,
    passage,
    reason,
    refusal,
    span,
    stated,
)
from blistui.patterns import pattern
from blistui.plan.tables.series import EXTENSION_TYPES, Flag, PrRemark, PullRequest

_EXPORTED_RISK = pattern(r"(?P<risk>.*?)(?:(?:^| )\(mitigation: (?P<by>.*)\))?$", re.DOTALL)
_RISK = pattern(
    r"(?P<risk>.*?)(?:(?: [—→-]|[,;]) mitigated by (?P<by>.*)| \(mitigation: (?P<in>.*)\))?$", re.DOTALL
)
_MITIGATED = pattern(r"(?P<risk>.*?[^.])\. Mitigated by (?P<by>.*)$", re.DOTALL)
_EXERCISED = pattern(rf"(?P<by>{text_in('ticks')}*?)(?P<refactor>(?:^|, ){REFACTOR_ONLY})?$", re.DOTALL)
_FLAG = targets(Flag) | {label_of(Flag, "default").casefold(): Target("default", "code")}
_REMARK = targets(PrRemark)
_PULL = pattern(r"`?(?:(?:[\w.-]+/[\w.-]+)?[#!]\d+|\d+|<?https?://\S+)`?|\[[^\]]*\]\(\S+\)")
_PASSES = pattern(
    r"(?:(?:risk|gate) )?[A-Z][\w-]*(?:(?: and|,) [A-Z][\w-]*)* must (?:pass|be validated)\.?", re.IGNORECASE
)
"""A gate that says nothing but what a gate is."""
_NO_RISK = pattern(r"(?:none|nothing|very low|low|medium|high|minimal|tbd)\b[^;,]{0,12}$", re.IGNORECASE)
"""A text that names no risk."""
_CHANGES = {
    **dict.fromkeys(("add", "adds", "added", "new", "introduces", "creates"), "add"),
    **dict.fromkeys(("modify", "modifies", "modified", "replaces", "refactors", "reworks"), "modify"),
    **dict.fromkeys(("extends", "extended", "changes", "changed"), "modify"),
}
_EXPORTED = {"adds": "add", "modifies": "modify"}
"""What an export writes for each of them."""
_CHANGE_BEHIND = pattern(
    r"(?P<block>.+) \((?P<change>add|adds|added|new|modify|modifies|modified|extended|changed)\)\.?",
    re.IGNORECASE,
)
_INTERFACE_CITES = label_of(PullRequest, "interface_cites").casefold()
_CHANGE = label_of(PullRequest, "change").casefold()


def _interface(field: LabelledText) -> None:
    name, by_label = labels(field.text, (_INTERFACE_CITES,), field.draft.own)
    field.item["interface"] = plain(name)
    field.item["interface_cites"] = citations(by_label.get(_INTERFACE_CITES, ""))


def _friction(field: LabelledText) -> None:
    value, rest = files_and_why(field.text)
    if value is not None:
        field.item["friction_files"], field.item["friction_why"] = value, stated(rest)
    elif stated(rest):
        counted = re.search(r"\b(\d+) files?\b", rest)
        field.item["friction_why"] = plain(rest)
        if counted and not field.draft.own:
            field.item["friction_files"] = int(counted[1])


def _exercised(field: LabelledText) -> None:
    found = _EXERCISED.match(field.text)
    field.item["refactor_only"] = bool(found and found["refactor"])
    field.item["exercised_by"] = stated(found["by"] if found else field.text)
    field.item["exercised_how"] = [passage(entry.text, entry.nodes) for entry in field.entries]


def _depends(field: LabelledText) -> None:
    draft, to = field.draft, target(PullRequest, "depends_on")
    if draft.own:
        draft.put(field.item, to, field.text, line=field.line)
        draft.leave(field.where, *field.below)
        return
    texts = [(field.line, field.text), *((own.line, own.text) for own in field.entries)]
    held = field.item.setdefault("depends_on", [])
    held += [Waits(text, field.where, line) for line, text in texts if stated(text)]


def _status(field: LabelledText, text: str = "") -> None:
    """The status that a text is; `text` where another label than `Status` says a part of it."""
    found = None if field.draft.own else status_of(text or field.text)
    said = field.item.get("status")
    if field.draft.own:
        field.draft.put(field.item, target(PullRequest, "status"), field.text, line=field.line)
    elif found and "status" in found and said in (None, found.get("status", said)):
        field.item.update(found)
        field.draft.understand(field.text)
    else:
        field.draft.leave_text(field.line, field.where, stated(field.text))
    field.draft.leave(field.where, *field.below)


def _golden(field: LabelledText) -> None:
    step = field.text.removeprefix(CHANGES_OUTPUT)
    field.item["changes_output"] = step != field.text
    field.draft.put(field.item, Target("golden_regeneration"), step)


def _merged(field: LabelledText) -> None:
    if field.draft.own:
        found = re.fullmatch(r"(?P<commit>`.*`)?(?:(?:^| on )(?P<day>[^`]*))?", field.text)
        commit, day = (found["commit"] or "", found["day"] or "") if found else (field.text, "")
        field.item["merged_commit"], field.item["merged_on"] = span(commit), day
        return
    said = re.sub(r"^(?:yes|merged)\b[,;:]?\s*|\.$", "", field.text, flags=re.IGNORECASE)
    _status(field, f"merged {said}" if stated(field.text) else "")


def _pull(field: LabelledText) -> None:
    if field.draft.own or _PULL.fullmatch(field.text):
        field.draft.put(field.item, target(PullRequest, "pull"), field.text, line=field.line)
    else:
        field.draft.leave_text(field.line, field.where, stated(field.text))
    field.draft.leave(field.where, *field.below)


def _block(field: LabelledText) -> None:
    text, other = labels(field.text, (_CHANGE,), field.draft.own)
    if other:
        field.item["change"] = plain(other[_CHANGE])
    verb, _, rest = text.partition(" ")
    changes = _EXPORTED if field.draft.own else _CHANGES
    change = changes.get(verb if field.draft.own else verb.casefold(), "")
    if not change:
        rest = text
    rest = rest.removesuffix(" building block")
    remark = None if field.draft.own else _CHANGE_BEHIND.fullmatch(rest)
    if remark:
        field.draft.understand(remark["change"])
        change, rest = _CHANGES.get(remark["change"].casefold(), change), remark["block"]
    if not field.draft.own and PR_ID.match(rest):
        # `Blocks: PR2` is about what waits for the PR.
        field.draft.leave_text(field.line, field.where, field.text)
        return
    if not field.draft.own and says_none(rest):
        field.draft.leave_text(field.line, field.where, refusal(rest) if refusal(rest) != rest else "")
        rest = ""
    if not stated(rest):
        field.item.update({"change": change} if change else {})
        return
    blocks = field.draft.data.get("block", [])
    names = [block for block in blocks if block["name"].casefold() in rest.casefold()]
    whole = field.draft.own or re.fullmatch(r"[^,;.]*\([A-Za-z0-9][\w-]*\)", rest) or len(names) != 1
    field.item["block"] = Reference(("block",), rest if whole else names[0]["id"], False)
    if not (whole or names[0]["name"].casefold() == plain(rest).casefold()):
        field.draft.leave_text(field.line, field.where, field.text)
        said = (_CHANGES.get(word.casefold(), "") for word in re.findall(r"\w+", rest))
        change = change or next(filter(None, said), "")
    if change:
        field.item["change"] = change


def _extension(field: LabelledText) -> None:
    """One of the four; what else is written about it is left over, except the interface it names."""
    kinds = () if field.draft.own else EXTENSION_TYPES
    known = next((own for own in kinds if field.text.casefold().startswith(own)), "")
    rest = field.text[len(known) :].strip()
    if known and (not rest or rest[0] in "(—–-:;,."):
        field.item["extension_type"] = known
        field.draft.leave_text(field.line, field.where, rest)
        interface = re.search(r"\b([A-Z]\w*[a-z]\w*)`? interface\b", rest)
        if interface:
            field.item.setdefault("interface", interface[1])
    elif stated(field.text):
        field.item["extension_type"] = stated(field.text)
    field.draft.leave(field.where, *field.below)


def _risks(field: LabelledText) -> None:
    pieces: list[str] = []
    if not field.draft.own and _NO_RISK.match(field.text):
        field.draft.leave_text(field.line, field.where, "" if says_none(field.text) else field.text)
    elif stated(field.text):
        numbered = [piece for piece in re.split(r"\s*\(\d\)\s+", field.text) if piece]
        # What people write behind a semicolon is often how the same risk is mitigated.
        pieces = between_semicolons(field.text) if field.draft.own else [field.text]
        if len(numbered) > 1 and not field.draft.own:
            pieces = numbered
        if not field.draft.own:
            pieces = [_MITIGATED.sub(r"\g<risk>; mitigated by \g<by>", piece) for piece in pieces]
    held = field.item.setdefault("risks", [])
    for piece in [*pieces, *(entry.text for entry in field.entries)]:
        found = (_EXPORTED_RISK if field.draft.own else _RISK).match(piece)
        if found:
            field.draft.understand(piece)
            texts = found.groupdict()
            by = texts["by"] or texts.get("in") or ""
            risk = {"risk": plain(texts["risk"]), "mitigation": plain(by)}
            held.append({key: value for key, value in risk.items() if value})
    for entry in field.entries:
        field.draft.leave(field.where, *entry.nodes)


def _shared(field: LabelledText) -> None:
    known = [own["id"] for own in field.draft.data.get("crosscutting", [])]
    text, why = reason(field.text)
    if field.draft.own or why or not text or mentioned(text, known) or says_none(text) or " " not in text:
        _named_or_none(field, "crosscutting", "crosscutting")
        return
    # Shared work that only the PR speaks of is an item of its own.
    item: PlanTable = {"id": f"CC{len(known) + 1}", "item": text}
    if area_of(text):
        item["area"] = area_of(text)
    item["pr"] = field.item["id"]
    field.draft.add("crosscutting", item)
    field.item["crosscutting"] = [item["id"]]
    field.draft.leave(field.where, *field.below)


def _gates(field: LabelledText) -> None:
    _named_or_none(field, "gates", "risk")


def _named_or_none(field: LabelledText, key: str, kind: str) -> None:
    named, why = before_reason(field.text)
    if not why and says_none(named):
        why, named = refusal(named), ""
    if why:
        field.item[f"{key}_none_because"] = why
    field.draft.leave(field.where, *field.below)
    if named and field.draft.own:
        field.item[key] = Reference((kind,), named, True)
        return
    ids = affirmed(named, [own["id"] for own in field.draft.data.get(kind, [])])
    if ids and only_ids(named) and any(re.match(rf"{re.escape(own)}(?: \(|,|$)", named) for own in ids):
        field.item[key] = Reference((kind,), named, True)
        return
    if ids:
        field.item[key] = ids
    if ids and _PASSES.fullmatch(named):
        field.draft.understand(named)
        return
    field.draft.leave_text(field.line, field.where, named)


def _flags(field: LabelledText) -> None:
    for entry in field.entries:
        name, more = labels(entry.text, _FLAG, field.draft.own)
        flag: PlanTable = {"name": span(name) if stated(name) else ""}
        field.draft.fill(flag, more, _FLAG)
        field.draft.leave(field.where, *field.draft.labelled(field.where, flag, entry.nodes, _FLAG))
        field.item.setdefault("flags", []).append(flag)


def _remarks(field: LabelledText) -> None:
    for entry in field.entries:
        lead = lead_of(entry.text)
        if lead is None or lead.rest:
            field.draft.leave(field.where, entry)
            continue
        reviewer, date = dated(lead.label)
        found = {"reviewer": plain(reviewer), "date": date}
        remark: PlanTable = {key: text for key, text in found.items() if text and lead.label != "unnamed"}
        field.draft.leave(field.where, *field.draft.labelled(field.where, remark, entry.nodes, _REMARK))
        field.item.setdefault("remarks", []).append(remark)


SPECIAL: dict[str, Callable[[LabelledText], None]] = {
    "block": _block,
    "extension_type": _extension,
    "guarantees": guarantees,
    "risks": _risks,
    "crosscutting": _shared,
    "gates": _gates,
    "interface": _interface,
    "flags": _flags,
    "files": files,
    "remarks": _remarks,
    "friction_files": _friction,
    "exercised_by": _exercised,
    "golden_regeneration": _golden,
    "merged_commit": _merged,
    "depends_on": _depends,
    "status": _status,
    "pull": _pull,
    "scope_in": scope_in,
    "scope_out": scope_out,
    "test_categories": tests,
    "loc": size,
}
