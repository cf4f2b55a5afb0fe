"""Section I, the lists of a PR that people also write in one line: its scope, its contracts and its tests."""

from __future__ import annotations

import re
from dataclasses import replace

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


def scope_in(field: LabelledText) -> None:
    """What the PR does: items, or pieces of one line."""
    _scope_list(field, "scope_in")


def scope_out(field: LabelledText) -> None:
    _scope_list(field, "scope_out")


def _scope_list(field: LabelledText, key: str) -> None:
    draft, text = field.draft, field.text
    if not draft.own:
        if says_none(text) and not field.below:
            draft.leave_text(field.line, field.where, refusal(text) if refusal(text) != text else "")
            return
        nothing = [own for own in field.below if isinstance(own, Entry) and _NO_ITEMS.match(own.text)]
        if nothing:
            draft.leave(field.where, *nothing)
            field = replace(field, below=[own for own in field.below if own not in nothing])
        if field.below:
            draft.leave_text(field.line, field.where, stated(text))
        elif ";" not in text:
            text = "; ".join(_between_items(text))
        elif ". " not in text:
            text = text.removesuffix(".")
    draft.put(field.item, Target(key, "lines"), text, field.below, line=field.line)


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
