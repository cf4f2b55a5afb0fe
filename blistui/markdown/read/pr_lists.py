"""Section I, the lists of a PR that people also write in one line: its scope, its contracts and its tests."""

from __future__ import annotations

import re

from blistui.markdown.blocks import Entry, Node, Text
from blistui.markdown.listed import between_commas, between_semicolons
from blistui.markdown.nothing import says_none
from blistui.markdown.read.contracts import contracts, names_contract
from blistui.markdown.read.draft import Target, target
from blistui.markdown.read.labelled import LabelledText
from blistui.markdown.read.words import refusal, stated
from blistui.patterns import pattern
from blistui.plan.tables.series import PullRequest

_NO_ITEM = pattern(
    r"^(?:and|or|but|which|that|who|so|since|because|as|if|when|where|while|not|except|including|such|e\.g|i\.e)\b"
    r"|^(?:used|called|made|kept|chosen|built|behind|via|with|without|using|only|default|also|each|both|all)\b"
    r"|^\w+ed (?:by|in|for|from|to|at|with|on)\b|[():]|\.\s|^$",
    re.IGNORECASE,
)
"""What does not stand in an item of a list between commas."""
_NO_ITEMS = pattern(
    r"(?:none|nothing)\b(?: (?:is|was|else|more|left|out|excluded|yet)\b)*\W*$", re.IGNORECASE
)
"""An item that says there is none."""
_SIDE = pattern(
    r"(?:^|(?<=[.;,]\s)|(?<=\s)(?=[*_(]))[*_(]{0,3}(?P<side>in scope|out of scope|not in scope|in|out)"
    r"(?:[*_]{0,2}:[*_]{0,2}|\)|\s+[—–])\s*",
    re.IGNORECASE,
)
"""Where a text begins to say what is in scope, or out of it."""
_NOT_IN = pattern(r"\W*(?:not?|never|nothing|without|exclud\w+|except)\b", re.IGNORECASE)
_LABELS = {"scope_in": "in", "scope_out": "out"}
_OUT = pattern(r"\b(?:out of|not in) scope\b", re.IGNORECASE)
_SEVERAL = pattern(r"(?:[;,.]|<br ?/?>|,? and(?: that)?)\s*(?=\**[(`]?(?:BC|NC|EC)-[\w-]*\d)")
"""Between contracts of one text."""
_LETTERS = pattern(r"(?:^|[;,.]?\s+(?:and )?)\((?:[a-h]|[1-9])\)\s+")
_LETTER = pattern(r"\(([a-h])\)")
_GOES_ON = pattern(
    r"(?:otherwise|then|but|and|or|so|if not|else|hence|i\.e|e\.g|for|that|which|not)\b", re.IGNORECASE
)
"""Behind a semicolon, the same contract goes on."""
_NO_CONTRACT = pattern(
    r"(?:see|tbd|to ?do|to be|as above|same as|as in)\b|\**\d+ (?:\w+ )?(?:contracts?|guarantees?)\b|.*:\**$"
    r"|\*\*[^*]*\*\*$",
    re.IGNORECASE | re.DOTALL,
)
"""A text that says where the contracts are or how many, or heads them, and is none."""
_KIND = pattern(
    r"(?:unit|integration|regression|golden|invariant|e2e|end-to-end|benchmark|bench|fuzz|property|crash|stress"
    r"|race|smoke|load|soak|performance|compat\w*|acceptance|differential|chaos)\b[^.;]*$",
    re.IGNORECASE,
)
"""One of the kinds of tests."""


def sides(text: str) -> list[tuple[str, str]]:
    """The fields of what a text says to be in scope and out of it: `In: x; out: y`; empty where it does not
    begin so."""
    found = list(_SIDE.finditer(text))
    if not found or found[0].start():
        return []
    ends = [*(own.start() for own in found[1:]), len(text)]
    pieces = [text[own.end() : end].strip(" ;,") for own, end in zip(found, ends, strict=True)]
    names = ["scope_in" if own["side"].casefold().startswith("in") else "scope_out" for own in found]
    return [(name, re.sub(r"\.$", "", own)) for name, own in zip(names, pieces, strict=True)]


