"""Section I, the files of a PR: in a list, or in a sentence."""

from __future__ import annotations

import re

from blistui.markdown.inline import code_span
from blistui.markdown.nothing import says_none
from blistui.markdown.plain import plain, unescaped
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.labelled import LabelledText
from blistui.markdown.read.words import span, stated
from blistui.patterns import pattern

_ENDINGS = "go|md|proto|ya?ml|json|toml|mod|sum|txt|sh|tmpl|sql|py|rs|tsx?|jsx?|css|html|[ch]|cc|cpp|java|kt"
_PATH = rf"`[^`\s:]+(?:\.\w+|/)`|(?<![\w/:.`@#-])(?:[\w.@-]+/)*[\w.@-]+\.(?:{_ENDINGS})\b(?![\w/:#`-])"
_FOLDER = r"(?<![\w/:.`@#-])(?:\.?[\w@-][\w.@-]*/)+(?=\s*(?:[,;)]|$))"
_IN_SENTENCE = pattern(
    r"\b(?P<word>new|added|modified|rewritten|changed):"
    rf"|(?P<path>{_PATH}|{_FOLDER})(?: (?P<remark>\(new\b\)?))?",
    re.IGNORECASE,
)
_BESIDE = pattern(r"\((?:see|like|as in|cf|from|entry)\b[^()]*\)")
_UNTOUCHED = pattern(r"\b(?:not touched|untouched|unchanged|not changed)\b", re.IGNORECASE)
"""Remarks whose paths are of no file that the PR touches."""
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


def files_alone(item: PlanTable, text: str) -> bool:
    """Whether a text is nothing but paths, which are then files that the PR touches."""
    rest = _IN_SENTENCE.sub("", unescaped(text))
    return not re.search(r"\w", rest.replace(" and ", "")) and _in_sentence(item, text)


def _leave_remarks(field: LabelledText, text: str, line: int) -> None:
    """Leaves a text over unless it is paths, and words that only say how they change."""
    rest = _IN_SENTENCE.sub("", unescaped(text))
    if re.search(r"\w", re.sub(r"\b(?:and|new)\b", "", rest)) and stated(text) and not says_none(text):
        field.draft.leave_text(line, field.where, text)


def _file(item: PlanTable, path: str, change: str) -> None:
    entry = {"path": path, "change": change}
    item.setdefault("files", []).append({key: value for key, value in entry.items() if value})
