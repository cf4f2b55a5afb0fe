"""Section I, the fields of a PR that are more than a text: its block, its contracts, its files and so on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from blistui.markdown.blocks import Entry, Node, Text
from blistui.markdown.bold import lead_of
from blistui.markdown.inline import code_span
from blistui.markdown.labels import CHANGES_OUTPUT, REFACTOR_ONLY, label_of
from blistui.markdown.listed import between_commas, between_semicolons, text_in
from blistui.markdown.nothing import says_none
from blistui.markdown.plain import plain, unescaped
from blistui.markdown.read.contracts import contracts, names_contract
from blistui.markdown.read.crosscutting import area_of
from blistui.markdown.read.draft import Draft, Reference, Target, target, targets
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.pr_names import Waits
from blistui.markdown.read.status import status_of
from blistui.markdown.read.words import (
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

_RISK = pattern(
    r"(?P<risk>.*?)(?:(?:^| )\(mitigation: (?P<own>.*)\)|(?: [—→-]|[,;]) mitigated by (?P<by>.*))?$",
    re.DOTALL,
)
_EXERCISED = pattern(rf"(?P<by>{text_in('ticks')}*?)(?P<refactor>(?:^|, ){REFACTOR_ONLY})?$", re.DOTALL)
_FLAG = targets(Flag) | {label_of(Flag, "default").casefold(): Target("default", "code")}
_REMARK = targets(PrRemark)
_ENDINGS = "go|md|proto|ya?ml|json|toml|mod|sum|txt|sh|tmpl|sql|py|rs|tsx?|jsx?|css|html|[ch]|cc|cpp|java|kt"
_PATH = rf"`[^`\s:]+(?:\.\w+|/)`|(?<![\w/:.`@#-])(?:[\w.@-]+/)*[\w.@-]+\.(?:{_ENDINGS})\b(?![\w/:#`-])"
_IN_SENTENCE = pattern(
    r"\b(?P<word>new|added|modified|rewritten|changed):"
    rf"|(?P<path>{_PATH})(?: (?P<remark>\(new\b\)?))?",
    re.IGNORECASE,
)
_BESIDE = pattern(r"\((?:see|like|as in|cf|from|entry)\b[^()]*\)")
_UNTOUCHED = pattern(r"\b(?:not touched|untouched|unchanged|not changed)\b", re.IGNORECASE)
"""Remarks whose paths are of no file that the PR touches."""
_ONLY_A_SIZE = pattern(r"[~≈]?\s*\d[\d,]*(?: (?:LOC|lines))?(?:,? \(?non-test\)?)?\.?", re.IGNORECASE)
_NO_ITEM = pattern(
    r"^(?:and|or|but|which|that|who|so|since|because|as|if|when|where|while|not|except|including|such|e\.g|i\.e)\b"
    r"|[():]|\.\s|^$",
    re.IGNORECASE,
)
"""What does not stand in an item of a list between commas."""
_SEVERAL = pattern(r"(?:[;,.]|<br ?/?>|,? and(?: that)?)\s*(?=[(`]?(?:BC|NC|EC)-[\w-]*\d)")
"""Between contracts of one text."""
_LETTERS = pattern(r"(?:^|[;,.]?\s+(?:and )?)\((?:[a-h]|[1-9])\)\s+")
_GOES_ON = pattern(
    r"(?:otherwise|then|but|and|or|so|if not|else|hence|i\.e|e\.g|for|that|which|not)\b", re.IGNORECASE
)
"""Behind a semicolon, the same contract goes on."""
_NO_CONTRACT = pattern(
    r"(?:see|tbd|to ?do|to be|as above|same as|as in)\b|\**\d+ (?:\w+ )?(?:contracts?|guarantees?)\b|.*:\**$"
    r"|\*\*[^*]*\*\*$",
    re.IGNORECASE | re.DOTALL,
)
"""A text that says where the contracts are or how many, or heads them, and is none."""
_CHANGES = {
    **dict.fromkeys(("add", "adds", "new", "introduces", "creates"), "add"),
    **dict.fromkeys(
        ("modify", "modifies", "replaces", "extends", "refactors", "changes", "reworks"), "modify"
    ),
}
_EXPORTED = {"adds": "add", "modifies": "modify"}
"""What an export writes for each of them."""
_CHANGE_BEHIND = pattern(r"(?P<block>.+) \((?P<change>add|adds|new|modify|modifies)\)\.?", re.IGNORECASE)
_FILE = pattern(
    rf"(?:(?P<change>add|modify|delete)(?: |$))?(?P<path>{code_span('ticks')})?"
    r"(?:(?:^| — )\*\*Change:\*\*(?P<other> .*))?$"
)
_INTERFACE_CITES = label_of(PullRequest, "interface_cites").casefold()
_CHANGE = label_of(PullRequest, "change").casefold()


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A labelled text of a PR with what is below it."""

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


