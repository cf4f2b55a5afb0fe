"""What a sentence about code says that the code can answer. A heuristic on prose.

Each reader is for one kind of claim; what is qualified ("two methods that write") is no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from blistui.patterns import pattern, rare_pattern

_NAME = r"`(?P<name>[^\W\d][\w.]*)(?:\(\))?`"
_OTHER_NAME = r"`[^\W\d][\w.]*(?:\(\))?`"
_FLAG = r"`?--(?P<flag>[a-z][\w.-]*\w)`?"
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDS = "|".join(_COUNTS)
_NUMBER = rf"(?P<number>\d{{1,3}}|{_WORDS})"
_MEMBERS = r"(?:exported |unexported |public )?(?P<what>methods?|fields?)"
# "two methods that …" counts some of them.
_ALL_OF_THEM = (
    r"\b(?! (?:that|which|whose|for|to|taking|returning|named|more|of (?!its|their)|in (?:common|all)))"
)
_TYPE = r"(?:(?:struct|interface|type|policy|module|class) )?"
_VALUE = r"(?P<value>-?\d\w*(?:\.\d\w*)?|\"[^\"`]*\"|`\"?[^\"`]+\"?`|true|false)"
_ENDS = r"(?![\w%/*+<>-]|\.\d)(?=\s*(?:[,.;:)]|\Z|\band\b|\bor\b|\bwhile\b|\bbut\b|\bby default\b))"
_STILL = r"(?: (?:already|still|currently|today|itself|both|all|now|each|that|which|of it|in all))*"

_EXPORTED = rare_pattern(
    rf"(?P<names>{_NAME}(?:(?:,| and|, and) {_OTHER_NAME})*) (?:is|are|stays?|remains?){_STILL}"
    r" (?P<not>not (?:yet )?|never )?(?P<word>exported|unexported|public|package-private)\b"
    r"(?! (?:to|as|by|via|through|in|into|with|under)\b)",
    signs=(
        "exported",
        "public",
        "package-private",
    ),
)
_IN_TICKS = pattern(r"`([^\W\d][\w.]*)(?:\(\))?`")
_HAS = rare_pattern(
    rf"{_NAME} (?:is an? (?:\w+ ){{0,2}})?{_TYPE}"
    rf"(?:has|have|declares|defines|holds|carries|offers|exposes|consists of|lists|with)"
    rf" (?:only |exactly |just |a total of |all of )?{_NUMBER} {_MEMBERS}{_ALL_OF_THEM}",
    re.IGNORECASE,
    signs=(
        "method",
        "field",
    ),
)
_OF = rare_pattern(
    rf"\b{_NUMBER} {_MEMBERS} (?:of|on|in) {_TYPE}{_NAME}"
    rf"|\b(?P<hyphen>{_WORDS}|single|\d{{1,3}})-(?P<member>method|field) (?:\w+ )?`(?P<own>[^\W\d][\w.]*)`"
    rf"|`(?P<is>[^\W\d][\w.]*)` is an? (?P<says>{_WORDS}|single|\d{{1,3}})-(?P<of>method|field) ",
    re.IGNORECASE,
    signs=(
        "method",
        "field",
    ),
)
_CONSTANT = pattern(
    rf"{_NAME}(?: (?:constant|priority|limit|value))?(?: is(?: set to)?| =| equals| has the value|:)? ?"
    rf"\(?{_VALUE}\)?{_ENDS}"
)
_IS_DEFAULT = (
    r"(?:(?:which )?defaults to|defaulting to|by default|with (?:a |the )?default(?: of)?"
    r"|(?:a |the )?default(?: value)?(?: of| is|:| =)?)"
)
_DEFAULT = rare_pattern(
    rf"{_FLAG}(?: is| has)?(?:,)? ?\(?{_IS_DEFAULT} {_VALUE}{_ENDS}"
    r"|(?:default(?: value)? of (?:the )?(?:flag )?`?--(?P<other>[a-z][\w.-]*\w)`? is"
    rf"|`?--(?P<before>[a-z][\w.-]*\w)`? is(?= \S+ by default)) {_VALUE.replace('value', 'given')}{_ENDS}",
    re.IGNORECASE,
    signs=("default",),
)
_IMPLEMENTERS = rare_pattern(
    rf"\b{_NUMBER}(?: \w+)? (?:(?:types?|structs?|policies|backends|classes){_STILL}"
    r" (?:implements?|satisf(?:y|ies))\b|implementers?\b|implementations?\b)"
    rf"|\bimplemented by {_NUMBER.replace('number', 'by')} (?:types?|structs?)\b",
    re.IGNORECASE,
    signs=(
        "implement",
        "satisf",
    ),
)
_ABSENT = rare_pattern(
    r"\b(?:no|without an?|lacks an?) (?:such )?(?:file |folder |directory |package |path )?"
    r"`(?P<path>[\w./-]+)`(?: (?:file|folder|directory|package|tree|path|yet|today|at all|in the \w+))*"
    r"(?: (?:exists?|yet|is there)\b|(?=\s*(?:[.;,]|\Z)))"
    r"|`(?P<gone>[\w./-]+)` (?:does not|doesn't|do not) (?:yet )?exist\b",
    re.IGNORECASE,
    signs=(
        "no ",
        "without a",
        "lacks a",
        "exist",
    ),
)
_WITHIN = pattern(r"\s*(?:under|in|inside|within|below|beside|of) `[\w./-]+`")
_KIND = rare_pattern(
    rf"{_NAME} is an? "
    r"(?:(?:frozen|exported|unexported|small|plain|single-method|one-method|generic) )*"
    r"(?P<kind>struct|interface|function|method|constant)\b"
    r"(?! (?:value|pointer|literal|type parameter|call|of the))",
    signs=(
        "struct",
        "interface",
        "function",
        "method",
        "constant",
    ),
)
_PLACED = rare_pattern(
    rf"{_NAME}(?: (?:struct|interface|type|function|method))?"
    r" (?:is (?:declared|defined|in|found)|lives|stands|sits)(?: in)? `?(?P<file>[\w./-]+\.go)\b",
    signs=(".go",),
)
_TEST = rare_pattern(
    r"(?<![\w./])(?P<test>(?:Test|Benchmark|Fuzz)[A-Z_0-9]\w*)\b(?!\*|\.\w)",
    signs=(
        "Test",
        "Benchmark",
        "Fuzz",
    ),
)


class CodeClaim(NamedTuple):
    """A claim: its kind, the name or path that it is about, what it says of it, and its own words.

    Kinds and what they say: `exported` (yes or no), `methods` and `fields` (a number), `constant` and
    `default` (a literal), `implementers` (a number; about nothing), `absent`, `test` (nothing), `kind` (of
    declaration), `place` (a file).
    """

    kind: str
    about: str
    says: str
    words: str


def code_claims(text: str) -> Iterator[CodeClaim]:
    """The claims of a sentence, in no order."""
    if "`" in text:
        yield from _exported(text)
        yield from _members(text)
        for found in _CONSTANT.finditer(text):
            yield CodeClaim("constant", found["name"], found["value"], found.group())
        for found in _KIND.finditer(text):
            yield CodeClaim("kind", found["name"], found["kind"], found.group())
        for found in _PLACED.finditer(text):
            yield CodeClaim("place", found["name"], found["file"], found.group())
        for found in _ABSENT.finditer(text):
            path = found["path"] or found["gone"]
            if ("/" in path.strip("./") or "." in path[1:] or path.endswith("/")) and not _WITHIN.match(
                text, found.end()
            ):
                yield CodeClaim("absent", path, "", found.group())
    if "--" in text:
        for found in _DEFAULT.finditer(text):
            yield CodeClaim(
                "default",
                found["flag"] or found["other"] or found["before"],
                found["value"] or found["given"],
                found.group(),
            )
    for found in _IMPLEMENTERS.finditer(text):
        yield CodeClaim("implementers", "", str(number_of(found["number"] or found["by"])), found.group())
    for found in _TEST.finditer(text):
        yield CodeClaim("test", found["test"], "", found.group())


def _exported(text: str) -> Iterator[CodeClaim]:
    for found in _EXPORTED.finditer(text):
        says = (found["word"] in ("exported", "public")) != bool(found["not"])
        for name in _IN_TICKS.findall(found["names"]):
            yield CodeClaim("exported", name, "yes" if says else "no", found.group())


def _members(text: str) -> Iterator[CodeClaim]:
    for readings in (_HAS, _OF):
        for found in readings.finditer(text):
            groups = found.groupdict()
            about = groups["name"] or groups.get("own") or groups.get("is") or ""
            number = groups["number"] or groups.get("hyphen") or groups.get("says") or ""
            what = groups["what"] or groups.get("member") or groups.get("of") or ""
            yield CodeClaim(f"{what.lower().rstrip('s')}s", about, str(number_of(number)), found.group())


def number_of(word: str) -> int:
    """The number that a numeral says, in digits or words up to twelve; `single` is one."""
    lower = word.lower()
    if lower == "single":
        return 1
    return _COUNTS.index(lower) + 1 if lower in _COUNTS else int(lower)
