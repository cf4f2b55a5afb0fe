"""Promises that promise nothing: "works as expected", "does what the design says". A heuristic on prose."""

from __future__ import annotations

import re

from blistui.patterns import rare_pattern

_SHOULD = (
    r"(?:(?:it|they|(?:the|its|our) [\w -]{1,30}?) )?(?:expected|before|intended|designed|planned|specified"
    r"|described|documented|required|usual|should|says?|said|describes?|requires?|specif(?:y|ies)|demands?|promises?"
    r"|(?:is|are) (?:supposed|meant) to(?: do)?)"
)
_WELL = rf"(?:(?:as|like|what) {_SHOULD}|well|fine|correctly|properly)"
_EVERYWHERE = (
    r"(?:under load|in (?:all|every) cases?|at all times|always|everywhere|in (?:practice|production))"
)
_SUBJECT = r"(?:it|everything|all(?: of it| tests)?|(?:the|its|this) (?:[\w-]+ ){0,3}[\w-]+|this)?"
_HOLLOW = rare_pattern(
    rf"\W*(?:{_SUBJECT}\s*(?:still\s+)?(?:(?:works?|behaves?|runs?|is (?:ok|fine|correct))(?: {_WELL})*"
    rf"|(?:does|do|acts?|performs?) {_WELL}"
    r"|(?:meets?|satisf(?:y|ies)|fulfil(?:l|s|ls)?|follows?) (?:all |its |the |our )*"
    r"(?:(?:functional|stated) )?(?:requirements?|expectations?|needs|design|spec(?:ification)?s?|plan)"
    r"|is (?:(?:fully|completely|very) )?(?:robust|reliable|solid|production[- ]ready))"
    rf"|(?:[\w-]+ ){{1,4}}(?:works?|behaves?|runs?|(?:is|are) (?:handled|done|implemented)) {_WELL})"
    rf"(?:,? (?:and )?{_EVERYWHERE})*\W*\Z",
    re.IGNORECASE,
    signs=(
        *("work", "behav", "runs", "tests run", "is ok", "fine", "correct", "does ", "do ", "act", "perform"),
        *(
            "meet",
            "satisf",
            "fulfil",
            "follow",
            "robust",
            "reliable",
            "solid",
            "production",
            "handled",
            "done",
        ),
        *("implemented", "run as", "run well", "run properly"),
    ),
)


def is_hollow(text: str) -> bool:
    """Whether all that `text` says of its subject is that it does what it should."""
    return bool(_HOLLOW.match(text))
