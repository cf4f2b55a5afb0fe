"""XCT: Phase 5, cross-cutting infrastructure."""

from __future__ import annotations

from collections.abc import Iterator

from blistui.patterns import pattern
from blistui.plan.graph.placement import interface_name
from blistui.plan.headings import PHASE_5
from blistui.plan.ids import in_another_document, items_of
from blistui.plan.tables.crosscutting import AREAS, CrossCutting
from blistui.rules.prose.deferral import put_off
from blistui.rules.prose.filled import filled, same_thing, says_something
from blistui.rules.prose.wording import counted, listed, named, quoted
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.plan_texts import plan_texts
from blistui.rules.shared.references import known_prs, repair
from blistui.rules.shared.shared_work import shared_work, work_of
from blistui.rules.shared.to_write import to_write, unanswered, unknown_item, waits_for


@rule("XCT001", "error", PHASE_5, 6)
def five_areas(context: Context) -> Iterator[Problem]:
    """Each of the five areas has items, or a reason why it has none.

    Why: Shared work that is not planned is done twice, or is missing when a PR needs it.
    Fix: Add an item of that area, or one that holds nothing but the area and `none_because`.
    Fails: no [[crosscutting]] with area = "ci"
    Passes: area = "ci", none_because = "no new package, linter or build step"
    """
    found = context.derived(shared_work)
    silent = [
        area
        for area, shared in found.items()
        if not (shared.work or shared.empty or shared.none or _answers_one_thing(context, area))
    ]
    if silent:
        yield to_write(
            "crosscutting",
            f"Nothing is planned for {listed([f'“{AREAS[area]}”' for area in silent])}.",
            f"Add an item in {listed([f'“{AREAS[area]}”' for area in silent], 'or')}, or the reason why "
            "there is none.",
        )
    for area, shared in found.items():
        title = AREAS[area]
        for path, item in shared.empty:
            yield to_write(
                f"{path}.item",
                f"Item {named(item, path)} of “{title}” says nothing.",
                "Write what is made or maintained, or delete it.",
            )
        for path, item in shared.none:
            if shared.work:
                yield Problem(
                    f"{path}.none_because",
                    f"{named(item, path)} says why “{title}” has no item, but it has "
                    f"{counted(len(shared.work), 'item')}.",
                    "Delete the reason, or the items.",
                )
    for path, item in items_of(context.plan, "crosscutting"):
        if filled(item.item) and filled(item.pr) and says_something(item.none_because):
            yield Problem(
                f"{path}.none_because",
                f"{named(item, path)} is planned for {item.pr}, and says why there is none of it.",
                "Delete the reason, or the item.",
            )
        if item.area not in AREAS:
            yield unanswered(
                f"{path}.area",
                item.area,
                f"{named(item, path)} belongs to none of the five areas"
                + (f": {quoted(item.area)} is not one." if filled(item.area) else "."),
                f"Choose one of {listed(tuple(AREAS), 'or')}.",
            )


def _answers_one_thing(context: Context, area: str) -> bool:
    return any(item.area == area and says_something(item.none_because) for item in context.plan.crosscutting)


@rule("XCT002", "error", PHASE_5, 6)
def items_assigned(context: Context) -> Iterator[Problem]:
    """Every item is assigned to a PR of the plan.

    Why: Work that belongs to no PR is not done.
    Fix: Name the PR that does it, or plan a preparatory PR for it. What exists already needs none.
    Fails: area = "ci", item = "Run the invariant tests under -race", pr = ""
    Passes: the same with pr = "PR1"
    """
    for path, item in work_of(context):
        if item.existing and item.area == "tests" and not item.pr:
            continue
        if not filled(item.pr):
            yield to_write(
                f"{path}.pr",
                f"{named(item, path)} is assigned to no PR: {quoted(_text(item))}.",
                "Name the PR that does it.",
                waits_for=waits_for(context, path, "pr"),
            )
        elif item.pr not in known_prs(context) and not in_another_document(item.pr):
            yield unknown_item(
                context,
                f"{path}.pr",
                "pr",
                message=f"{named(item, path)} is assigned to {quoted(item.pr)}, which is no PR of this plan.",
                how_to_fix="Name a PR of the plan.",
                fix=repair(context, "pr", f"{path}.pr", item.pr),
            )


def _text(item: CrossCutting) -> str:
    return item.item or item.interface or item.golden or item.document