def only_in(text: str) -> bool:
    """Whether a text without `In` and `Out` says nothing of what is not in scope."""
    return not (_OUT.search(text) or any(map(_NOT_IN.match, between_semicolons(text))))


def scope_in(field: LabelledText) -> None:
    """What the PR does: items, or pieces of one line."""
    _scope_list(field, "scope_in")


def scope_out(field: LabelledText) -> None:
    _scope_list(field, "scope_out")


def _scope_list(field: LabelledText, key: str) -> None:
    draft, text, below = field.draft, field.text, field.below
    if not draft.own:
        if says_none(text) and not below:
            draft.leave_text(field.line, field.where, refusal(text) if refusal(text) != text else "")
            return
        both = sides(f"{_LABELS[key]}: {text}")
        if not below and (len(both) > 1 or _OUT.search(text)):
            # `In: x; out: y`; what else is said of the other side is left over.
            for own, said in both if len(both) > 1 else ():
                draft.put(field.item, Target(own, "lines"), said, line=field.line)
            draft.leave_text(field.line, field.where, "" if len(both) > 1 else text)
            return
        nothing = [own for own in below if isinstance(own, Entry) and _NO_ITEMS.match(own.text)]
        draft.leave(field.where, *nothing)
        below = [own for own in below if own not in nothing]
        if below:
            draft.leave_text(field.line, field.where, stated(text))
            other = [own for own in below if isinstance(own, Entry) and _of_other(own, key)]
            draft.leave(field.where, *other)
            below = [own for own in below if own not in other]
        elif ";" not in text:
            text = "; ".join(_between_items(text))
        elif ". " not in text:
            text = text.removesuffix(".")
    draft.put(field.item, Target(key, "lines"), text, below, line=field.line)


def _of_other(entry: Entry, key: str) -> bool:
    """Whether an item of a list says that it is of the other one."""
    side = sides(entry.text)
    return bool(side and side[0][0] != key) or (key == "scope_in" and bool(_OUT.search(entry.text)))


def _between_items(text: str) -> list[str]:
    """The items of a text between commas, where all are short and no word joins them."""
    found = between_commas(text.removesuffix("."))
    return [text] if any(_NO_ITEM.search(own) or own.count(" ") > 6 for own in found) else found


def guarantees(field: LabelledText) -> None:
    draft, below = field.draft, field.below
    if draft.own:
        below = [*([Text(field.line, field.text)] if stated(field.text) else []), *below]
    elif says_none(field.text) or _NO_CONTRACT.match(field.text):
        draft.leave_text(
            field.line, field.where, "" if says_none(field.text) and not refusal(field.text) else field.text
        )
    elif stated(field.text):
        draft.understand(*_LETTER.findall(field.text))
        pieces = (piece for text in _SEVERAL.split(field.text) for piece in _pieces(text))
        below = [*(_contract(field.line, own) for own in pieces), *below]
    field.item.setdefault("guarantees", []).extend(contracts(draft, field.where, below))


def _contract(line: int, text: str) -> Node:
    """A contract: what follows one that has an id may belong to it."""
    named = Text(line, text)
    return named if names_contract(named) else Entry(line, text, "-", text, [])


def _pieces(text: str) -> list[str]:
    """The contracts of a text: `(a) it holds; (b) it ends`, or several between semicolons."""
    text = text.strip()
    lettered = _LETTERS.split(text)
    if len(lettered) > 2 and not lettered[0].strip():
        return [own.strip(" ;") for own in lettered[1:]]
    found = between_semicolons(text)
    return [text] if any(_GOES_ON.match(own) for own in found) else found


def tests(field: LabelledText) -> None:
    """The kinds of tests: each of a list of kinds, or else the text as it is."""
    draft, text = field.draft, field.text
    kinds = [] if draft.own or field.below else re.split(r",\s+(?![^()]*\))", text.removesuffix("."))
    if len(kinds) > 1 and all(map(_KIND.match, kinds)):
        text = "; ".join(kinds)
    draft.put(field.item, target(PullRequest, "test_categories"), text, field.below, line=field.line)