def _size_in_words(field: LabelledText) -> None:
    """A number of lines with a remark: `~120 (60 of them moved)`."""
    counted = re.search(r"\d[\d,]*", field.text)
    if counted:
        field.item["loc"] = int(counted[0].replace(",", ""))
    if _ONLY_A_SIZE.fullmatch(field.text):
        field.draft.understand(field.text)
    else:
        field.draft.leave_text(field.line, field.where, field.text)


def _depends(field: LabelledText) -> None:
    draft, to = field.draft, target(PullRequest, "depends_on")
    if draft.own:
        draft.put(field.item, to, field.text, line=field.line)
        draft.leave(field.where, *field.below)
        return
    texts = [(field.line, field.text), *((own.line, own.text) for own in field.entries)]
    held = field.item.setdefault("depends_on", [])
    held += [Waits(text, field.where, line) for line, text in texts if stated(text)]


def _status(field: LabelledText) -> None:
    found = None if field.draft.own else status_of(field.text)
    said = field.item.get("status")
    if field.draft.own:
        field.draft.put(field.item, target(PullRequest, "status"), field.text, line=field.line)
    elif found and said in (None, found.get("status", said)):
        field.item.update(found)
    else:
        field.draft.leave_text(field.line, field.where, stated(field.text))
    field.draft.leave(field.where, *field.below)


def scope_in(field: LabelledText) -> None:
    """What the PR does: items, or pieces of one line."""
    _scope_list(field, "scope_in")


def _scope_out(field: LabelledText) -> None:
    _scope_list(field, "scope_out")


def _scope_list(field: LabelledText, key: str) -> None:
    draft, text = field.draft, field.text
    if not draft.own:
        if says_none(text) and not field.below:
            draft.leave_text(field.line, field.where, refusal(text) if refusal(text) != text else "")
            return
        if field.below:
            draft.leave_text(field.line, field.where, stated(text))
        elif ";" not in text:
            text = "; ".join(_between_items(text))
    draft.put(field.item, Target(key, "lines"), text, field.below, line=field.line)


def _between_items(text: str) -> list[str]:
    """The items of a text between commas, where all are short and no word joins them."""
    found = between_commas(text.removesuffix("."))
    return [text] if any(_NO_ITEM.search(own) or own.count(" ") > 6 for own in found) else found


def _golden(field: LabelledText) -> None:
    step = field.text.removeprefix(CHANGES_OUTPUT)
    field.item["changes_output"] = step != field.text
    field.draft.put(field.item, Target("golden_regeneration"), step)


def _merged(field: LabelledText) -> None:
    found = re.fullmatch(r"(?P<commit>`.*`)?(?:(?:^| on )(?P<day>[^`]*))?", field.text)
    commit, day = (found["commit"] or "", found["day"] or "") if found else (field.text, "")
    field.item["merged_commit"], field.item["merged_on"] = span(commit), day


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
        change, rest = _CHANGES.get(remark["change"].casefold(), change), remark["block"]
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


