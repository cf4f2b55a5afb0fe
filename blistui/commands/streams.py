"""The standard streams, where they are closed, full, or in an encoding that cannot show everything.

A reader that has gone, as in `blistui rules | head`, ends nothing: what follows is written to nobody, and the
exit code still says what was found. Nothing but the standard library is imported: `--version` needs this too.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator


class OutputFailed(Exception):
    """Standard output cannot be written; the message is a sentence."""


def repair() -> None:
    """Make the standard streams such that any text can be written to them, or fails to be with an OSError."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            # Else the next file that is opened would get the number, and what is printed.
            os.open(os.devnull, os.O_RDONLY)
    if sys.stdout is None:
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    if sys.stderr is None:
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
    for stream in (sys.stdout, sys.stderr):
        # A stream that a test has put there need not have it.
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="backslashreplace")


def write(text: str) -> None:
    """Write text for people to stdout, in its encoding; raises OutputFailed."""
    with _standard_output():
        sys.stdout.write(text)


def write_data(text: str) -> None:
    """Write text for programs to stdout, as UTF-8; raises OutputFailed."""
    with _standard_output():
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))


def write_note(text: str) -> None:
    """Write text to stderr; where that is impossible, there is nobody to write to."""
    with contextlib.suppress(OSError):
        sys.stderr.write(text)
        sys.stderr.flush()


def flush() -> None:
    """Hand over what was written to stdout; raises OutputFailed."""
    with _standard_output():
        sys.stdout.flush()


@contextlib.contextmanager
def _standard_output() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        raise OutputFailed(f"standard output cannot be written: {error.strerror}.") from error


def why_no_screen() -> str:
    """A sentence that says why the workbench cannot be shown; empty where it can."""
    # `textual serve` shows the workbench in a browser, and holds the other ends of the pipes.
    if os.environ.get("TEXTUAL_DRIVER", "").endswith(":WebDriver"):
        return ""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return "the workbench needs a terminal; `blistui check PLAN` works without one."
    if not sys.stderr.isatty():
        return "the workbench is drawn on stderr, which is not the terminal here."
    term = os.environ.get("TERM", "")
    if term in ("", "dumb", "unknown"):
        shown = f"TERM is `{term}`" if term else "TERM is not set"
        return f"the workbench needs a terminal that can move its cursor, and {shown}."
    return ""
