"""Words that deny, doubt or only tell of something: what stands with one of them may not be so."""

from __future__ import annotations

import re

from blistui.patterns import pattern

_GONE = (
    r"reject\w*|drop(?:ped)?|removed|removal|abandon\w*|withdrawn|discard\w*|supersed\w*|obsolete|deprecated"
    r"|cancell?ed|revert\w*|previous\w*|original\w*|former\w*|old|earlier|considered|alternatives?|no longer"
)
_DENIES = pattern(
    rf"\b(?:{_GONE}|not?|never|nothing|neither|nor|none|without|unlike|independent\w*|hardly|rarely|seldom"
    r"|false|wrong|instead|rather|except|apart|unless|optional\w*|maybe|may be|perhaps|possibly|either"
    r"|was|were|used to|had|stopped|tbd)\b|n['’]t\b|\?|^but\b(?! also\b)",
    re.IGNORECASE,
)
_DOUBTS = pattern(
    r"\b(?:if|whether|when|whenever|once|suppose|assum\w+|imagine|could|would|might|hypothetical\w*"
    r"|example|instance|e\.g|claim\w*|to-?do|thought|said|says|asked|why|plan [b-z]"
    r"|(?:an)?other (?:plan|version|draft|series))\b|[\"“”«»]",
    re.IGNORECASE,
)
_HEADS_NOTHING = pattern(
    rf"\b(?:{_GONE}|will not|out of scope|not|never|non|unlike|future|later|options?|hypothetical"
    r"|(?:counter-?)?examples?|questions?)\b|n['’]t\b|\?|~~",
    re.IGNORECASE,
)
_NO_SUCH = pattern(
    rf"\b(?:{_GONE}|no(?:t|n|ne)?|never|cannot|refus\w+|omit\w*|postponed|deferred|without)\b|n['’]t\b",
    re.IGNORECASE,
)
_FORMER = pattern(r"\b(?:former(?:ly)?|previous(?:ly)?|old|earlier|past)\b", re.IGNORECASE)
_GROUP = pattern(r"\W*(?:phase|milestone|stage|wave|track|M|P|S)[ -]?\d+\s*[:.—–-]", re.IGNORECASE)
"""A heading whose words are a title: `Phase 2: Remove the old heap`."""
_FIRST_IS_GONE = pattern(
    rf"\W*(?:[A-Z0-9]{{1,2}}[).:]\s*)?(?:the |our )?(?:(?:{_GONE})\b|non-(?:risks?|prs?)\b)", re.IGNORECASE
)
_CLAUSE = pattern(
    r"(?<=[.;])\s+|,\s+(?=(?:not|no|never|nor|neither|without|except|unlike|instead)\b)|,?\s+(?=but\b)"
    r"|\s+(?=while\b|until\b|unless\b|before\b)",
    re.IGNORECASE,
)


def denied(text: str) -> bool:
    """Whether a text may deny what it names, or say that it was so once."""
    return bool(_DENIES.search(text))


def doubtful(text: str) -> bool:
    """Whether a text may deny what it says, or tell of it without saying that it is so."""
    return denied(text) or bool(_DOUBTS.search(text))


def clauses(text: str) -> list[str]:
    """The clauses of a text, of which one may deny what it names and another may not."""
    return _CLAUSE.split(text)


def heads_nothing(title: str) -> bool:
    """Whether a heading says that the PRs or contracts below it are not those of the plan: `Rejected PRs`."""
    return bool(_HEADS_NOTHING.search(title)) and not _GROUP.match(title)


def heads_what_is_gone(title: str) -> bool:
    """Whether a heading begins with saying that what is below it is not of the plan: `Old risk register`."""
    return bool(_FIRST_IS_GONE.match(title))


def denies_list(text: str) -> bool:
    """Whether a line of text heads a list of what is not of the plan: `Rejected:`."""
    return text.rstrip().endswith(":") and heads_what_is_gone(text)


def is_denied(title: str) -> bool:
    """Whether a title says that the plan does not have what is below it: `Invariants that do not hold`."""
    return _NO_SUCH.search(title) is not None


def is_former(title: str) -> bool:
    """Whether a title says that it was so once: `Previous non-goals`."""
    return _FORMER.search(title) is not None
