"""What of typed text is one step of undo: a word with the blank behind it, what was erased, a paste."""

from __future__ import annotations

from collections.abc import Callable


class Typing:
    """Follows how a text changes."""

    def __init__(self) -> None:
        self._kind = ""

    def begins(self, was: str, now: str) -> bool:
        """Whether the change from `was` to `now` is another step than the one before."""
        start, end = changed(was, now)
        inserted, removed = now[start:end], was[start : len(was) - len(now) + end]
        kind = "both" if inserted and removed else "typed" if inserted else "erased"
        last, self._kind = self._kind, kind
        if kind == "both" and len(inserted) == 1:
            # The first letter over a selection: the word goes on.
            self._kind = "typed"
        if kind != last or kind == "both" or len(inserted) > 1 or len(removed) > 1:
            return True
        # The first letter of a word.
        return kind == "typed" and not inserted.isspace() and now[start - 1 : start].isspace()


def changed(was: str, now: str) -> tuple[int, int]:
    """Where `now` differs from `was`: the beginning and the end of what is new in it."""
    most = min(len(was), len(now))
    start = _alike(most, lambda size: was[:size] == now[:size])
    same = _alike(most - start, lambda size: was[len(was) - size :] == now[len(now) - size :])
    return start, len(now) - same


def _alike(most: int, is_alike: Callable[[int], bool]) -> int:
    """The largest size up to `most` at which it holds, when it holds at every smaller one."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if is_alike(middle):
            low = middle
        else:
            high = middle - 1
    return low
