"""The fields of a risk: what people call them in columns, labels and sentences, and how each is read."""

from __future__ import annotations

import re

from blistui.markdown.nothing import says_none
from blistui.markdown.plain import plain
from blistui.markdown.read.draft import Draft, Reference, Target, target
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.sentences import by_label
from blistui.markdown.read.words import PR_ID, amount, refusal, stated
from blistui.patterns import pattern
from blistui.plan.tables.risks import Risk

_LABELS = tuple(
    (pattern(words, re.IGNORECASE), key)
    for words, key in (
        (r"assumptions?$", "assumption"),
        (r"abort(?: plan)?$|fall-?back(?: plan)?$|plan b$|contingency$|what then$", "abort_plan"),
        (r"if (?:not|(?:it|this|that|the (?:validation|spike|check)) fails)$", "abort_plan"),
        (r"success(?: criteri(?:on|a))?$|(?:acceptance|exit|pass) criteri(?:on|a)$", "success_criteria"),
        (
            r"validat(?:ion(?: method)?|e(?: by| with)?|ed by)$|method$|spike$|check$|how to test$",
            "validation",
        ),
        (r"how we (?:find out|check|test|know|validate)(?: it)?$", "validation"),
        (r"cost(?: if wrong| of being wrong)?$", "cost"),
        (r"gates?$|before$|due before$", "gate"),
        (r"(?:possible |proposed )?mitigations?$", "mitigation"),
        (r"if wrong$", "if wrong"),
    )
)
_NAME = r"(?:PR|WP)[ -]?#?(?:\d+[a-z]?|[A-Z]\d*)|#\d+"
_SENTENCES = tuple(
    (pattern(words), key)
    for words, key in (
        (r"(?:It )?[Aa]ssumes\b|We assume\b", "assumption"),
        (r"Pass(?:es)? (?:if|when)\b", "success_criteria"),
        (r"If (?:not|(?:it|this|that|the (?:validation|spike|check)) fails)\b", "abort_plan"),
        (r"Otherwise\b", "abort_plan"),
        (r"(?:If wrong|Wrong|Being wrong),? (?:would cost|costs)\b", "cost"),
        (
            r"Validate\b|(?:Spike|Benchmark|Prototype|Simulate|Measure|Replay|Interview|Compare|Check)\b"
            r"(?! (?:is|are|was|were|may|might|can|costs?|times?|results?)\b)",
            "validation",
        ),
        (rf"(?:(?:Must|To) be \w+ |Settled |Due )?[Bb]efore (?:{_NAME})\b", "gate"),
    )
)
_SENTENCE = pattern(r"(?<=[.!?*])\s+(?=[A-Z*“\"`(→])")
_NO_PLAN = pattern(r"No (?:fall-?back|abort plan|plan b)\b", re.IGNORECASE)
_GATE = pattern(
    rf"(?<!\b[Nn]ot )(?<!\bnor )(?<!\bor )\b[Bb]efore (?:(?:the )?(?:merge|start) of |merging |starting )?"
    rf"(?P<pr>{_NAME})\b"
)
_BEGINS_WITH = pattern(rf"(?P<pr>{_NAME})\b(?! (?:is|does|need|may|can|must|has|comes|and after)\b)")
_OTHER_ID = pattern(
    r"(?:Gate: )?(?:[Bb]efore )?(?P<pr>[A-Z]{1,4}-?\d{1,3}[a-z]?)(?: merges| is merged| lands)?\.?$"
)
_RANGE = pattern(
    r"(?P<letters>(?:PR|WP)[ -]?#?)(?P<first>\d{1,3})(?:\s*[-–]\s*|\s+(?:to|through)\s+)"
    r"(?:(?:PR|WP)[ -]?#?)?(?P<last>\d{1,3})\b"
)
_NOT_THESE = pattern(
    r"\b(?:all|every\w*|but|except|no|not|none|nothing|never|without|after|later|onwards?|following|rest|or)\b",
    re.IGNORECASE,
)
"""Words beside the PRs that a text names which make them others than those that must be reworked."""
_ONE = pattern(
    rf"(?:Gate: )?(?:[Bb]efore )?(?P<pr>{_NAME})(?P<merged> (?:merges|merge|is merged|lands))?\.?$"
)
_COUNTS = pattern(rf"\b\d+(?:\.\d+)? PRs?\b|{PR_ID.pattern}|\brework|^\d+(?:\.\d+)?$", re.IGNORECASE)


def key_of(label: str) -> str:
    """The field that a label names; empty when it names none."""
    return next((key for words, key in _LABELS if words.match(label.strip())), "")


