"""`blistui completion`: a script by which a shell completes commands, options and file names."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import shtab

from blistui.commands import streams
from blistui.commands.arguments import parser


def completion(parsed: argparse.Namespace) -> int:
    """Print the script for the shell that was named."""
    top = parser()
    for action in _actions(top):
        if action.type is Path:
            action.complete = shtab.FILE  # type: ignore[attr-defined]
    streams.write(shtab.complete(top, shell=parsed.shell))
    return 0


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    # There is no public way to list them; `shtab` reads the same attribute.
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from _actions(below)
