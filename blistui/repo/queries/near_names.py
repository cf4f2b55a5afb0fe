"""What a subject that cannot be asked about may have been meant to be."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from blistui.repo.queries.calls import FUNCTIONS
from blistui.repo.queries.code import GoCode
from blistui.repo.queries.targets import place_text, plain_name

_CUTOFF = 0.65
_MOST = 3
_TYPES = frozenset(["struct", "type"])
_KINDS = {
    "implementers": frozenset(["interface"]),
    "satisfies": _TYPES,
    "constructors": _TYPES,
    "callees": FUNCTIONS,
}
"""What each question can be asked of; the others of anything."""


def near_names(code: GoCode, question: str, subject: str) -> list[str]:
    """Declarations that differ from a subject in their folder or in capitals only, as a query writes them;
    without any of these those that are spelled nearly so. The likeliest come first.
    """
    wanted = plain_name(subject).rpartition("/")[2].split(".")
    name, before = wanted[-1], wanted[-2].casefold() if len(wanted) > 1 else ""
    known = [(text, own, around) for text, own, around in _declared(code, question) if text != subject]
    beside = [(text, own) for text, own, around in known if before in around]
    for rows in (beside, [(text, own) for text, own, _ in known]):
        found = [(own != name, text) for text, own in rows if own.casefold() == name.casefold()]
        if found:
            return [text for _, text in sorted(set(found))][:_MOST]
    spelled = {own: text for text, own in reversed(beside)}
    return [spelled[near] for near in get_close_matches(name, spelled, _MOST, _CUTOFF)]


def _declared(code: GoCode, question: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each declaration that a question can be asked of: its text, its name, what may be written before."""
    kinds = _KINDS.get(question)
    for package in code.packages.all:
        for file in package.files:
            for name, kind, receiver, _, _ in code.rows(file.path):
                if kinds is None or kind in kinds:
                    text = place_text(code, package, *([receiver] if receiver else []), name)
                    yield text, name, ("", receiver.casefold() or package.name.casefold())
