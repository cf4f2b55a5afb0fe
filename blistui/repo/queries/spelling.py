"""Types in one spelling each, so that types are equal when their spellings are.

A type that a package declares is spelled with the package's id or import path before it; one that is not here
begins with a question mark, and so does the length of an array that is a constant's name. `$0` and `%0` are
type parameters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from blistui.patterns import pattern

_PARAMETER = pattern(r"\$(\d+)")
_HOLE = pattern(r"([$%]\d+)")
_OWN = "@"
_LONGEST = 2_000
"""Characters of a function type whose type arguments are looked for."""


def filled(spelling: str, arguments: Sequence[str]) -> str:
    """The spelling with type arguments for its parameters `$0`, `$1` and so on."""
    if not arguments or "$" not in spelling:
        return spelling

    def argument(found: re.Match[str]) -> str:
        number = int(found[1])
        return arguments[number] if number < len(arguments) else found[0]

    return _PARAMETER.sub(argument, spelling)


def same(one: str, other: str) -> bool | None:
    """Whether two function types are identical; None when this depends on types that are not here."""
    if one == other:
        return True
    if "?" not in one and "?" not in other:
        return False
    ours, theirs = parts_of(one), parts_of(other)
    if len(ours) != len(theirs) or [len(part) for part in ours] != [len(part) for part in theirs]:
        return False
    for our_types, their_types in zip(ours, theirs, strict=True):
        for our, their in zip(our_types, their_types, strict=True):
            if our != their and "?" not in our and "?" not in their:
                return False
            if our.startswith("...") != their.startswith("..."):
                return False
    return None


def alike(one: str, other: str) -> dict[str, str] | None:
    """What the type parameters of one function type must be to make it the other; None when nothing does.

    Where both have type parameters, or types that are not here, they are not compared.
    """
    ours, theirs = bool(_HOLE.search(one)), bool(_HOLE.search(other))
    if not ours and not theirs:
        return {} if same(one, other) is not False else None
    if (ours and theirs) or "?" in one or "?" in other:
        counts = [[len(part) for part in parts_of(spelling)] for spelling in (one, other)]
        return {} if counts[0] == counts[1] else None
    holed, plain = (one, other) if ours else (other, one)
    if len(plain) > _LONGEST:
        return {}
    groups: dict[str, str] = {}
    pattern = ""
    for part in _HOLE.split(holed):
        if not _HOLE.fullmatch(part):
            pattern += re.escape(part)
        elif part in groups:
            pattern += f"(?P={groups[part]})"
        else:
            groups[part] = f"p{len(groups)}"
            pattern += f"(?P<{groups[part]}>.+?)"
    found = re.fullmatch(pattern, plain)
    return {hole: found[group] for hole, group in groups.items()} if found is not None else None


def short(spelling: str) -> str:
    """A spelling as a person reads it: packages by their last name."""
    spelling = re.sub(r"@[^:]*:([^.:\[\]]*)(?::[^.]*\.go)?\.", r"\1.", spelling)
    return spelling.replace("?", "").replace("func()()", "func()")


def names_own_type(spelling: str) -> bool:
    """Whether a type of this repository is part of it."""
    return _OWN in spelling


def parts_of(function: str) -> list[list[str]]:
    """The parameters and the results of a function type."""
    parts: list[list[str]] = []
    depth, start = 0, 0
    for at, char in enumerate(function):
        if char in "([{":
            depth += 1
            if depth == 1:
                parts.append([])
                start = at + 1
        elif char in ")]}":
            depth -= 1
            if depth == 0 and at > start:
                parts[-1].append(function[start:at])
        elif char == "," and depth == 1:
            parts[-1].append(function[start:at])
            start = at + 1
    return parts


def results_of(function: str) -> list[str]:
    """The results of a function type; none of a generic function or of anything else."""
    parts = parts_of(function) if function.startswith("func(") else []
    return parts[1] if len(parts) == 2 else []


def element_of(container: str) -> str:
    """What indexing a slice, an array or a map gives; empty for other types."""
    if container.startswith("map["):
        return _key_and_value(container)[1]
    container = container.removeprefix("*")
    return container.partition("]")[2] if container.startswith("[") else ""


def _key_and_value(of_map: str) -> tuple[str, str]:
    depth = 0
    for at in range(3, len(of_map)):
        depth += (of_map[at] == "[") - (of_map[at] == "]")
        if not depth:
            return of_map[4:at], of_map[at + 1 :]
    return "", ""


def received_from(channel: str) -> str:
    """What is received from a channel; empty for other types."""
    kind, bracket, element = channel.partition("(")
    return element[:-1] if bracket and kind in ("chan", "<-chan") else ""


def _two(parts: list[str]) -> tuple[str, str]:
    first, second, *_ = (*parts, "", "")
    return first, second


def ranged_over(of: str) -> tuple[str, str]:
    """What a loop over a type gives, one value or two; empty for what is not known."""
    if of.startswith("map["):
        return _key_and_value(of)
    if of.startswith(("iter.Seq[", "iter.Seq2[")):
        return _two(parts_of(of)[0])
    if of.startswith("func("):
        # What is handed to the function that it takes.
        parts = parts_of(of)
        given = parts_of(parts[0][0]) if len(parts[0]) == 1 and parts[0][0].startswith("func(") else [[]]
        return _two(given[0])
    return received_from(of), element_of(of)
