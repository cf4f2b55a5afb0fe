"""How far a PR is, in the words and marks that people use: `✅ MERGED`, `merged 2026-01-12 as #31`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from blistui.markdown.plain import unescaped
from blistui.patterns import pattern

_WORDS = {
    "merged": r"merged|done|landed|shipped|completed?",
    "in review": r"(?:in|under) review",
    "planned": r"not (?:yet )?started|planned|to ?do|pending",
    "dropped": r"dropped|rejected|abandoned|cancell?ed|withdrawn|not pursued",
    "": r"in progress|work in progress|wip|(?:in )?draft|started|blocked|on hold",
}
"""Each status of the template with the words for it; other words are kept as they are."""
_DONE = "✅☑✔"
_MARK = "[\u2190-\u21ff\u2300-\u23ff\u2460-\u27bf\u2b00-\u2bff\ufe0f\U0001f300-\U0001faff]"
"""Signs and pictures that people put before or behind a title. """
_LEADING = pattern(rf"(?P<mark>(?:{_MARK}\s*)+|\[[ xX]\](?=\s))\s*")
_TOKEN = pattern(
    "|".join(rf"(?P<status{at}>(?:{words})\b)" for at, words in enumerate(_WORDS.values()))
    + rf"|(?P<mark>{_MARK}|\[[ xX]\])"
    r"|(?P<day>\d{4}-\d\d-\d\d)(?![\d-])"
    r"|(?P<pull>(?:[\w.-]+/[\w.-]+)?#\d+)\b"
    r"|(?P<commit>`?\b(?=[0-9a-f]*\d)[0-9a-f]{7,40}\b`?)"
    r"|(?P<other>(?:as|in|on|by|via|with|into|to main|to master|PR|pull request|commit)\b"
    r"|\d{1,2}/\d{1,2}(?:/\d{2,4})?\b|v?\d+(?:\.\d+)+\b|[\s,;:()\[\]*_—–.-]+)",
    re.IGNORECASE,
)
_BEFORE = pattern(rf"\s+(?:[—–-]+\s+|(?=[(\[*_]))|\s*(?={_MARK})|:\s+")

_LONGEST = 80
"""Characters of a status behind a title."""


class Titled(NamedTuple):
    """A title without its status, and the fields of a PR that the status is."""

    title: str
    status: Mapping[str, str]


def status_of(text: str) -> dict[str, str] | None:
    """The fields of a PR that a text states, when all of it is a status; None when it says anything else,
    such as `not merged` or `merged after PR 2`."""
    text = unescaped(text).strip()
    found: dict[str, str] = {}
    at = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None or token.end() == at:
            return None
        at = token.end()
        if token["mark"]:
            mark = _by_mark(token["mark"])
            if mark and found.setdefault("status", mark) != mark:
                return None
        elif token["day"] or token["pull"] or token["commit"]:
            key = "merged_on" if token["day"] else "pull" if token["pull"] else "merged_commit"
            if key in found or "status" not in found:
                return None
            found[key] = token[0].strip("`")
        elif not token["other"]:
            names = enumerate(_WORDS)
            said = next(name or token[0].casefold() for own, name in names if token[f"status{own}"])
            if found.setdefault("status", said) != said:
                return None
    if found.get("status") == "merged":
        return found
    # Only a merge has a day and a commit.
    return {key: said for key, said in found.items() if key in ("status", "pull")}


def titled(text: str) -> Titled:
    """The title of a PR, and the status that stands before or behind it."""
    text = unescaped(text).replace("**", "").strip()
    struck = re.match(r"~~([^~]+)~~(.*)$", text)
    if struck and (not struck[2].strip() or status_of(struck[2])):
        return Titled(titled(struck[1]).title, {"status": "dropped"})
    status: dict[str, str] = {}
    before = _LEADING.match(text)
    if before and before.end() < len(text):
        mark = _by_mark(before["mark"])
        status = {"status": mark} if mark else {}
        text = text[before.end() :]
    for part in _BEFORE.finditer(text):
        short = part.start() and len(text) - part.end() <= _LONGEST
        found = status_of(text[part.end() :]) if short else None
        if found is None or (not found and re.search(r"\w", text[part.end() :])):
            continue
        if found.get("status") and status.get("status", found["status"]) != found["status"]:
            break
        return Titled(text[: part.start()].rstrip(), {**status, **found})
    return Titled(text, status)


def _by_mark(mark: str) -> str:
    """What a mark says: a tick that it is done; an empty box, and a picture, nothing."""
    return "merged" if any(own in mark for own in _DONE) or mark.strip().casefold() == "[x]" else ""