@rule("XCT003", "error", PHASE_5, 6, decided="P")
def nothing_put_off(context: Context) -> Iterator[Problem]:
    """No shared work and no documentation is put off: no "when needed", "TBD", "later", "deferred to".

    Why: Nobody notices when it is needed, so it is never done.
    Fix: Say which PR does it, and when that is; or say in `none_because` that it is not done.
    Fails: item = "Add a benchmark job when needed"
    Passes: item = "Add a benchmark job for the event loop", pr = "PR2"
    """
    for text in context.derived(plan_texts):
        if text.table != "crosscutting" and not (text.table == "pr" and text.spec.key == "documentation"):
            continue
        words = put_off(text.text)
        if words:
            yield Problem(
                text.path,
                f"This looks put off instead of assigned: “{words}” in {quoted(text.text)}.",
                "Name the PR that does it, or say that it is not done and why.",
            )


_MOVES = pattern(
    r"(?i)\b(?:latest|newest|most recent|up[- ]to[- ]date|HEAD|main|master|tip|any version|floating|unpinned"
    r"|not pinned)\b"
)
_IS_FIXED = pattern(
    r"(?i)\d|\bgo\.(?:mod|sum)\b|\b(?:exact(?:ly)?|fixed|lock(?:ed)?|vendor(?:ed)?|hash|tags?|commit)\b"
)


@rule("XCT007", "error", PHASE_5, 6)
def dependencies_justified(context: Context) -> Iterator[Problem]:
    """Each new external dependency has a justification and a pinning strategy.

    Why: A dependency is code of others that every user runs; an unpinned one changes without a PR.
    Fix: Say what it does that is not worth writing, and how its version is pinned.
    Fails: area = "dependencies", item = "gonum", justification = ""
    Passes: justification = "quantile sketches with proven error bounds", pin = "go.mod, exact version"
    """
    for path, item in work_of(context, "dependencies"):
        if not says_something(item.justification):
            yield unanswered(
                f"{path}.justification",
                item.justification,
                f"The dependency {named(item, path)} has no justification.",
                "Say why it is needed.",
            )
        if not says_something(item.pin):
            yield unanswered(
                f"{path}.pin",
                item.pin,
                f"The dependency {named(item, path)} has no pinning strategy.",
                "Say how its version is pinned.",
            )
        elif _MOVES.search(item.pin) and not _IS_FIXED.search(item.pin):
            yield Problem(
                f"{path}.pin",
                f"The dependency {named(item, path)} looks pinned to what moves: {quoted(item.pin)}.",
                "Say which version it is, and where that is written.",
                level="warning",
            )


@rule("XCT008", "error", PHASE_5, 6)
def freezes_justified(context: Context) -> Iterator[Problem]:
    """Each freeze names its interface, what is validated before, and two implementations, one non-default.

    Why: With one implementation only, the freeze fixes the data model of that implementation.
    Fix: Name the implementations that the interface was tested with, and which of them is the default.
    Fails: implementations = ["RoundRobin"], default_implementation = "RoundRobin"
    Passes: implementations = ["RoundRobin", "LeastLoaded"], default_implementation = "RoundRobin"
    """
    for path, item in work_of(context, "freezes"):
        yield from _freeze_problems(path, item, context.derived(_known_interfaces))


def _known_interfaces(context: Context) -> frozenset[str]:
    plan = context.plan
    found = [pr.interface for pr in plan.pr] + [point.name for point in plan.extension_point]
    found += [frozen.interface for frozen in plan.frozen] + [block.name for block in plan.block]
    return frozenset(interface_name(name) for name in found if filled(name))


def _freeze_problems(path: str, item: CrossCutting, known: frozenset[str]) -> Iterator[Problem]:
    name = f"The freeze {named(item, path)}"
    own = interface_name(item.interface)
    if own and known and not any(own in other or other in own for other in known):
        yield Problem(
            f"{path}.interface",
            f"{name} is about {quoted(item.interface)}, which no PR, extension point or block is called.",
            "Name the interface as the PR that brings it does.",
            level="warning",
        )
    if not filled(item.interface):
        yield to_write(f"{path}.interface", f"{name} names no interface.", "Name what is frozen.")
    if not says_something(item.validated_before):
        yield unanswered(
            f"{path}.validated_before",
            item.validated_before,
            f"{name} does not say what is validated before.",
            "Say what must be shown before the interface is frozen.",
        )
    different = {same_thing(text): text for text in item.implementations if filled(text)}
    if len(different) < 2:
        yield to_write(
            f"{path}.implementations",
            f"{name} names {counted(len(different), 'implementation')}; it takes two, one of them "
            "not the default.",
            "Name a second implementation that the interface was tested with.",
        )
    default = same_thing(item.default_implementation)
    if not default:
        yield to_write(
            f"{path}.default_implementation",
            f"{name} does not say which implementation is the default.",
            "Name the default; the other one is then the non-default.",
        )
    elif different and not any(default in other or other in default for other in different):
        yield Problem(
            f"{path}.default_implementation",
            f"{name} has the default {quoted(item.default_implementation)}, not one of its implementations.",
            f"Name one of {listed(tuple(different.values()), 'or')}, or list it.",
        )
