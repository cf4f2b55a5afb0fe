"""What commands write: data to stdout, notes to stderr, and no control character that came from elsewhere.

Lines for people are in the encoding of the stream, with escapes for what it cannot show. Data for programs is
UTF-8, whatever the terminal is set to.
"""

from __future__ import annotations

from blistui.commands import streams
from blistui.markdown.inline import json_visible, one_line, visible


def line(text: str) -> None:
    """Write one line for people to stdout."""
    streams.write(f"{one_line(text)}\n")


def report(text: str) -> None:
    """Write lines for people to stdout, in which all was made visible before it was coloured."""
    streams.write(text)


def json(text: str) -> None:
    """Write JSON, or a value of TOML, to stdout."""
    streams.write_data(json_visible(text))


def as_json(value: object) -> None:
    """Write `value` as JSON to stdout, with letters of all languages as they are."""
    # Imported where it is needed: most commands write no JSON.
    from json import dumps

    json(dumps(value, ensure_ascii=False, indent=2) + "\n")


def lines(text: str) -> None:
    """Write lines for programs to stdout: Markdown, or commands of GitHub."""
    streams.write_data(visible(text))


def note(text: str) -> None:
    """Write one line for people to stderr."""
    streams.write_note(f"blistui: {one_line(text)}\n")
