"""The screens of the living document: merges from git, and what is unsigned (template: Living document)."""

from __future__ import annotations

from screens.workbench.bench import Bench


def show_merges(bench: Bench) -> None:
    """Show which PRs git has merged, to mark them."""
    # Deferred for the first frame: loaded when merges are looked for.
    from screens.workbench.living.merges_screen import MergesScreen

    repository = bench.validator.repository
    if repository is None:
        bench.notify("There is no repository to look into: fill in Repository in the Summary.", markup=False)
        return
    bench.app.push_screen(MergesScreen(bench, repository))


def show_unsigned(bench: Bench) -> None:
    """Show what only a person can decide and nobody has signed."""
    # Deferred for the first frame: loaded when signatures are looked for.
    from screens.workbench.living.sign_screen import SignScreen

    bench.app.push_screen(SignScreen(bench))
