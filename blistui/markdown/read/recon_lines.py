"""Section B: which facts, inferences, open questions and constraints a line or a heading is above."""

from __future__ import annotations

import re
from collections.abc import Collection

from blistui.markdown.blocks import Entry, Part, Text
from blistui.markdown.outline import bare
from blistui.markdown.read.words import places
from blistui.patterns import pattern

CONSTRAINT = "constraint"
"""Stands beside the kinds of a finding for what is none."""

_LINES = tuple(
    (pattern(words, re.IGNORECASE), kind)
    for words, kind in (
        (r"(?:confirmed|verified)(?: (?:facts?|behaviou?r|in the code\b.*))?$", "confirmed"),
        (r"facts$|what (?:exists|is there|we found)$|findings$", "confirmed"),
        (r"inferred(?: behaviou?r)?$|inferences?$|what we believe\b|guess(?:es|ed)?\b", "inferred"),
        (r"(?:open )?(?:uncertaint(?:y|ies)|questions?|points?)$|open$|unknowns?$", "uncertain"),
        (
            r"(?:unverified|unconfirmed|not (?:yet )?(?:confirmed|verified))(?: (?:facts?|behaviou?r))?$",
            "uncertain",
        ),
        (r"(?:uncertain|unclear)$|(?:what )?we (?:could not|did not) find out$", "uncertain"),
        (r"(?:architectural )?constraints?(?: that must not be violated)?$", CONSTRAINT),
    )
)
PLAIN = pattern(
    r"b\)|confirmed|other facts|architectural con"
    r"|(?:repository |codebase )?recon(?:naissance)?(?: summary)?$|facts$",
    re.IGNORECASE,
)
"""Headings that say nothing of what is below them but that it is this section."""
_INFERENCE = pattern(
    r"[(*_]{0,3}(?:inference|inferred|guess)(?:[)*_]*:|[)*_]{1,3})[*_]*\s"
    r"|.*\((?:inference|inferred|a guess)\)\.?$",
    re.IGNORECASE | re.DOTALL,
)
_DOUBT = pattern(
    r"[*_]{0,2}(?:unverified|unconfirmed|not (?:verified|confirmed))[*_]{0,2}:[*_]*\s|.*\(UNVERIFIED\)\.?$",
    re.DOTALL | re.IGNORECASE,
)
_UNVERIFIED = pattern(r"\bUNVERIFIED\b|\bUnverified\.?$")
_TODAY = pattern(
    r"(?:the )?(?:current|present) (?:state|situation|code)$|where we (?:are|stand)(?: today)?$"
    r"|what (?:is there|exists|we have)(?: today)?$|how it (?:looks|works) today$|background$|findings$"
    r"|existing code$",
    re.IGNORECASE,
)


def kind_above(title: str) -> str:
    """The kind of what is below a line; empty when it says none."""
    name = bare(title)
    return next((kind for words, kind in _LINES if words.match(name)), "")


def kind_in(text: str, kind: str) -> str:
    """The kind that a fact says of itself, else that of its list."""
    if _DOUBT.match(text):
        return "uncertain"
    return "inferred" if _INFERENCE.match(text) else kind


def is_unverified(text: str) -> bool:
    """Whether a fact says that it is not verified."""
    return _UNVERIFIED.search(text) is not None


def is_number(title: str, cell: str) -> bool:
    """Whether a cell only counts its row."""
    return title in ("#", "no", "no.", "nr") and cell.isdigit()


def is_evidence(title: str, cell: str, projects: Collection[str]) -> bool:
    """Whether a cell only cites what the fact in its row rests on."""
    bare_cell = re.sub(r"`[^`]*`|[\s,;]|and", "", cell)
    return title in ("source", "sources", "evidence", "citation", "citations") and bool(
        places(cell, projects) and not bare_cell
    )


def is_recon(part: Part, projects: Collection[str]) -> bool:
    """Whether a part that no title names tells what the code is like: its texts cite several places."""
    texts = (node.source for node in part.nodes if isinstance(node, Entry | Text))
    return bool(_TODAY.match(bare(part.title))) and sum(len(places(text, projects)) for text in texts) > 1
