"""`blistui export`."""

from __future__ import annotations

import argparse
from pathlib import Path

from blistui.commands import output
from blistui.commands.inputs import Failure, plan_at
from blistui.markdown.inline import json_visible, visible
from blistui.markdown.write.document import core, document
from blistui.repo.errors import RepositoryError
from blistui.store.atomic import write_atomically
from blistui.store.json_export import json_text
from blistui.store.load import Loaded
from blistui.store.surroundings import repository_of


def export(parsed: argparse.Namespace) -> int:
    """Print the plan, or write it to a file."""
    loaded = plan_at(parsed.plan)
    if parsed.format == "core":
        text = core(loaded.plan)
    elif parsed.format == "json":
        text = json_text(loaded.plan, signatures(loaded))
    else:
        text = document(loaded.plan, signatures(loaded))
    if parsed.output is None:
        (output.json if parsed.format == "json" else output.lines)(text)
    else:
        _write(parsed.output, loaded.path, json_visible(text) if parsed.format == "json" else visible(text))
    return 0


def signatures(loaded: Loaded) -> dict[str, str]:
    """Signatures of the frozen interfaces, read from the code; what cannot be read is reported on stderr."""
    if not loaded.plan.frozen:
        return {}
    from blistui.repo.citations.interfaces import signatures_of

    try:
        found, unread = signatures_of(repository_of(loaded.path, loaded.plan), loaded.plan)
    except RepositoryError as error:
        found, unread = {}, [str(error)]
    for sentence in unread:
        output.note(sentence)
    return found


def _write(target: Path, plan: Path, text: str) -> None:
    if target.exists() and target.samefile(plan):
        raise Failure(f"{target} is the plan itself; name another file to export to.")
    try:
        write_atomically(target, text.encode("utf-8"))
    except OSError as error:
        raise Failure(f"{target} could not be written: {error.strerror}.") from error
    output.note(f"wrote {target}")
