"""What a sentence about code says that the code can answer. A heuristic on prose.

Each reader is for one kind of claim; what is qualified ("two methods that write") is no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from blistui.patterns import pattern, rare_pattern
from blistui.rules.prose.claim_parts import (
    COUNTS,
    IDENTIFIER,
    IN_FILE,
    IN_TICKS,
    NAME,
    NUMBER,
    STILL,
    SUBJECT,
    WORDS,
    CodeClaim,
    number_of,
)
from blistui.rules.prose.relation_claims import relation_claims
from blistui.rules.prose.structure_claims import structure_claims
from blistui.rules.prose.value_claims import default_claims, value_claims

_OTHER_NAME = rf"`{IDENTIFIER}(?:\(\))?`"
_WHICH = r"(?:(?P<which>exported|unexported|public|private) )?"
_MEMBERS = rf"{_WHICH}(?P<what>methods?|fields?)"
# "two methods that …" counts some of them.
_ALL_OF_THEM = (
    r"\b(?! (?:that|which|whose|for|to|taking|returning|named|called|more|of (?!its|their)|in (?:common|all)"
    r"|besides|other than|with|without|are|is|from|like|such as))"
)
_TYPE = r"(?:(?:struct|interface|type|policy|module|class) )?"
_VISIBLE = r"exported|unexported|public|package-private|private"
_VISIBILITY = ("exported", "public", "private")
_SORT = (
    r"(?:function|method|type|struct|interface|constant|constructor|helper|factory|field|variable|name"
    r"|identifier|accessor|getter)"
)
_EXPORTED = rare_pattern(
    rf"(?P<names>{SUBJECT}(?:(?:,| and|, and) {_OTHER_NAME})*),? (?:is|are|stays?|remains?){STILL}"
    rf" (?P<not>not (?:yet )?|never )?(?:an? )?(?:(?:plain|small|single|simple) )?"
    r"(?P<word>exported|unexported|public|package-private|private)\b"
    r"(?! (?:to(?! (?:the|its) package)|as|by|via|through|in|into|with|under|nowhere|only|for|from)\b)",
    signs=_VISIBILITY,
)
_NAMED_SO = rare_pattern(
    rf"\b(?:(?P<word>{_VISIBLE}) {_SORT}s?|(?:[Tt]he|[Aa]n?|[Ii]ts|[Bb]oth) (?P<alone>(?:un)?exported))"
    rf" (?P<names>`{IDENTIFIER}(?:\(\))?`(?:(?:,| and"
    rf"|, and) {_OTHER_NAME})*)",
    signs=_VISIBILITY,
)
_HAS = rare_pattern(
    rf"{SUBJECT}(?:, [^,`]{{1,60}},)?(?:(?:,? is|,) an?(?: \w+){{0,2}}?)?"
    rf"(?: (?:struct|interface|type|policy|module|class))?{IN_FILE}"
    r" (?:has|have|declares|defines|holds|carries|offers|exposes|exports|counts|bears|consists of|is made of"
    r"|is made up of|has got|comprises|lists|with|keeps"
    r"|contains|asks for|requires|demands|(?<=interface )of|(?<=struct )of|(?<=type )of)"
    rf" (?:only |exactly |just |a total of |all of )?{NUMBER} {_MEMBERS}{_ALL_OF_THEM}",
    re.IGNORECASE,
    signs=("method", "field"),
)
_ALL = r"(?:(?P<all>the|all|all the|all of the|there (?:are|is)|exactly|only|just|its) )?"
_OF = rare_pattern(
    rf"\b{_ALL}{NUMBER} {_MEMBERS} (?:of|on|in) {_TYPE}{NAME}"
    rf"|\b(?P<hyphen>{WORDS}|single|\d{{1,3}})-(?P<member>method|field) (?:\w+ )?`(?P<own>[^\W\d][\w.]*)`"
    rf"|`(?P<is>[^\W\d][\w.]*)` is an? (?P<says>{WORDS}|single|\d{{1,3}})-(?P<of>method|field) ",
    re.IGNORECASE,
    signs=("method", "field"),
)
_IMPLEMENTERS = rare_pattern(
    rf"\b(?P<number>\d{{1,3}}|{'|'.join(COUNTS)})(?: \w+)? (?:(?:types?|structs?|policies|backends"
    rf"|classes){STILL}"
    r" (?:implements?|satisf(?:y|ies))\b|implementers?\b|implementations?\b)"
    rf"|\bimplemented by (?P<by>\d{{1,3}}|{'|'.join(COUNTS)}) (?:types?|structs?)\b",
    re.IGNORECASE,
    signs=("implement", "satisf"),
)
_MADE_OF = r"u?int(?:8|16|32|64)?|float(?:32|64)|string|bool|byte|map|slice|func"
_KIND = rare_pattern(
    rf"{SUBJECT} is an? "
    r"(?:(?:frozen|exported|unexported|small|plain|single-method|one-method|generic|simple|private|public) )*"
    r"(?P<kind>struct|interface|function|method|constant)\b"
    r"(?! (?:value|pointer|literal|type parameter|call|of the|field|tag|member|time|factor|name|set"
    r"|expression"
    r"|argument|parameter|variable|key)|-| type(?<!interface type)(?<!struct type))"
    rf"|{SUBJECT.replace('name', 'defined')} is an? (?:defined |named )?(?P<made>{_MADE_OF}) type\b",
    signs=("struct", "interface", "function", "method", "constant", "type"),
)
_CONDITION = pattern(
    r"\b(?:if|when|whenever|whether|unless|until|once(?! (?:by|in|per|at|for|from)\b)|suppose"
    r"|assuming|provided|in case)\b[^,.;:()]*\Z",
    re.IGNORECASE,
)
_MOST = 100
"""Claims of one sentence that are looked at: more are no sentence that somebody wrote."""
_TEST = rare_pattern(
    r"(?<![\w./])(?P<test>(?:Test|Benchmark|Fuzz)[A-Z_0-9]\w*)\b(?!\*|\.\w)",
    signs=("Test", "Benchmark", "Fuzz"),
)


@lru_cache(maxsize=16384)
def code_claims(text: str) -> tuple[CodeClaim, ...]:
    """The claims of a sentence, in no order.

    Kinds and what they say: `exported` (yes or no), `methods` and `fields` (a number), `constant` and
    `default` (a value), `implementers` (a number; about nothing), `test` (nothing), `kind` (of declaration),
    `made of` (a type), `place` and `occurs` (a file), `absent` and `present` (nothing), `returns` (a
    number, or `error`), `parameters` (a number), `fields of`, `methods of`, `embeds` and `implements`
    (another name), `untested` (nothing), `callers` (the only one, or nothing), `called by` (a caller),
    `returns type` and `takes type` (a type), `imports` and `no import` (a package), `constants` and `lines`
    (a number).
    """
    return tuple(_without_condition(text, _all_claims(text)))


@lru_cache(maxsize=16384)
def claimed_defaults(text: str) -> tuple[CodeClaim, ...]:
    """Of `code_claims` those on the defaults of flags."""
    return tuple(_without_condition(text, default_claims(text)))


def _without_condition(text: str, claims: Iterator[CodeClaim]) -> Iterator[CodeClaim]:
    for claim in islice(claims, _MOST):
        start = text.find(claim.words)
        if not _CONDITION.search(text, max(0, start - 60), start):
            yield claim


def _all_claims(text: str) -> Iterator[CodeClaim]:
    yield from value_claims(text)
    yield from relation_claims(text)
    yield from structure_claims(text)
    if "`" in text:
        yield from _exported(text)
        yield from _members(text)
        for found in _KIND.finditer(text):
            if found["made"]:
                yield CodeClaim("made of", found["defined"], found["made"], found.group())
            else:
                yield CodeClaim("kind", found["name"], found["kind"], found.group())
    for found in _IMPLEMENTERS.finditer(text):
        yield CodeClaim("implementers", "", str(number_of(found["number"] or found["by"])), found.group())
    for found in _TEST.finditer(text):
        yield CodeClaim("test", found["test"], "", found.group())


def _exported(text: str) -> Iterator[CodeClaim]:
    for reading in (_EXPORTED, _NAMED_SO):
        for found in reading.finditer(text):
            word = (found["word"] or found["alone"]).lower()
            says = (word in ("exported", "public")) != bool(found.groupdict().get("not"))
            for name in IN_TICKS.findall(found["names"]):
                yield CodeClaim("exported", name, "yes" if says else "no", found.group())


def _members(text: str) -> Iterator[CodeClaim]:
    for reading in (_HAS, _OF):
        for found in reading.finditer(text):
            groups = found.groupdict()
            about = groups["name"] or groups.get("own") or groups.get("is") or ""
            number = groups["number"] or groups.get("hyphen") or groups.get("says") or ""
            what = groups["what"] or groups.get("member") or groups.get("of") or ""
            # "Two methods of `Pool` write": there may be more.
            some = reading is _OF and groups["number"] and not groups["all"]
            which = "some" if some else groups["which"] or ""
            kind = f"{what.lower().rstrip('s')}s"
            says, file = str(number_of(number)), groups.get("in") or ""
            yield CodeClaim(kind, about, says, found.group(), which.lower(), file)
