"""The living document: merges from git, revisions, signatures (template: Living document)."""

from __future__ import annotations

from screens.workbench.bench import Bench


def show_merges(bench: Bench) -> None:
    """Show which PRs git has merged, to mark them."""
    # Deferred for the first frame: loaded when merges are looked for.
    from screens.workbench.merges_screen import MergesScreen

    repository = bench.validator.repository
    if repository is None:
        bench.notify("There is no repository to look into: fill in Repository in the Summary.", markup=False)
        return
    bench.app.push_screen(MergesScreen(bench, repository))
