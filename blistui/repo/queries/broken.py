"""What syntax errors leave open: an answer that rests on a file with errors says so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from blistui.repo.queries.code import GoCode
from blistui.repo.queries.file import Hit
from blistui.repo.queries.words import places_of_word

BROKEN = "not certain: the file has syntax errors"
_LOST = "not certain: the file has syntax errors, and what it declares may not be seen"
_IS_OPEN = "not certain"


def with_doubt(code: GoCode, hit: Hit, files: Iterable[str]) -> Hit:
    """The hit, not certain when one of the files that it rests on has errors."""
    if hit.doubt.startswith(_IS_OPEN):
        return hit
    broken = next(filter(code.is_broken, sorted(files)), None)
    if broken is None:
        return hit
    return hit._replace(doubt=BROKEN if broken == hit.path else f"{_IS_OPEN}: {broken} has syntax errors")


def perhaps_lost(code: GoCode, words: Collection[str]) -> Iterator[Hit]:
    """The first error of each file in which errors may hide a declaration that has to do with the words."""
    for path, source in code.sources:
        # Where declarations are laid out plainly, an error in one hides no other.
        if code.declared(path).begin or not any(any(places_of_word(word, source)) for word in words):
            continue
        if code.is_broken(path):
            line = code.file(path).first_error
            yield Hit(path, line, "", code.line_text(path, line), _LOST)
