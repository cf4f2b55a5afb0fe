"""Whether a statement can be measured, or only sounds good. Heuristics on prose."""

from __future__ import annotations

import re

from blistui.patterns import pattern, rare_pattern

_CODE = pattern(r"`[^`]*`")
_ARROWS = pattern(r"[-=]{1,4}>|<[-=]{0,4}-")
# A number that belongs to a name (PR 3, section 4.3, INV-1, #12) measures nothing.
_NAMES = pattern(r"(?i)\b(?:PRs?|phase|step|section|version|figure|table|issue|chapter)\s*#?\d[\d.]*|#\d+")
_NUMBER = pattern(r"(?<!\w)(?<!\w-)\d")
_SIGNS = "<>≤≥=±"
_BOUND = pattern(
    r"(?i)\d\s?(?:%|percent|[num]s\b|s\b|x\b|times\b|tokens?\b)|\bthan\b"
    r"|\b(?:at (?:most|least)|up to|within|below|above|under|exceeds?|exactly)\s+\S*\d"
)
_TEST = pattern(
    r"\b(?:Test|Benchmark|Fuzz|Example)[A-Z_0-9]\w*|\b\w+_test\.go\b|\bgo test\b"
    r"|\b[A-Z][\w-]{0,30}-\d+ tests?\b"
)

_VAGUE = rare_pattern(
    r"\b(?:improv(?:e[sd]?|ing|ements?)|enhanc(?:e[sd]?|ing|ements?)|optimi[sz](?:e[sd]?|ing)"
    r"|better|(?:much|far|even) \w+er\b|more (?:[a-z]+(?:able|ible|ed|ive|al|ent|ant|ous|ful|ic))\b"
    r"|robust(?:ly|ness)?"
    r"|(?:(?:reasonabl|acceptabl|sufficientl|adequatel|pretty|quite|very|fairly)[ey]? )"
    r"(?:fast|quick|small|low|short|large|high|good|simple|stable|responsive|cheap)(?:ly)?"
    r"|(?:stay|remain|keep|be|is|are)s? (?:fast|quick|snappy|responsive|efficient|scalable|performant|usable)"
    r"|various|and so on|(?:as|if|when|where) (?:needed|necessary|appropriate|required)"
    r"|user[- ]friendly|seamless(?:ly)?"
    r"|(?:considerabl[ey]|significantly|substantially|noticeabl[ey]|notably|markedly|dramatically|drastically"
    r"|a lot|somewhat|slightly) (?:(?!over\b|under\b|after\b|other\b)\w+er|more|less)"
    r"|(?:faster|quicker|cheaper|simpler|easier|cleaner|smoother|leaner|smarter)(?![^.;]{0,60}\bthan\b)"
    r"(?=\s*(?:[.,;:)]|\Z|(?:and|to|for|by|under|with|when)\b))"
    r"|(?:hardly|barely|scarcely) \w+"
    r"|(?:mostly|largely|mainly|generally|usually|normally|typically) (?:keep|stay|remain|hold|load|work"
    r"|the same|unchanged|unaffected|untouched|compatible|identical|stable|intact|valid|preserved)s?"
    r"|(?:as far as|as (?:much|little|few|many|fast|quickly|small|short|simple|soon|close|closely)(?: \w+)?"
    r" as|where(?:ver)?|when(?:ever)?|if) (?:at all )?possible"
    r"|in most cases|to a (?:large|great) extent|more or less|by and large|on a best[- ]effort basis"
    r"|(?:no|without(?: an?y?)?) (?:significant|noticeable|visible|measurable|relevant|material|undue|major"
    r"|appreciable|serious|substantial) \w+"
    r"|negligible|minimal (?:overhead|costs?|impact|effects?|slowdown|delays?|latency)"
    r"|within reason|hopefully)\b|\betc\b\.?",
    re.IGNORECASE,
    signs=(
        *("improv", "enhanc", "optimi", "better", "much ", "far ", "even ", "more ", "robust", "various"),
        *("reasonabl", "acceptabl", "sufficientl", "adequatel", "pretty", "quite", "very", "fairly"),
        *(" fast", " quick", " snappy", " responsive", " efficient", " scalable", " performant", " usable"),
        *("and so on", "needed", "necessary", "appropriate", "required", "friendly", "seamless", "etc"),
        *("considerabl", "significantly", "substantially", "noticeabl", "notably", "markedly", "drama"),
        *("drastic", "a lot", "somewhat", "slightly", "aster", "icker", "aper", "pler", "asier", "aner"),
        *(
            "smoother",
            "smarter",
            "hardly",
            "barely",
            "scarcely",
            "mostly",
            "largely",
            "mainly",
            "generally",
            "usually",
            "normally",
            "typically",
        ),
        *("possible", "in most", "extent", " or less", "and large", "best", "within r", "hopefully"),
        *(" signif", " notice", " visible", "measurable", "relevant", "material", "undue", " major"),
        *("appreciable", "serious", "substantial", "negligible", "minimal"),
    ),
)

