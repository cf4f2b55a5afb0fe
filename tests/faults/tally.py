"""Runs counted, faults sorted by where they come from, and nothing that runs longer than it may."""

from __future__ import annotations

import signal
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType, TracebackType

PATIENCE = 2.0
"""Seconds that one input may take."""


class Hang(BaseException):
    """An input took longer than it may. No Exception: nothing that is under test is to catch it."""


@contextmanager
def within(seconds: float = PATIENCE) -> Iterator[None]:
    """Raise Hang in the body when it computes longer, or waits ten times as long; only in a main thread.

    A machine that is busy with other things is no fault.
    """

    def late(_: int, __: FrameType | None) -> None:
        raise Hang(f"longer than {seconds:g} s")

    timers = (
        (signal.SIGPROF, signal.ITIMER_PROF, seconds),
        (signal.SIGALRM, signal.ITIMER_REAL, 10 * seconds),
    )
    before = [(number, signal.signal(number, late)) for number, _, _ in timers]
    try:
        for _, timer, limit in timers:
            signal.setitimer(timer, limit)
        yield
    finally:
        for _, timer, _ in timers:
            signal.setitimer(timer, 0)
        for number, handler in before:
            signal.signal(number, handler)


class Caught:
    """Whatever error ends its body, kept in `error`; an interrupt is let through."""

    error: BaseException | None = None

    def __enter__(self) -> Caught:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        self.error = error
        return isinstance(error, (Exception, Hang))


@dataclass(frozen=True)
class Fault:
    """What went wrong: `kind` is the same for two faults of one cause, `how` says how to see it again."""

    kind: str
    text: str
    how: str
    shown: str = ""


@dataclass
class Tally:
    """Runs and faults of one program."""

    name: str
    runs: int = 0
    faults: list[Fault] = field(default_factory=list)
    notes: dict[str, int] = field(default_factory=dict)
    began: float = field(default_factory=time.monotonic)

    def note(self, what: str, times: int = 1) -> None:
        """Count something that is worth knowing and no fault."""
        self.notes[what] = self.notes.get(what, 0) + times

    def add(self, kind: str, text: str, how: str, shown: str = "") -> None:
        """Count a fault."""
        self.faults.append(Fault(kind, text, how, shown))

    def __str__(self) -> str:
        seconds = time.monotonic() - self.began
        notes = "".join(f", {count} {what}" for what, count in sorted(self.notes.items()))
        lines = [f"{self.name}: {self.runs} runs, {len(self.faults)} faults{notes} ({seconds:.1f} s)"]
        kinds: dict[str, list[Fault]] = {}
        for fault in self.faults:
            kinds.setdefault(fault.kind, []).append(fault)
        for kind, found in sorted(kinds.items(), key=lambda entry: -len(entry[1])):
            first = found[0]
            lines += [f"\n== {len(found)} x {kind}", f"   {first.how}"]
            lines += [f"   | {line}" for line in first.text.splitlines()]
            lines += [f"   > {line}" for line in first.shown.splitlines()[:40]]
        return "\n".join(lines)


def finish(tally: Tally) -> int:
    """Print the tally; the exit code is 1 when there are faults."""
    print(tally)
    return 1 if tally.faults else 0


def kind_of(error: BaseException) -> str:
    """The name of the error and the place of our own code that it came from: one cause, one kind."""
    places = traceback.extract_tb(error.__traceback__)
    own = [place for place in places if "/blistui/" in place.filename]
    place = own[-1] if own else places[-1]
    where = place.filename.rpartition("/blistui/")[2]
    # Where a hang is interrupted says little; the outermost step of ours says which reader hangs.
    if isinstance(error, Hang) and own:
        return f"Hang in {own[0].filename.rpartition('/blistui/')[2]} {own[0].name}"
    return f"{type(error).__name__} in {where} {place.name}"


def text_of(error: BaseException) -> str:
    """The last lines of the error's traceback."""
    lines = "".join(traceback.format_exception(error)).splitlines()
    return "\n".join(line[:300] for line in lines[-9:])


def smaller(data: bytes, fails: Callable[[bytes], bool], seconds: float = 8.0) -> bytes:
    """A smaller input for which `fails` still holds, as far as it is found in that time."""
    until = time.monotonic() + seconds
    size = max(1, len(data) // 2)
    while size and time.monotonic() < until:
        at, shrunk = 0, False
        while at < len(data) and time.monotonic() < until:
            candidate = data[:at] + data[at + size :]
            if fails(candidate):
                data, shrunk = candidate, True
            else:
                at += size
        size = size if shrunk and size <= len(data) else size // 2
    return data


def shown(data: bytes) -> str:
    """The input as it can be typed again; long ones are cut."""
    text = repr(data)
    return text if len(text) <= 1500 else f"{text[:1500]}… ({len(data)} bytes)"
