"""PRS014: the recipe that the extension type of a PR prescribes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from blistui.patterns import pattern
from blistui.plan.graph.placement import interface_name
from blistui.plan.headings import PHASE_6
from blistui.plan.ids import items_of
from blistui.plan.tables.series import PullRequest
from blistui.rules.families.prs.exercise import changes_api
from blistui.rules.prose.denial import SAYING_WORD, asserted
from blistui.rules.prose.filled import filled, says_something
from blistui.rules.prose.wording import named, quoted
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.dependencies import waiting_for
from blistui.rules.shared.references import known_prs, repair
from blistui.rules.shared.to_write import lacking, to_write, unanswered

_CHANGES_INTERFACE = pattern(
    r"(?i)\b(?:gains?|gets?|adds?|loses?|drops?|changes?|extends?|renames?|widens?|takes?|needs?) "
    rf"(?:{SAYING_WORD} ){{0,4}}(?:methods?|parameters?|arguments?|return values?|signatures?)\b"
)
_NEW = pattern(r"(?i)\bnew (?:[\w-]+ ){0,2}(?:interface|event)\b")


@rule("PRS014", "error", PHASE_6, 7)
def recipe_followed(context: Context) -> Iterator[Problem]:
    """Every PR follows the recipe of its extension type.

    Why: Each type has typical mistakes: a policy for an interface that does not exist yet, a module
        without a no-op default, a swap without an extraction.
    Fix: policy template: name the existing interface, cited or frozen. subsystem module: its interface,
        its events, its no-op default. backend swap: the PR that extracts the interface, before this one
        or this one. tier composition: the interface it wraps.
    Fails: extension_type = "policy template", interface = ""
    Passes: interface = "RoutingPolicy", interface_cites = [{ at = "sim/routing.go:43-45" }]
    """
    for path, pr in items_of(context.plan, "pr"):
        changed = next(asserted(_CHANGES_INTERFACE, pr.api_surface), None) if filled(pr.interface) else None
        if changed and _frozen(context, pr):
            yield Problem(
                f"{path}.api_surface",
                f"{named(pr, path)} looks like it changes {quoted(pr.interface)}, which is frozen: "
                f"“{changed.group()}”.",
                "Leave the interface as it was frozen, or move the freeze behind this PR.",
                level="warning",
            )
        recipe = _RECIPES.get(pr.extension_type)
        if recipe:
            yield from recipe(context, path, pr)


def _policy_template(context: Context, path: str, pr: PullRequest) -> Iterator[Problem]:
    yield from _brings_more(path, pr)
    if not says_something(pr.interface):
        yield unanswered(
            f"{path}.interface",
            pr.interface,
            f"The policy template {named(pr, path)} does not name the existing interface it implements.",
            "Name the interface, and cite where it is.",
        )
    elif not any(filled(cite.at) for cite in pr.interface_cites) and not _frozen(context, pr):
        yield to_write(
            f"{path}.interface_cites",
            f"The interface {quoted(pr.interface)} of the policy template {named(pr, path)} is neither cited "
            "nor frozen before it.",
            "Cite where it is, or let this PR wait for the one that freezes it.",
        )
    elif context.repo is not None and not _frozen(context, pr) and _declares_another(context, pr):
        yield Problem(
            f"{path}.interface",
            f"The lines that {named(pr, path)} cites do not hold the interface {quoted(pr.interface)}.",
            "Cite where it is declared, or name the interface that they hold.",
        )


def _declares_another(context: Context, pr: PullRequest) -> bool:
    """Whether cited lines show another interface than the one named as it is called in the code."""
    name = pr.interface.strip("` ").rpartition(".")[2]
    if context.repo is None or not name.isidentifier() or name == name.lower():
        return False
    declared = [context.repo.interface_of(cite, name) for cite in pr.interface_cites if cite.at]
    known = [one.name for one in declared if one is not None and not isinstance(one, str)]
    return bool(known) and name not in known


def _brings_more(path: str, pr: PullRequest) -> Iterator[Problem]:
    """What a policy template does not bring: an interface or an event of its own."""
    listed_events = [event for event in pr.events if says_something(event)]
    new = next(asserted(_NEW, pr.api_surface), None)
    if listed_events:
        yield Problem(
            f"{path}.events",
            f"The policy template {named(pr, path)} lists the event {quoted(listed_events[0])}.",
            "Take the event out, or make the PR a subsystem module.",
        )
    elif new:
        yield Problem(
            f"{path}.api_surface",
            f"The policy template {named(pr, path)} brings {quoted(new.group())}; it is behind an "
            "interface that exists.",
            "Describe the policy alone, or make the PR a subsystem module.",
        )


def _frozen(context: Context, pr: PullRequest) -> bool:
    name = interface_name(pr.interface)
    if any(interface_name(frozen.interface) == name for frozen in context.plan.frozen):
        return True
    return any(
        interface_name(item.interface) == name and context.graph.before(item.pr, pr.id)
        for item in context.plan.crosscutting
        if item.area == "freezes"
    )


def _brings_none(path: str, pr: PullRequest) -> Iterator[Problem]:
    """That a PR which is to bring an interface says that its API surface does not change."""
    if filled(pr.api_surface) and not changes_api(pr):
        yield Problem(
            f"{path}.api_surface",
            f"The {pr.extension_type} {named(pr, path)} brings an interface, and says of its API "
            f"{quoted(pr.api_surface)}.",
            "Describe the interface in behaviour, or choose the type that needs none.",
        )


def _subsystem_module(context: Context, path: str, pr: PullRequest) -> Iterator[Problem]:
    freezes = (item.pr for item in context.plan.crosscutting if item.area == "freezes")
    if pr.id and pr.id in freezes:
        yield from _brings_none(path, pr)
    parts = (
        ("interface", "its new interface"),
        ("events", "its events"),
        ("noop_default", "what happens when it is not configured"),
    )
    yield from lacking(
        f"The subsystem module {named(pr, path)} does not name",
        [(f"{path}.{field}", what) for field, what in parts if not filled(getattr(pr, field))],
        "Fill in what is missing.",
    )


def _backend_swap(context: Context, path: str, pr: PullRequest) -> Iterator[Problem]:
    at = f"{path}.extraction"
    if pr.extraction and pr.extraction == pr.id:
        yield from _brings_none(path, pr)
    if not filled(pr.extraction):
        if filled(pr.interface) and _frozen(context, pr):
            # Extracted before this plan, or by the PR that freezes it.
            return
        yield to_write(
            at,
            f"The backend swap {named(pr, path)} does not name the PR that extracts the interface.",
            "Name it; it is this PR when it does so itself.",
        )
    elif pr.extraction not in known_prs(context):
        yield Problem(
            at,
            f"The backend swap {named(pr, path)} has its interface extracted by {quoted(pr.extraction)}, "
            "which is no PR of this plan.",
            "Name a PR of the plan.",
            fix=repair(context, "pr", at, pr.extraction),
        )
    elif not context.graph.no_later(pr.extraction, pr.id):
        yield Problem(
            at,
            f"{named(pr, path)} swaps a backend behind an interface that {pr.extraction} extracts, but does "
            f"not wait for {pr.extraction}.",
            f"Let {named(pr, path)} depend on {pr.extraction}.",
            fix=waiting_for(context, [pr.id], pr.extraction),
        )


def _tier_composition(context: Context, path: str, pr: PullRequest) -> Iterator[Problem]:
    if not says_something(pr.interface):
        yield unanswered(
            f"{path}.interface",
            pr.interface,
            f"The tier composition {named(pr, path)} does not name the interface it wraps.",
            "Name it.",
        )
    elif not _known_interface(context, pr):
        yield Problem(
            f"{path}.interface",
            f"The tier composition {named(pr, path)} wraps {quoted(pr.interface)}, which is neither cited "
            "nor frozen, and no PR before it introduces it.",
            "Name the interface as it is called where it is frozen or introduced.",
        )


def _known_interface(context: Context, pr: PullRequest) -> bool:
    name = interface_name(pr.interface)
    return (
        any(filled(cite.at) for cite in pr.interface_cites)
        or _frozen(context, pr)
        or any(
            interface_name(other.interface) == name and context.graph.before(other.id, pr.id)
            for other in context.plan.pr
        )
    )


_RECIPES: dict[str, Callable[[Context, str, PullRequest], Iterator[Problem]]] = {
    "policy template": _policy_template,
    "subsystem module": _subsystem_module,
    "backend swap": _backend_swap,
    "tier composition": _tier_composition,
}
