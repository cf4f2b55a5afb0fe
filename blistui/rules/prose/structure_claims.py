"""What a sentence says of what functions take and return, of imports, constants and lengths. A heuristic."""

from __future__ import annotations

import re
from collections.abc import Iterator

from blistui.patterns import rare_pattern
from blistui.rules.prose.claim_parts import IDENTIFIER, IN_TICKS, NUMBER, SUBJECT, CodeClaim, number_of

_TYPE = rf"`(?P<type>\*?{IDENTIFIER})`"
_LIST = rf"`{IDENTIFIER}(?:\(\))?`(?:(?:, (?:and |or )?| and | or | nor )`{IDENTIFIER}(?:\(\))?`)*"
_GIVES = rare_pattern(
    rf"{SUBJECT} (?:already |always |only )?(?P<verb>returns|answers with|gives back|takes|accepts)"
    rf" (?:just |only )?(?:an?|the|one) {_TYPE}"
    r"(?! (?:or|if|of|when|whose|and)\b| (?:value|pointer|list|slice|map)s?\b)",
    signs=("returns", "answers with", "gives back", "takes", "accepts"),
)
_CALLED = rare_pattern(
    rf"{SUBJECT}(?:,| is)(?: a (?:method|function)(?: (?:of|on) `{IDENTIFIER}`)?,)? called"
    rf" (?:directly |once |twice |only )?(?:by|from) (?P<list>{_LIST})",
    signs=("called",),
)
_IMPORTS = rare_pattern(
    r"(?<!\bof )(?<!\bin )`(?P<name>[\w/]+)` (?P<not>(?:does not|doesn't|never|cannot|must not) )?"
    r"(?:already |also |only )?imports? (?P<neither>neither |no other than |nothing of )?"
    r"(?:package |packages )?(?P<list>`[\w/]+`(?:(?:, (?:and )?| and | nor |, nor )`[\w/]+`)*)",
    signs=("import",),
)
_CONSTANTS = rare_pattern(
    rf"(?:{SUBJECT} (?:has|have|knows|defines|declares|comes with|takes|lists) (?:only |exactly |just )?"
    rf"|\b(?:the|all|exactly) ){NUMBER} (?:named |`(?P<own>{IDENTIFIER})` )?(?:constants|values|states)\b"
    rf"(?: of `(?P<of>{IDENTIFIER})`|(?! (?:that|which|of|for|in)))",
    re.IGNORECASE,
    signs=("constants", " values", " states"),
)
_LINES = rare_pattern(
    r"`(?P<path>[\w./-]+\.\w+)`(?:,? (?:which )?(?:is|has|holds|counts|runs to|comes to|takes|of|with))? "
    r"\(?(?P<lines>\d{1,3}(?:,\d{3})+|\d+) lines\b"
    r"(?! (?:of|that|which|below|above|further|on|in|after|before))",
    signs=(" lines",),
)


def structure_claims(text: str) -> Iterator[CodeClaim]:
    """The claims of a sentence that are about how code is built, beyond what names are and belong to."""
    if "`" not in text:
        return
    for found in _GIVES.finditer(text):
        kind = "takes type" if found["verb"] in ("takes", "accepts") else "returns type"
        yield CodeClaim(kind, found["name"], found["type"].lstrip("*"), found.group())
    for found in _CALLED.finditer(text):
        for caller in IN_TICKS.findall(found["list"]):
            yield CodeClaim("called by", found["name"], caller, found.group())
    for found in _IMPORTS.finditer(text):
        if found["neither"] and found["neither"] != "neither ":
            continue
        kind = "no import" if found["not"] or found["neither"] else "imports"
        for other in re.findall(r"`([\w/]+)`", found["list"]):
            yield CodeClaim(kind, found["name"], other, found.group())
    for found in _CONSTANTS.finditer(text):
        if about := found["name"] or found["of"] or found["own"]:
            yield CodeClaim("constants", about, str(number_of(found["number"])), found.group())
    for found in _LINES.finditer(text):
        yield CodeClaim("lines", found["path"], found["lines"].replace(",", ""), found.group())