def _guarantees(field: LabelledText) -> None:
    draft, below = field.draft, field.below
    if draft.own:
        below = [*([Text(field.line, field.text)] if stated(field.text) else []), *below]
    elif says_none(field.text) or _NO_CONTRACT.match(field.text):
        draft.leave_text(
            field.line, field.where, "" if says_none(field.text) and not refusal(field.text) else field.text
        )
    elif stated(field.text):
        pieces = (piece for text in _SEVERAL.split(field.text) for piece in _pieces(text))
        below = [*(_contract(field.line, own) for own in pieces), *below]
    field.item.setdefault("guarantees", []).extend(contracts(draft, field.where, below))


def _contract(line: int, text: str) -> Node:
    """A contract: what follows one that has an id may belong to it."""
    named = Text(line, text)
    return named if names_contract(named) else Entry(line, text, "-", text, [])


def _pieces(text: str) -> list[str]:
    """The contracts of a text: `(a) it holds; (b) it ends`, or several between semicolons."""
    text = text.strip()
    lettered = _LETTERS.split(text)
    if len(lettered) > 2 and not lettered[0].strip():
        return [own.strip(" ;") for own in lettered[1:]]
    found = between_semicolons(text)
    return [text] if any(_GOES_ON.match(own) for own in found) else found


def _risks(field: LabelledText) -> None:
    pieces: list[str] = []
    if stated(field.text):
        numbered = [piece for piece in re.split(r"\s*\(\d\)\s+", field.text) if piece]
        pieces = between_semicolons(field.text)
        if len(numbered) > 1 and not field.draft.own:
            pieces = numbered
    held = field.item.setdefault("risks", [])
    for piece in [*pieces, *(entry.text for entry in field.entries)]:
        found = _RISK.match(piece)
        if found:
            field.draft.understand(piece)
            risk = {"risk": plain(found["risk"]), "mitigation": plain(found["own"] or found["by"] or "")}
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
    ids = mentioned(named, [own["id"] for own in field.draft.data.get(kind, [])])
    if ids and only_ids(named) and any(re.match(rf"{re.escape(own)}(?: \(|,|$)", named) for own in ids):
        field.item[key] = Reference((kind,), named, True)
        return
    if ids:
        field.item[key] = ids
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


def _files(field: LabelledText) -> None:
    draft = field.draft
    for entry in field.entries:
        found = _FILE.match(entry.text if stated(entry.text) or not draft.own else "")
        if found:
            other = plain((found["other"] or "").strip())
            _file(field.item, span(found["path"] or ""), other or found["change"] or "")
        elif draft.own or not _in_sentence(field.item, entry.text):
            draft.leave(field.where, entry)
        else:
            _leave_remarks(field, entry.text, entry.line)
    # `Modified: ... New: ...` in one sentence: paths are taken, and the remarks around them kept.
    _in_sentence(field.item, field.text)
    _leave_remarks(field, field.text, field.line)


def _in_sentence(item: PlanTable, text: str) -> bool:
    """Takes the paths of a text, and how each file changes where a word says so."""
    sentences = re.split(r"(?<=[.;])\s", _BESIDE.sub("", unescaped(text)))
    touched = " ".join(own for own in sentences if not _UNTOUCHED.search(own))
    said = list(_IN_SENTENCE.finditer(touched))
    # Where some are said to be new, the others are not.
    change = "modify" if any(found["remark"] or found["word"] for found in said) else ""
    any_found = False
    for found in said:
        if found["word"]:
            change = "add" if found["word"].casefold() in ("new", "added") else "modify"
        elif found["path"]:
            _file(item, found["path"].strip("`"), "add" if found["remark"] else change)
            any_found = True
    return any_found


def _leave_remarks(field: LabelledText, text: str, line: int) -> None:
    """Leaves a text over unless it is paths, and words that only say how they change."""
    rest = _IN_SENTENCE.sub("", unescaped(text))
    if re.search(r"\w", re.sub(r"\b(?:and|new)\b", "", rest)) and stated(text) and not says_none(text):
        field.draft.leave_text(line, field.where, text)


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
    "remarks": _remarks,
    "friction_files": _friction,
    "exercised_by": _exercised,
    "golden_regeneration": _golden,
    "merged_commit": _merged,
    "depends_on": _depends,
    "status": _status,
    "scope_in": scope_in,
    "scope_out": _scope_out,
    "loc_in_words": _size_in_words,
}
