"""Where the author is led: to the next thing to write or to fix, from wherever they are."""

from __future__ import annotations

from blistui.rules.running.next_step import left_in, next_step
from screens.fields.field import Field
from screens.fields.items import ItemsField
from screens.form.form import Place
from screens.form.phases import BY_KEY
from screens.form.start_card import StartCard
from screens.workbench.bench import Bench


def go_to_next(bench: Bench) -> None:
    """Go to the next error in the order of the template; a phase that has none left says so."""
    focused = bench.focused
    at = focused.path if isinstance(focused, Field) else bench.place.path
    if isinstance(focused, ItemsField):
        at = focused.stands_at
    bench.next_from = (at, focused)
    go_on(bench)


def go_on(bench: Bench) -> None:
    """Go there once what was written last is checked, when that is still wanted."""
    wanted, result = bench.next_from, bench.result
    if wanted is None or result is None or result.revision != bench.session.revision:
        return
    bench.next_from = None
    at, focused = wanted
    if bench.focused is not focused:
        return  # The author is elsewhere by now.
    # The card says where a plan begins; the summary behind it is written last.
    on_card = focused is not None and any(isinstance(one, StartCard) for one in focused.ancestors)
    here = BY_KEY["phase0" if on_card else bench.place.station]
    findings = result.findings
    # What a list lacks is one finding, and several headings.
    lists_too_short = [one.path for one in findings if one.blocks]
    if isinstance(focused, ItemsField) and focused.path in lists_too_short and focused.go_to_next_lacking():
        return
    step = next_step(bench.session.plan, findings, here.mark, at)
    if step is None:
        bench.notify("Nothing is left to write or to fix: read it again, and sign.", markup=False)
        bench.go(Place("review"))
        return
    # Review is never finished while anything else is not.
    is_phase = here.mark != "R"
    if is_phase and step.phase.mark != here.mark and not left_in(findings, here.mark):
        done = f"✓ {here.mark} {here.title} has nothing left to write or to fix."
        bench.notify(f"{done} Next: {step.phase.mark} {step.phase.name}.", markup=False)
    bench.jump(step.place, step.finding.rule)