def fields_in(text: str) -> tuple[list[tuple[str, str, str]], list[str]]:
    """The fields that a text says, as (field, label, text), and what of it is none.

    Labels begin them, or the words that such sentences begin with, which stay in them."""
    before, pieces = by_label(text, lambda label: bool(key_of(label)))
    found: list[tuple[str, str, str]] = []
    rest: list[str] = []
    for sentence in filter(None, _SENTENCE.split(before)):
        if key := _begins(sentence):
            found.append((key, "", sentence))
        else:
            rest.append(sentence)
    for label, own in pieces:
        if not label:
            rest.append(own)
            continue
        first, *more = _SENTENCE.split(own)
        found.append((key_of(label), label, first))
        for sentence in more:
            if _NO_PLAN.match(sentence):
                rest.append(sentence)
            elif (key := _begins(sentence)) and key != found[-1][0]:
                found.append((key, "", sentence))
            else:
                found[-1] = (*found[-1][:2], f"{found[-1][2]} {sentence}")
    return found, rest


def _begins(sentence: str) -> str:
    return next((key for words, key in _SENTENCES if words.match(sentence.lstrip("*_"))), "")


def put_field(draft: Draft, item: PlanTable, key: str, text: str, line: int) -> None:
    """Put a text in its field of a risk; what does not fit is left over."""
    if key == "if wrong":
        key = "cost" if _COUNTS.search(text) else "abort_plan"
    if key == "gate":
        gate(draft, item, text, line)
    elif key == "cost":
        cost(item, text)
    elif key == "mitigation" or (key in ("validation", "abort_plan") and says_none(text)):
        draft.leave_text(line, f"E) {key}", text if key == "mitigation" or refusal(text) else "")
    else:
        draft.put(item, Target(key), text, line=line)
        named = _GATE.search(text) if key == "validation" else None
        if named and "gate" not in item:
            # The method says before which PR it must be done.
            item["gate"] = Reference(("pr",), named["pr"], False)


def cost(item: PlanTable, cell: str) -> None:
    """How many PRs must be reworked, and which, as people say it."""
    value, rest = amount(cell)
    if isinstance(value, int | float) and not rest:
        item["cost"] = value
        return
    counted = re.search(r"(\d+(?:\.\d+)?) (?:PRs?\b|additional cost)", cell)
    named = [] if _NOT_THESE.search(cell) else list(dict.fromkeys(_named(cell)))
    if counted:
        item["cost"] = amount(counted[0])[0]
    elif named:
        # The cost is the number of affected PRs.
        item["cost"] = len(named)
    elif stated(cell):
        item["cost"] = plain(cell)
        return
    if stated(cell):
        item["breaks"] = plain(cell)
    if named:
        item["affects"] = Reference(("pr",), ", ".join(named), True)


def _named(cell: str) -> list[str]:
    """The PRs that a text names, those between the ends of a range too."""

    def between(found: re.Match[str]) -> str:
        first, last = int(found["first"]), int(found["last"])
        return ", ".join(f"{found['letters']}{at}" for at in range(first, min(last, first + 99) + 1))

    return PR_ID.findall(_RANGE.sub(between, cell))


def gate(draft: Draft, item: PlanTable, cell: str, line: int) -> None:
    """The PR before which the validation must be complete."""
    if not stated(cell):
        return
    cell = cell.strip("*_ ")
    first = re.match(rf"((?i:before) )?({PR_ID.pattern})\.\s+(?=\S)", cell)
    one = _ONE.match(cell)
    named = _GATE.search(cell) or _BEGINS_WITH.match(cell)
    other = _OTHER_ID.match(cell)
    if first:
        # More sentences follow, about the validation.
        item["gate"] = Reference(("pr",), first[2], False)
        draft.leave_text(line, "E) Gate", cell[first.end() :])
    elif one:
        draft.understand(cell)
        item["gate"] = Reference(("pr",), one["pr"], False)
    elif named:
        item["gate"] = Reference(("pr",), named["pr"], False)
    elif other:
        # Whatever the document calls its PRs; what it calls none so is left over.
        item["gate"] = Reference(("pr",), other["pr"], False, mentioned=True)
    else:
        draft.leave_text(line, "E) Gate", cell)


MEASURED = pattern(r"\bwithin \d|[<>≤≥]=? ?\d|\bat (?:least|most) \d|\bno more than \d", re.IGNORECASE)
"""A method that names the result which it must give."""


def success_in(draft: Draft, item: PlanTable, text: str) -> None:
    """The success criteria that the method itself names."""
    if MEASURED.search(text):
        draft.put(item, target(Risk, "success_criteria"), text)
