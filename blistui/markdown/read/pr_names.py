"""The PRs that a text names, in the spellings that people use for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from blistui.markdown.listed import spelling
from blistui.markdown.nothing import says_none
from blistui.markdown.plain import unescaped
from blistui.markdown.read.denials import clauses, doubtful
from blistui.markdown.read.status import status_of
from blistui.patterns import pattern

_ASIDE = pattern(r"(?<!\bPR)\s+\([^()]*\)")
_LINK = pattern(r"\[([^\]\n]+)\]\([^()\s]*\)")
_JOINT = pattern(r"\s*(?:[,;&+]|(?<!\d)/|/(?!\d)|\band\b|<br ?/?>)\s*", re.IGNORECASE)
_RANGE = pattern(r"(?P<first>.+?)\s*(?:\.\.+|…|–|—|\bto\b|\bthrough\b|-(?=\s*[A-Z]))\s*(?P<last>.+)$")
_NUMBER = pattern(r"(?P<kind>[A-Za-z]+)-?(?P<number>\d+[a-z]?)$")
_LETTER = pattern(r"(?P<kind>PR)-(?P<number>[A-Z])$")
_MENTION = pattern(
    r"\b(?:PR|WP|MR|step|patch)[ -]?#?\d+(?:\.\d+)*[a-z]?\b|\bPR \(?[A-Z][\w-]*|#\d+\b|[A-Za-z0-9][\w-]*\w",
    re.IGNORECASE,
)
_KIND = pattern(r"(?:pull request|PR|WP|patch|step)s?[\s#-]*", re.IGNORECASE)
_NO_DEPENDENCY = pattern(
    r"\b(?:or|parallel|alongside|before|blocks|unblocks|while|until|see|like|similar)\b", re.IGNORECASE
)
"""A clause with one of these may name a PR that it does not say to wait for."""


class Waits(NamedTuple):
    """What a PR says that it depends on, to be read when all PRs are known."""

    text: str
    where: str
    line: int


def without_asides(text: str) -> str:
    """A text without its remarks in parentheses, but those which may deny what they stand behind."""
    return _ASIDE.sub(lambda own: own[0] if _denies(own[0]) else "", text)


def _denies(aside: str) -> bool:
    status = (status_of(aside) or {}).get("status", "")
    return status == "dropped" or (doubtful(aside) and not status)


class PrNames:
    """The PRs of a plan by the names that people give them."""

    def __init__(self, ids: Sequence[str]) -> None:
        self.ids = list(ids)
        self._spelled = {f"pr{spelling(own)}": own for own in ids} | {spelling(own): own for own in ids}
        self._bare: dict[str, str] = {}
        for form in (_NUMBER, _LETTER):
            parted = [found for found in map(form.match, ids) if found]
            # Numbers alone name PRs only where all that have one are of one kind.
            if len({found["kind"] for found in parted}) == 1:
                self._bare |= {found["number"]: found[0] for found in parted}

    def named(self, text: str, bare: bool = False) -> str:
        """The PR that a text is the name of: `PR #3`, or a `bare` `3` where nothing else may stand."""
        text = text.strip(" *_`[](){}.:\t✅☑✔️🔄⏳")
        spelled = re.sub(r"[()]", "", spelling(text))
        # A number of three figures and more is that of a pull request on the code host.
        found = self._spelled.get(f"pr{spelled}" if re.fullmatch(r"#\d{3,}", text) else spelled, "")
        if found or not bare:
            return found
        return self._bare.get(re.sub(r"/\d+$", "", _KIND.sub("", text).removeprefix("#")), "")

    def listed(self, text: str) -> list[str] | None:
        """The PRs in a text that is only their names: `PR 1, #2 and PR 4-6 (merged)`; None if it is more."""
        flat = without_asides(_LINK.sub(r"\1", unescaped(text))).strip(" .*_")
        if not flat or says_none(flat):
            return [] if flat else None
        found: list[str] = []
        for piece in filter(None, _JOINT.split(flat)):
            own = self.named(piece, bare=True)
            among = [own] if own else self._range(piece)
            if not among:
                return None
            found += among
        return list(dict.fromkeys(found))

    def waited_for(self, text: str) -> list[str]:
        """The PRs that a text about dependencies says to wait for; not those of a clause that may deny it."""
        known = self.listed(text)
        if known is not None:
            return known
        found: list[str] = []
        for clause in clauses(without_asides(_LINK.sub(r"\1", unescaped(text)))):
            if not (doubtful(clause) or _NO_DEPENDENCY.search(clause)):
                found += self.listed(clause) or self.mentioned(clause)
        return list(dict.fromkeys(found))

    def mentioned(self, text: str) -> list[str]:
        """The PRs whose names are anywhere in a text, numbers alone left out, in its order."""
        named = (self.named(found[0]) for found in _MENTION.finditer(text))
        return list(dict.fromkeys(own for own in named if own))

    def _range(self, text: str) -> list[str]:
        found = _RANGE.match(text)
        if found is None:
            return []
        first, last = (self.named(found[own], bare=True) for own in ("first", "last"))
        if not (first and last) or self.ids.index(first) >= self.ids.index(last):
            return []
        return self.ids[self.ids.index(first) : self.ids.index(last) + 1]
