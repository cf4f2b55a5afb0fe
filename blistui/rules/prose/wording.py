"""How messages name things: items, quotations, lists, counts, and what may have been meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_QUOTED = 60


def quoted(text: str) -> str:
    """The text in quotation marks, on one line, cut when long."""
    flat = " ".join(text[: 4 * _QUOTED].split())
    return f"“{flat if len(flat) <= _QUOTED else flat[: _QUOTED - 1] + '…'}”"


def named(item: object, path: str) -> str:
    """What to call the item at `path`: its id, with its name where that says more; else its position."""
    own = str(getattr(item, "id", "") or "")
    name = str(getattr(item, "name", "") or "")
    if own and name and own.casefold() != name.casefold():
        return f"{own} ({' '.join(name[: 4 * _QUOTED].split())[:_QUOTED]})"
    if own or name:
        return own or quoted(name)
    position = path.rpartition(".")[2].removeprefix("@")
    return f"no. {int(position) + 1}" if position.isascii() and position.isdigit() else position


def listed(words: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def first_of(words: Sequence[str], most: int) -> str:
    """`a, b and 3 more`: the first `most` of the words, and how many more there are."""
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more


def counted(number: int, noun: str) -> str:
    """`no risks`, `1 risk`, `3 risks`."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def spelled_alike(text: str, known: Iterable[str], most: int = 1, alike: float = 0.6) -> list[str]:
    """At most `most` of the `known` names that are spelled like `text`, likeliest first.

    `alike` is the least share of common letters, from 0 to 1.
    """
    # Needed only where something is wrong.
    from difflib import get_close_matches

    return get_close_matches(text, list(known), n=most, cutoff=alike)
