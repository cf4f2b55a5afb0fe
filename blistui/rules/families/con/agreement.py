"""CON, rules on what the plan states twice: events and extension points, in Phase 2 and in the PRs."""

from __future__ import annotations

from collections.abc import Iterator

from blistui.patterns import pattern
from blistui.plan.headings import PHASE_2
from blistui.plan.ids import items_of
from blistui.plan.paths import segment_of
from blistui.plan.tables.concept import Event
from blistui.rules.prose.filled import filled, same_thing, says_something
from blistui.rules.prose.wording import named, quoted
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.to_write import to_write

_EVENT = pattern(
    r"\s*`?(?P<name>[^(`]+?)`?\s*\((?:new,\s*)?(?P<origin>exogenous|endogenous)"
    r"(?:,\s*priority\s+(?P<priority>[^)]+?))?\s*\)\.?\s*\Z"
)
_INPUT = pattern(
    r"(?i)\b(?:workloads?|traces?|generators?|arrivals?|clients?|users?|operators?|inputs?|files?)\b"
)


@rule("CON020", "error", PHASE_2, 2)
def events_agree(context: Context) -> Iterator[Problem]:
    """What PRs say of events agrees with the concept model both ways: name, origin and priority.

    An entry that is not written as `name (origin, priority N)` is a warning.

    Why: The micro plan is written from the PR, and replay is designed from the model.
    Fix: Correct the one that is wrong; a new event belongs in a block that the plan changes.
    Fails: events = ["scale tick (exogenous, priority 80)"], where the model says endogenous
    Passes: events = ["scale tick (endogenous, priority 80)"]
    """
    model: dict[str, Event] = {}
    for path, block in items_of(context.plan, "block"):
        for index, event in enumerate(block.events):
            first = model.setdefault(same_thing(event.name), event)
            if _ranked_otherwise(event, first):
                yield Problem(
                    f"{path}.events.{segment_of(block.events, index)}.priority",
                    f"{named(block, path)} gives {quoted(event.name)} the priority {event.priority}, and "
                    f"another entry gives it {first.priority}.",
                    "Correct the one that is wrong.",
                )
    listed_events: set[str] = set()
    for path, pr in items_of(context.plan, "pr"):
        for index, entry in enumerate(pr.events):
            at = f"{path}.events.{index}"
            if not says_something(entry):
                continue
            found = _EVENT.match(entry)
            if found is None:
                known = [key for key in model if key and key in same_thing(entry)]
                listed_events.update(known)
                yield Problem(
                    at,
                    f"The event {quoted(entry)} of {named(pr, path)} cannot be compared.",
                    "Write it as `name (endogenous, priority 80)`.",
                    level="warning",
                )
                continue
            listed_events.add(same_thing(found["name"]))
            said = model.get(same_thing(found["name"]))
            yield from _differences(
                at, named(pr, path), found["name"], found["origin"], found["priority"], said
            )
    modules = {pr.block for pr in context.plan.pr if pr.extension_type == "subsystem module"}
    reported: set[str] = set()
    for path, block in items_of(context.plan, "block"):
        for index, event in enumerate(block.events):
            at, key = f"{path}.events.{segment_of(block.events, index)}", same_thing(event.name)
            if not event.new or not key:
                continue
            if block.existing_unchanged:
                yield Problem(
                    f"{at}.new",
                    f"The new event {event.name} is in {named(block, path)}, which is unchanged.",
                    "Drop one of the two marks.",
                )
            elif block.id in modules and key not in listed_events | reported:
                reported.add(key)
                yield to_write(
                    f"{at}.name",
                    f"No PR lists the new event {event.name} of {named(block, path)}.",
                    "List it among the events of the PR that brings it.",
                )


def _ranked_otherwise(event: Event, first: Event) -> bool:
    return (
        filled(event.name)
        and filled(event.priority)
        and filled(first.priority)
        and same_thing(event.priority) != same_thing(first.priority)
    )


def _differences(
    at: str, pr: str, name: str, origin: str, priority: str | None, event: Event | None
) -> Iterator[Problem]:
    if event is None:
        yield Problem(
            at,
            f"{pr} lists the event {quoted(name)}, which the concept model does not have.",
            "Add it to its block, or correct the name.",
        )
        return
    if filled(event.origin) and event.origin != origin:
        yield Problem(
            at,
            f"{pr} says that {quoted(name)} is {origin}; the concept model says {event.origin}.",
            "Correct the one that is wrong.",
        )
    if priority and filled(event.priority) and same_thing(priority) != same_thing(event.priority):
        yield Problem(
            at,
            f"{pr} gives {quoted(name)} the priority {priority}; the concept model says {event.priority}.",
            "Correct the one that is wrong.",
        )


@rule("CON021", "error", PHASE_2, 2)
def second_implementation_differs(context: Context) -> Iterator[Problem]:
    """An extension point's default and first non-default differ, and its PR changes the point's block.

    Why: One implementation under two names does not show that the interface fits a second one.
    Fix: Name another implementation, or the PR that changes the block of the extension point.
    Fails: default = "newest first", first_non_default = "Newest first"
    Passes: default = "newest first", first_non_default = "emptiest first"
    """
    block_of = {pr.id: pr.block for pr in context.plan.pr if pr.id}
    for path, point in items_of(context.plan, "extension_point"):
        name = named(point, path)
        if filled(point.default) and same_thing(point.default) == same_thing(point.first_non_default):
            yield Problem(
                f"{path}.first_non_default",
                f"Default and first non-default of extension point {name} are the same: "
                f"{quoted(point.default)}.",
                "Name another implementation, or drop the extension point.",
            )
        delivered_in = block_of.get(point.pr, "")
        if delivered_in and filled(point.block) and delivered_in != point.block:
            yield Problem(
                f"{path}.pr",
                f"{point.pr} is to bring {quoted(point.first_non_default)} to {name} of block {point.block}, "
                f"but changes block {delivered_in}.",
                "Name the PR that changes the block, or correct the block.",
            )


@rule("CON022", "warning", PHASE_2, 2)
def origin_fits_producer(context: Context) -> Iterator[Problem]:
    """A block that produces an exogenous event observes the input that drives it.

    Why: What comes from a block's own state is endogenous: replaying the input would not bring it back.
    Fix: Classify the event as endogenous, or list the input (a workload, a trace) that the block observes.
    Fails: block Pool produces exogenous “replica ready” and observes its own replicas
    Passes: block Generator produces exogenous “arrival” and observes the workload file
    """
    for path, block in items_of(context.plan, "block"):
        if block.existing_unchanged or _INPUT.search(" ".join((block.responsibility, *block.observes))):
            continue
        for index, event in enumerate(block.events):
            if event.direction == "produced" and event.origin == "exogenous":
                yield Problem(
                    f"{path}.events.{segment_of(block.events, index)}.origin",
                    f"{named(block, path)} produces the exogenous event {event.name}, and observes no input "
                    "that drives it.",
                    "Classify it as endogenous, or list the input that the block observes.",
                )
