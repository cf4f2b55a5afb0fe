"""Section I, the files of a PR: in a list, or in a sentence."""

from __future__ import annotations

import re

from blistui.markdown.inline import code_span
from blistui.markdown.nothing import says_none
from blistui.markdown.plain import plain, unescaped
from blistui.markdown.read.denials import clauses, denied
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.labelled import LabelledText
from blistui.markdown.read.words import span, stated
from blistui.patterns import pattern

_ENDINGS = "go|md|proto|ya?ml|json|toml|mod|sum|txt|sh|tmpl|sql|py|rs|tsx?|jsx?|css|html|[ch]|cc|cpp|java|kt"
_PATH = rf"`[^`\s:]+(?:\.\w+|/)`|(?<![\w/:.`@#-])(?:[\w.@-]+/)*[\w.@-]+\.(?:{_ENDINGS})\b(?![\w/:#`-])"
_FOLDER = r"(?<![\w/:.`@#-])(?:\.?[\w@-][\w.@-]*/)+(?=\s*(?:[,;)]|$))"
_CHANGES = {
    "add": r"new|adds?|added|creates?|created",
    "modify": r"modify|modifies|modified|changes?|changed|rewrit\w+|extend(?:s|ed)?|updates?|updated",
    "delete": r"deletes?|deleted|removes?|removed",
}
_CHANGE = "|".join(rf"(?P<{change}>\b(?:{words})\b)" for change, words in _CHANGES.items())
_IN_SENTENCE = pattern(
    rf"(?:{_CHANGE})(?P<heads>:)?|(?P<path>{_PATH}|{_FOLDER})"
    r"(?:\s*\((?P<remark>[^()]*)\)|\s+[—–-]\s+(?P<behind>\w+)(?=[.,;]|$))?",
    re.IGNORECASE,
)
_SAID = pattern(rf"(?:{_CHANGE})(?=\W|$)", re.IGNORECASE)
_BESIDE = pattern(r"\((?:see|like|as in|cf|from|entry)\b[^()]*\)")
_SENTENCE = pattern(r"(?<=[.;])\s")
_UNTOUCHED = pattern(
    r"\b(?:untouched|unchanged|stays?|remains?|kept|left alone|as it is|renam\w+|mov(?:es?|ed|ing))\b",
    re.IGNORECASE,
)
"""Words beside the paths of files that the PR does not touch, or not in a way that one path says."""
_FILE = pattern(
    rf"(?:(?P<change>add|modify|delete)(?: |$))?(?P<path>{code_span('ticks')})?"
    r"(?:(?:^| — )\*\*Change:\*\*(?P<other> .*))?$"
)


def files(field: LabelledText) -> None:
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
    """Takes the paths of a text, and how each file changes where a word says so; not those of a clause that
    may deny it."""
    found: list[tuple[str, str]] = []
    group = ""
    for sentence in _SENTENCE.split(_BESIDE.sub("", unescaped(text))):
        for clause in clauses(sentence):
            tokens = list(_IN_SENTENCE.finditer(clause))
            group = next((_change(own) for own in tokens if own["heads"]), group)
            if _denied(_IN_SENTENCE.sub(" ", clause)):
                continue
            change = group
            for own in tokens:
                remark = own["remark"] or own["behind"] or ""
                said = _SAID.match(remark)
                if not own["path"]:
                    change = _change(own)
                elif said or not _denied(remark):
                    found.append((own["path"].strip("`"), _change(said) if said else change))
    # Where some are said to be new, the others are not.
    other = "modify" if any(change for _, change in found) else ""
    for path, change in found:
        _file(item, path, change or other)
    return bool(found)


def _change(found: re.Match[str]) -> str:
    return next((change for change in _CHANGES if found[change]), "")


def _denied(text: str) -> bool:
    return bool(_UNTOUCHED.search(text)) or denied(text)


def files_alone(item: PlanTable, text: str) -> bool:
    """Whether a text is nothing but paths, which are then files that the PR touches."""
    said = list(_IN_SENTENCE.finditer(unescaped(text)))
    if any(_change(own) or own["remark"] for own in said) or "?" in text:
        return False
    rest = _IN_SENTENCE.sub("", unescaped(text))
    return not re.search(r"\w", rest.replace(" and ", "")) and _in_sentence(item, text)


def _leave_remarks(field: LabelledText, text: str, line: int) -> None:
    """Leaves a text over unless it is paths, and words that only say how they change."""
    rest = _IN_SENTENCE.sub(_remark, unescaped(text))
    if not stated(text) or says_none(text):
        return
    if re.search(r"\w|\?", re.sub(r"\band\b", "", rest)):
        field.draft.leave_text(line, field.where, text)
    else:
        field.draft.understand(text)


def _remark(found: re.Match[str]) -> str:
    """What stands behind a path, unless it only says how the file changes."""
    remark = found["remark"] or found["behind"] or ""
    return "" if _SAID.fullmatch(remark) else remark


def _file(item: PlanTable, path: str, change: str) -> None:
    entry = {"path": path, "change": change}
    item.setdefault("files", []).append({key: value for key, value in entry.items() if value})
