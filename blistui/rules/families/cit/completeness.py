"""Claims that something is all there is: "every caller", "the only one", "6 sites". A heuristic."""

from __future__ import annotations

import re
from collections.abc import Iterator

from blistui.patterns import pattern, rare_pattern
from blistui.plan.headings import PHASE_0
from blistui.plan.ids import items_of
from blistui.rules.prose.filled import filled
from blistui.rules.prose.numbers import numbers
from blistui.rules.prose.wording import named
from blistui.rules.rule import Context, Problem, rule

_CODE = pattern(r"`[^`]*`")
_NUMBER = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_COUNTABLE = (
    r"(?:sites?|places?|callers?|calls?|callsites?|usages?|uses|users?|implementers?|implementations?"
    r"|constructors?|references?|occurrences?)"
)
_VERB = (
    r"(?:exists?|implements?|calls?|uses?|reads?|writes?|references?|depends?|remains?|constructs?"
    r"|imports|invokes|touches|mentions|accesses)"
)
_USED = r"(?:used|called|read|written|set|built|made|imported)"
_SORT_OF_CODE = (
    r"(?:(?:package|file|type|function|method|caller|user|owner|place|struct|module|command|field|test)s?|code"
    r"|polic(?:y|ies))"
)

_UNIT = (
    r"(?:[nmuµ]?s|(?:nano|micro|milli)?sec(?:ond)?s?|min(?:ute)?s?|hours?|days?|weeks?|months?|years?"
    r"|ticks?|cycles?|steps?|rounds?|iterations?|times|[kmg]i?b|(?:kilo|mega|giga)?(?:byte|bit)s?|percent)\b"
)
_MEASURE = rf"(?:for )?(?:about |[~≈])?(?:\d[\d.,_]*|{_NUMBER}|a few|half an?) ?(?:%|{_UNIT})"
"""A length of time, a size or a share: how much, of which no search of the code is a proof."""
_INTERVAL = (
    rf"(?:time|now|other|so often|few|couple|half|third|n(?:th)?|(?:about )?{_NUMBER})\b|[~≈]?\d|{_UNIT}"
)
"""After "every": how often, not of what."""

_CONDITION = r"(?<!\bif )(?<!\bwhen )(?<!\bwhether )(?<!\bunless )(?<!\bonce )(?<!\buntil )"
_CLAIM = pattern(
    rf"{_CONDITION}\b(?:(?<!-)(?<!at )(?<!above )(?<!after )(?<!first of )all\b(?!-)"
    r"(?!\s+(?:at once|along|day|in all|the time)\b)"
    rf"|(?<!-)(?<!not )only\b(?!\s+(?:if|when|once|twice|after|until|while)\b)(?!\s+{_MEASURE})"
    rf"|every\b(?![\s-]+(?:{_INTERVAL}))"
    r"|none of\b|no ?where else\b|nothing else\b|nobody else\b"
    rf"|exactly (?!{_MEASURE}){_NUMBER}\b"
    rf"|{_NUMBER} (?:[\w-]+ ){{0,2}}{_COUNTABLE}\b"
    rf"|no (?!more than\b|longer\b)(?:[^\s.;]+ ){{0,6}}?{_VERB}\b"
    r"|there (?:is|are) no\b)",
    re.IGNORECASE,
)


_RARER = rare_pattern(
    rf"\b(?:{_USED} (?:solely|exclusively)\b(?! on\b)|(?:solely|exclusively) {_USED}\b"
    rf"|(?:no other|(?:the|its|their) sole) {_SORT_OF_CODE}\b|without exception\b|no one else\b"
    r"|no ?where (?:but|in (?:the|this) (?:code|repository|module|package))\b"
    r"|(?:not|never) (?:[\w`]+ ){0,3}(?:anywhere else|elsewhere)\b"
    r"|(?<=\bhas )(?:just )?(?:one|a single|a sole) (?:caller|call site|implementer|constructor|user)\b)",
    re.IGNORECASE,
    signs=(
        *("solely", "exclusively", "no other", " sole ", "without exception", "no one else", "nowhere"),
        *("no where", "anywhere else", "elsewhere", "has one ", "has just one ", "single ", "a sole"),
    ),
)
"""As `_CLAIM`, in words that fewer texts have."""

_IN_CONDITION = pattern(
    r"(?i)(?:\A|[.;,:(—–]\s*|\band )(?:if|when|whenever|whether|unless|once|until|while"
    r"|as soon as)\b[^.;,:()—–]*\Z"
)
"""Before a word of a clause that says under which condition something happens."""


def completeness_claim(text: str) -> str:
    """The first words of `text` that claim completeness, or empty; what is in backticks claims nothing."""
    bare = _CODE.sub("`x`", text)
    found = next(
        (
            claim
            for claims in (_CLAIM, _RARER)
            for claim in claims.finditer(bare)
            if not _IN_CONDITION.search(bare, 0, claim.start())
        ),
        None,
    )
    return " ".join(found.group().split()) if found else ""


_NO_FACTS = frozenset({"inferred", "uncertain"})


@rule("CIT013", "warning", PHASE_0, 1, decided="P")
def completeness_backed(context: Context) -> Iterator[Problem]:
    """A fact that claims to be complete ("all", "only", "no other", "6 sites") is backed by a stored query.

    Why: One citation shows that something is there; only a search of all code shows that nothing else is.
    Fix: Ask the code (who implements, constructs, calls, reads), and store the query with its answer.
    Fails: statement = "There are 6 construction sites of `Request`", queries = []
    Passes: the same with queries = [{ ask = "constructors", subject = "Request", result = […] }]
    """
    for path, finding in items_of(context.plan, "finding"):
        claim = completeness_claim(finding.statement) if finding.kind not in _NO_FACTS else ""
        if not claim:
            continue
        name, at = named(finding, path), f"{path}.statement"
        answers = [len(query.result) for query in finding.queries if filled(query.subject)]
        counts = [number.value for number in numbers(claim)]
        if not answers:
            yield Problem(
                at,
                f"{name} looks like it claims completeness (“{claim}”); no query backs it.",
                "Store the query whose answer shows it.",
            )
        elif counts and counts[0] not in answers:
            yield Problem(
                at,
                f"{name} looks like it counts {counts[0]} (“{claim}”); its query has {answers[0]}.",
                "Correct the number, or the query.",
            )
