"""What may be typed beside a name: `#func` and other kinds, `-test` to leave tests out."""

from __future__ import annotations

from typing import NamedTuple

from blistui.repo.symbols.indexed import KINDS

_KINDS = {
    "type": ("struct", "interface", "type", "alias"),
    "method": ("method", "interface method"),
    "func": ("func",),
}
_NO_TESTS = ("-test", "-tests")


class Filters(NamedTuple):
    """The words that are left, the kinds that may be found (None: all), and whether tests may be."""

    words: str
    kinds: frozenset[str] | None
    tests: bool

    @property
    def is_choosy(self) -> bool:
        """Whether anything is left out."""
        return self.kinds is not None or not self.tests

    def takes(self, path: str, kind: str = "") -> bool:
        """Whether a symbol of this kind, or a file, in this path may be found."""
        if not self.tests and (kind == "test" or path.endswith("_test.go")):
            return False
        return self.kinds is None or not kind or kind in self.kinds


def filters(query: str) -> Filters:
    """What a query says; a kind may be shortened, `#i` is the same as `#interface`."""
    words, kinds, tests = [], set[str](), True
    for word in query.split():
        if word in _NO_TESTS:
            tests = False
        elif word.startswith("#"):
            named = word[1:].lower()
            kinds |= {kind for kind in KINDS if named and kind.startswith(named)}
            kinds |= {kind for name, of in _KINDS.items() if named and name.startswith(named) for kind in of}
            if named and not kinds:
                words.append(word)
        else:
            words.append(word)
    return Filters(" ".join(words), frozenset(kinds) or None, tests)
