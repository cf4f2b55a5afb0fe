"""`blistui new`: from its arguments, or asked for in the terminal."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from blistui.commands import output, streams
from blistui.commands.inputs import Failure, repository_at
from blistui.store.create import Draft, Refused, create, found_in, names, not_in_git, slug_of


def new(parsed: argparse.Namespace, open_plan: Callable[[list[str]], int]) -> int:
    """Write a new plan; open it when there is a terminal."""
    terminal = sys.stdin.isatty() and sys.stdout.isatty()
    draft = Draft(
        title=parsed.title,
        repository=parsed.repo or repository_at(None).root,
        guidelines=parsed.guidelines,
        design_doc=parsed.design_doc,
        real_systems=names(parsed.systems),
    )
    path = parsed.plan
    try:
        if path is None:
            if not terminal:
                raise Failure(
                    "name the file to make, as in `blistui new docs/plans/my-plan.toml`; "
                    "without a terminal nothing can be asked."
                )
            path, draft = _asked(draft)
        if not draft.title:
            draft = draft._replace(title=_title_of(path))
        loaded = create(path, draft, full=parsed.full)
    except Refused as error:
        raise Failure(str(error)) from error
    output.line(str(loaded.path))
    if ignored := not_in_git(loaded.path):
        output.note(ignored)
    if parsed.no_open or not terminal:
        return 0
    if why := streams.why_no_screen():
        output.note(why)
        return 0
    return open_plan([str(loaded.path)])


def _asked(draft: Draft) -> tuple[Path, Draft]:
    """What the author answers, with what is known or found already proposed; raises Failure, Refused."""
    output.note("Enter takes what is in brackets, Ctrl+C leaves without making anything.")
    title = ""
    while not title:
        title = _answer("Title of the plan", draft.title)
    repository = Path(_answer("Folder of the Go repository", str(draft.repository))).expanduser()
    proposed = found_in(repository)
    guidelines = _answer(
        "Design guidelines, a path in it or `builtin`", draft.guidelines or proposed.guidelines
    )
    design_doc = _answer("Design document, a path in it", draft.design_doc or proposed.design_doc)
    columns = ", ".join(draft.real_systems or proposed.real_systems)
    systems = names(_answer("Real systems that blocks are compared with", columns))
    file = _answer("File of the plan", f"docs/plans/{slug_of(title) or 'macro-plan'}.toml")
    return Path(file).expanduser(), Draft(title, repository, guidelines, design_doc, systems)


def _answer(label: str, proposed: str) -> str:
    shown = f" [{proposed}]" if proposed else ""
    streams.write_note(f"{label}{shown}: ")
    line = sys.stdin.readline()
    if not line:
        raise Failure("the answers ended too early; nothing was made.")
    return line.strip() or proposed


def _title_of(path: Path) -> str:
    return path.stem.replace("-", " ").replace("_", " ").capitalize()
