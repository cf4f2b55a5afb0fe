"""Names spelled like one that does not exist, found without comparing it with all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

_MOST_COMPARED = 1_000


class Spellings:
    """Names in groups; only those that share a group with a name asked about are compared with it."""

    def __init__(self, names: Iterable[str], groups_of: Callable[[str], Iterable[str]]) -> None:
        """`groups_of` gives the groups of a name: how it begins, how it ends, where it is."""
        self._groups_of = groups_of
        self._groups: dict[str, list[str]] = {}
        groups = self._groups
        for name in names:
            for group in groups_of(name):
                if group in groups:
                    groups[group].append(name)
                else:
                    groups[group] = [name]

    def near(self, name: str, cutoff: float) -> tuple[str, ...]:
        """The one or two names most like `name`; `cutoff` is the least similarity, 1 for the same text."""
        # Only a name that was not found is compared.
        from difflib import get_close_matches

        # Whose length differs more is less like it.
        near = sorted(self._beside(name), key=lambda other: (abs(len(other) - len(name)), other))[
            :_MOST_COMPARED
        ]
        return tuple(get_close_matches(name, near, n=2, cutoff=cutoff))

    def in_other_case(self, name: str) -> tuple[str, ...]:
        """The names, sorted, that differ from `name` in capitals only."""
        folded = name.casefold()
        return tuple(
            sorted(other for other in self._beside(name) if other.casefold() == folded and other != name)
        )

    def _beside(self, name: str) -> set[str]:
        return {other for group in self._groups_of(name) for other in self._groups.get(group, ())}


def ends_of(word: str) -> tuple[str, str, str]:
    """The groups of a word by its first letters, its last letters, and one of each, in one case."""
    folded = word.casefold()
    return f"{folded[:3]}…", f"…{folded[-4:]}", f"{folded[:1]}…{folded[-1:]}"
