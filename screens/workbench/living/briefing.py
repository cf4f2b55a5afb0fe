"""The brief of a PR: all that whoever implements it has to know, written beside the plan."""

from __future__ import annotations

import re

from blistui.markdown.write.brief import brief
from blistui.markdown.write.source import Source
from blistui.plan.document import Plan
from blistui.plan.paths import with_paths
from blistui.repo.citations.interfaces import signatures_of
from blistui.repo.citations.states import states_of
from blistui.repo.repository import Repository
from screens.dialogs.option import Option
from screens.dialogs.picker import Picker
from screens.fields.items import ItemsField
from screens.form.exporting import export
from screens.workbench.bench import Bench


def begin(bench: Bench) -> None:
    """Write the brief of the PR that is shown or under the cursor; elsewhere, of one to be picked."""
    prs = dict(with_paths(bench.session.plan.pr, "pr"))
    if not prs:
        bench.notify("The plan has no PR yet: Phase 6 lists them.", markup=False)
        return
    at = bench.place.path
    if isinstance(bench.focused, ItemsField) and not at:
        at = bench.focused.path_of_cursor
    here = next((path for path in prs if f"{at}.".startswith(f"{path}.")), "")
    if here:
        _write(bench, here)
        return

    def picked(answer: tuple[str, ...] | None) -> None:
        if answer:
            _write(bench, answer[0])

    options = [Option(path, pr.title, pr.id) for path, pr in prs.items()]
    bench.app.push_screen(Picker("The brief of which PR?", options), picked)


def _write(bench: Bench, path: str) -> None:
    plan, file = bench.session.plan, bench.session.path
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", path.removeprefix("pr."))

    def made() -> str:
        # In the thread of the export: a repository that is opened is read.
        bench.validator.open(plan)
        return text_of(plan, path, bench.validator.repository)

    export(bench, file.with_name(f"{file.stem}.{name}.md"), made)


def text_of(plan: Plan, path: str, repository: Repository | None) -> str:
    """The brief of the PR at `path`; `repository` shows what the code says. Raises RepositoryError."""
    pr = dict(with_paths(plan.pr, "pr"))[path]
    if repository is None:
        return brief(Source(plan), path, pr, {})
    signatures, _ = signatures_of(repository, plan)
    return brief(Source(plan, signatures), path, pr, states_of(repository, plan))