_PRAISE = rare_pattern(
    r"\b(?:(?:look|seem|feel|appear)s?\s+(?:good|fine|ok|okay|right|reasonable|promising|great|sane|correct)"
    r"|(?:work|perform|behave|run)s?\s+(?:well|fine|great|nicely|properly|correctly|smoothly)"
    r"|accept(?:able|ably)|satisf(?:ying|actory|actorily|ied)"
    r"|(?:is|are|be|stay) (?:happy|pleased|content)|(?:good|fast|close|accurate) enough"
    r"|reasonabl[ey]|(?:is|are) (?:fine|ok|okay|good)\b"
    r"|all good|as expected|no (?:issues?|problems?|complaints?|surprises?|concerns?))\b",
    re.IGNORECASE,
    signs=(
        *("good", "fine", "ok", "right", "reasonabl", "promising", "great", "sane", "correct", "well"),
        *("happy", "pleased", "content"),
        *("nicely", "properly", "smoothly", "accept", "satisf", "enough", "expected"),
        *("no issue", "no problem", "no complaint", "no surprise", "no concern"),
    ),
)

_COMPARISON = pattern(
    r"\b(?:at (?:most|least)|\w+er than|(?:less|more) \w* ?than|(?:higher|lower|worse) \w+ than"
    r"|equals?|equal to|identical|the same|same as|exactly|unchanged|byte[- ]for[- ]byte"
    r"|match(?:es)?|differs?"
    r"|all|every|each|none|half|twice|double|halve[sd]?|zero|no|never|two|three|four|five|ten"
    r"|(?:below|above|under|over|within|exceeds?) (?:the )?(?:\w+ )?"
    r"(?:baseline|target|limit|budget|threshold|bound))\b",
    re.IGNORECASE,
)


_APPROVAL = pattern(
    r"(?i)\b(?:reviewers?|team|stakeholders?|maintainers?|experts?|colleagues?|management|architects?) "
    r"(?:\w+ )?(?:approves?|agrees?|accepts?|likes?|signs? off|confirms?"
    r"|(?:is|are) (?:convinced|satisfied|happy))\b"
)
"""What people say of a result, which is no result."""
_SOME = pattern(
    r"(?i)\b(?:(?<!at )most(?:ly)?|many|often|usually|generally|typically|somewhat|slightly|noticeabl[ey]"
    r"|significantly|considerably|substantially|roughly|comparable|similar|about the same|much)\b"
)
"""How much, where no number says it."""


def vague_word(text: str) -> str:
    """The first word of `text` that promises without saying how much, or empty; code is left out."""
    found = _VAGUE.search(_CODE.sub(" ", text))
    return found.group() if found else ""


def praise(text: str) -> str:
    """The first words that are an opinion and no measure, such as `looks good`, or empty."""
    found = _PRAISE.search(text)
    return found.group() if found else ""


def has_measure(text: str) -> bool:
    """Whether the text holds a number that is no name, a comparison sign, or the name of a test."""
    bare = _bare(text)
    return bool(_NUMBER.search(bare) or _has_sign(bare) or _TEST.search(bare))


def _has_sign(text: str) -> bool:
    return any(sign in text for sign in _SIGNS)


def measurable(text: str) -> bool:
    """Whether a criterion holds a number, a comparison or a named test.

    Next to an opinion (`looks good on 3 runs`) a number alone measures nothing: it needs a bound or a unit.
    """
    bare = _bare(text)
    if _APPROVAL.search(bare):
        return False
    if _has_sign(bare) or _TEST.search(bare):
        return True
    number = bool(_NUMBER.search(bare))
    if not number and _SOME.search(text):
        return False
    if praise(text):
        return number and bool(_BOUND.search(bare))
    return number or bool(_COMPARISON.search(bare))


def _bare(text: str) -> str:
    return _NAMES.sub(" ", _ARROWS.sub(" ", text))
