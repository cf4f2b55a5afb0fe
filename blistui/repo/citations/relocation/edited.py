"""Which lines of a text became which: edited, and still the same lines to their readers."""

from __future__ import annotations

from collections.abc import Sequence

from blistui.repo.citations.relocation.compared import Compared
from blistui.repo.citations.relocation.cosmetic import alike, sentences, words_kept
from blistui.repo.citations.relocation.passages import part
from blistui.repo.location import Range

_ALIKE = 0.4
_REWORDED = 0.7
_MOST_PAIRS = 400


def edited(compared: Compared, cited: Range, region: Range) -> list[int]:
    """Positions in `region` of the new text of what cited lines became."""
    old, new = part(compared.old.lines, cited), part(compared.new.lines, region)
    return _alike(old, new) or _reworded(compared, cited, region)


def _alike(old: Sequence[str], new: Sequence[str]) -> list[int]:
    """Positions in `new` of what lines of `old` became: those alone in beginning with the same word."""
    beginning: dict[str, list[int]] = {}
    for number, line in enumerate(new):
        beginning.setdefault(_first_word(line), []).append(number)
    found: list[int] = []
    for line in old:
        word = _first_word(line)
        same = beginning.get(word, []) if word else []
        if len(same) == 1 and alike(line, new[same[0]]) >= _ALIKE:
            found += same
    return found


def _reworded(compared: Compared, cited: Range, region: Range) -> list[int]:
    """Positions in `region` of sentences that have most words of a cited one, and of no other beside it.

    Of lines that are no sentences the first word is the name of an entry: of those, `_alike` knows more."""
    then, now = compared.between_sure_lines(cited)
    old, new = sentences(compared.old.lines, then), sentences(compared.new.lines, now)
    if len(old) * len(new) > _MOST_PAIRS:
        return []
    alike_in = {(one, other): words_kept(old[one], new[other]) for one in old for other in new}
    found: list[int] = []
    for (one, other), kept in alike_in.items():
        beside = [own for pair, own in alike_in.items() if (pair[0] == one) != (pair[1] == other)]
        within = cited[0] <= one <= cited[1] and region[0] <= other <= region[1]
        if within and kept >= _REWORDED and max(beside, default=0.0) < _REWORDED / 2:
            found.append(other - region[0])
    return found


def _first_word(line: str) -> str:
    return next((word for word in line.split() if any(map(str.isalnum, word))), "")
