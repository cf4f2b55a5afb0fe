"""CON, events: where they come from, where they go, what a new one needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from blistui.plan.headings import PHASE_2, PREREQUISITE
from blistui.plan.ids import items_of
from blistui.plan.paths import segment_of
from blistui.plan.tables.concept import Block, Event
from blistui.rules.prose.filled import filled, same_thing
from blistui.rules.prose.wording import named
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.to_write import to_write, unanswered

_ORIGINS = ("exogenous", "endogenous")


class _Use(NamedTuple):
    """An event as one block lists it; `key` is equal for the same event in other blocks."""

    path: str
    key: str
    event: Event
    block: Block
    block_path: str

    @property
    def called(self) -> str:
        return self.event.name.strip() or named(self.event, self.path)

    @property
    def where(self) -> str:
        return named(self.block, self.block_path)


def _uses(context: Context) -> list[_Use]:
    return [
        _Use(f"{path}.events.{segment_of(block.events, index)}", same_thing(event.name), event, block, path)
        for path, block in items_of(context.plan, "block")
        for index, event in enumerate(block.events)
    ]


@rule("CON005", "error", PHASE_2, 2)
def event_origin(context: Context) -> Iterator[Problem]:
    """Every event is either exogenous or endogenous, and the same in every block that lists it.

    Why: Replaying a workload needs to know which events come from outside and which the system makes.
    Fix: Choose exogenous for what the workload drives, endogenous for what a state transition causes.
    Fails: { name = "Arrival", direction = "consumed" }
    Passes: { name = "Arrival", direction = "consumed", origin = "exogenous" }
    """
    first: dict[str, _Use] = {}
    for use in context.derived(_uses):
        if use.event.origin not in _ORIGINS:
            yield unanswered(
                f"{use.path}.origin",
                use.event.origin,
                f"Event {use.called} of building block {use.where} is classified neither as exogenous nor as "
                "endogenous.",
                "Choose one of the two.",
            )
        elif use.key:
            other = first.setdefault(use.key, use)
            if other.event.origin != use.event.origin:
                yield Problem(
                    f"{use.path}.origin",
                    f"Event {use.called} is {use.event.origin} in building block {use.where} but "
                    f"{other.event.origin} in {other.where}.",
                    "Classify it the same in both, or give two events two names.",
                )


@rule("CON006", "warning", PHASE_2, 2)
def events_connected(context: Context) -> Iterator[Problem]:
    """A consumed endogenous event is produced by a block; a produced one is consumed or goes to statistics.

    Why: An event that no block produces never arrives; one that no block handles is dead code.
    Fix: Add the event to the block at the other end, under the same name, or mark it as going to statistics.
    Fails: block Queue consumes endogenous StepEnd, and no block produces StepEnd
    Passes: block Replica produces StepEnd, block Queue consumes it
    """
    uses = context.derived(_uses)
    produced = {use.key for use in uses if use.event.direction == "produced"}
    consumed = {use.key for use in uses if use.event.direction == "consumed"}
    counted = {use.key for use in uses if use.event.to_statistics}
    # The block at the other end may be the one whose events are still to be written.
    unwritten = any(
        not block.events and not filled(block.events_none_because) for block in context.plan.block
    )
    report: Callable[[str, str, str], Problem] = (
        to_write if unwritten or len(context.plan.block) < 2 else Problem
    )
    for use in uses:
        if not use.key:
            continue
        direction, endogenous = use.event.direction, use.event.origin == "endogenous"
        if direction == "consumed" and endogenous and use.key not in produced:
            yield report(
                f"{use.path}.name",
                f"Building block {use.where} consumes endogenous event {use.called}, "
                "which no block produces.",
                "Add it to the block that produces it, under the same name.",
            )
        elif direction == "produced" and use.key not in consumed | counted:
            yield report(
                f"{use.path}.name",
                f"Building block {use.where} produces event {use.called}, which no block consumes.",
                "Add it to the block that consumes it, or mark that it goes to statistics.",
            )


@rule("CON019", "warning", PREREQUISITE, 2)
def new_event_and_randomness(context: Context) -> Iterator[Problem]:
    """A new event states its priority constant, and new randomness its named subsystem.

    Why: Two events at one time need an order, and a new random stream must not disturb the old ones; else
        the same seed gives other results.
    Fix: Name the priority constant, or the random subsystem.
    Fails: { name = "ScaleUp", new = true, priority = "" }
    Passes: { name = "ScaleUp", new = true, priority = "after StepEnd" }
    """
    uses = context.derived(_uses)
    ranked = {use.key for use in uses if filled(use.event.priority)}
    reported: set[str] = set()
    for use in uses:
        if use.event.new and use.key and use.key not in ranked | reported:
            reported.add(use.key)
            yield to_write(
                f"{use.path}.priority",
                f"New event {use.called} of building block {use.where} has no priority constant.",
                "Say its rank among events of one time.",
            )
    holder: dict[str, _Use] = {}
    for use in sorted(uses, key=lambda one: one.event.new):
        other = holder.setdefault(same_thing(use.event.priority), use) if filled(use.event.priority) else use
        if use.event.new and use.key and other.key != use.key:
            yield Problem(
                f"{use.path}.priority",
                f"New event {use.called} has the priority {use.event.priority}, which {other.called} "
                "has too.",
                "Give it a rank of its own among events of one time.",
            )
    for path, block in items_of(context.plan, "block"):
        if block.new_randomness and not filled(block.random_subsystem):
            yield to_write(
                f"{path}.random_subsystem",
                f"Building block {named(block, path)} draws new random numbers from no named subsystem.",
                "Name the stream that its draws come from.",
            )
