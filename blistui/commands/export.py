"""`blistui export`."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from blistui.commands import output
from blistui.commands.inputs import Failure, plan_at
from blistui.commands.saving import write_file
from blistui.markdown.inline import json_visible, visible
from blistui.markdown.write.document import core, document
from blistui.repo.errors import RepositoryError
from blistui.store.json_export import json_text
from blistui.store.load import Loaded
from blistui.store.surroundings import repository_of


def export(parsed: argparse.Namespace) -> int:
    """Print the plan, or write it to a file."""
    loaded = plan_at(parsed.plan)
    if parsed.pr:
        return _briefs(loaded, parsed)
    if parsed.to is not None:
        raise Failure("--to FOLDER is for --pr: one brief each; --output FILE takes the whole plan.")
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


def _briefs(loaded: Loaded, parsed: argparse.Namespace) -> int:
    """The briefs of the PRs that --pr names, printed one after another or written to a folder."""
    from blistui.markdown.write.brief import brief
    from blistui.markdown.write.source import Source
    from blistui.plan.paths import with_paths
    from blistui.plan.targets import instead

    if parsed.format != "markdown":
        raise Failure("a brief is Markdown; leave out --format.")
    if parsed.to is not None and parsed.output is not None:
        raise Failure("--to makes a file for each brief, --output one of all: leave out one of the two.")
    held = list(with_paths(loaded.plan.pr, "pr"))
    wanted = [(path, pr) for path, pr in held if parsed.pr in ("all", pr.id)]
    if not wanted:
        raise Failure(
            f"there is no PR `{parsed.pr}`{instead(parsed.pr, ['all', *(pr.id for _, pr in held)])}"
        )
    source = Source(loaded.plan, signatures(loaded))
    states = _states(loaded)
    texts = [(pr.id or path, brief(source, path, pr, states)) for path, pr in wanted]
    if parsed.to is None:
        text = "\n".join(text for _, text in texts)
        if parsed.output is None:
            output.lines(text)
        else:
            _write(parsed.output, loaded.path, visible(text))
        return 0
    by_file: dict[Path, str] = {}
    for name, text in texts:
        target = parsed.to / f"{re.sub(r'[^A-Za-z0-9_-]+', '-', name)}.md"
        if target in by_file:
            raise Failure(
                f"the briefs of two PRs would be {target}: rename one, or write them with --output."
            )
        by_file[target] = visible(text)
    for target, text in by_file.items():
        _write(target, loaded.path, text)
    return 0


def _states(loaded: Loaded) -> dict[str, str]:
    """What became of each citation, by its path; without a repository none is looked at."""
    from blistui.repo.citations.states import states_of

    try:
        return states_of(repository_of(loaded.path, loaded.plan), loaded.plan)
    except RepositoryError as error:
        output.note(f"the citations were not verified: {error}.")
        return {}


def _write(target: Path, plan: Path, text: str) -> None:
    if target.exists() and target.samefile(plan):
        raise Failure(f"{target} is the plan itself; name another file to export to.")
    write_file(target, text.encode())
    output.note(f"wrote {target}")
