"""REC: Phase 0, repository recon."""

from __future__ import annotations

import re
from collections.abc import Iterator

from blistui.patterns import pattern, rare_pattern
from blistui.plan.headings import PHASE_0
from blistui.plan.ids import items_of
from blistui.plan.tables.recon import KINDS_OF_FINDING, TOPICS, Finding
from blistui.plan.tables.summary import BUILTIN_GUIDELINES
from blistui.rules.prose.filled import filled
from blistui.rules.prose.wording import listed, named
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.guidelines import guidelines
from blistui.rules.shared.names_in_prose import FLAG, introduced_flags, sentences_ahead
from blistui.rules.shared.to_write import to_write, unanswered, waits_for


@rule("REC001", "error", PHASE_0, 1)
def topics_answered(context: Context) -> Iterator[Problem]:
    """Each of the eight recon topics has a finding, or a reason why there is none.

    Why: What was not looked at before the design causes surprises during implementation.
    Fix: Look into the topic and record what you found, with its citation; or record why there is nothing.
    Fails: no finding with topic = "coupling"
    Passes: [[finding]] topic = "coupling", none_because = "the module has a single package of 200 lines"
    """
    answered = {
        finding.topic
        for finding in context.plan.finding
        if filled(finding.statement) or filled(finding.none_because)
    }
    silent = [topic for topic in TOPICS if topic not in answered]
    if silent:
        yield to_write(
            "finding",
            f"The recon says nothing about {listed([f'“{TOPICS[topic]}”' for topic in silent])}.",
            f"Add a finding in {listed([f'“{TOPICS[topic]}”' for topic in silent], 'or')}, or one that says "
            "why there is none.",
        )
    for path, finding in items_of(context.plan, "finding"):
        if filled(finding.statement) and filled(finding.none_because):
            yield Problem(
                f"{path}.none_because",
                f"{named(finding, path)} states something, and says why there is nothing to state.",
                "Delete one of the two.",
            )
        # What is open belongs to the second task of Phase 0, which asks for no topic.
        if finding.topic not in TOPICS and (finding.topic or finding.kind != "uncertain"):
            said = f"has the topic `{finding.topic}`" if finding.topic else "has no topic"
            yield unanswered(
                f"{path}.topic",
                finding.topic,
                f"{named(finding, path)} {said}, so it answers none of the eight.",
                f"Choose one of: {', '.join(TOPICS)}.",
            )


_GUESS = rare_pattern(
    r"\b(?:probably|presumably|supposedly|apparently|perhaps|maybe|(?:seems?|appears?) to|it seems|not sure"
    r"|(?:i|we) (?:think|guess|believe|assume|suppose)|(?:is|are) (?:assumed|believed|thought) to"
    r"|as far as (?:i|we) (?:know|can)|(?:most|very) likely)\b",
    re.IGNORECASE,
    signs=(
        "probabl",
        "presum",
        "suppos",
        "apparent",
        "perhaps",
        "maybe",
        "seem",
        "appear",
        "not sure",
        "think",
        "guess",
        "believe",
        "assum",
        "thought",
        "as far as",
        "likely",
    ),
)


@rule("REC003", "error", PHASE_0, 1, decided="MP")
def findings_classified(context: Context) -> Iterator[Problem]:
    """Every finding is confirmed, inferred (and says from what) or an open uncertainty.

    A confirmed one that is worded as a guess ("probably") is a warning.

    Why: Readers who do not know which statements are facts must take all of them for guesses.
    Fix: Choose the kind; for an inference write what it is inferred from.
    Fails: kind = "inferred", inferred_from = ""
    Passes: kind = "inferred", inferred_from = "F2 and the order of calls in F5"
    """
    for path, finding in items_of(context.plan, "finding"):
        name = named(finding, path)
        if not filled(finding.statement):
            if not filled(finding.none_because):
                yield to_write(
                    f"{path}.statement", f"{name} states nothing.", "Write what was found, or delete it."
                )
            continue
        guess = _GUESS.search(finding.statement) if finding.kind == "confirmed" else None
        if guess and not finding.unverified:
            yield Problem(
                f"{path}.statement",
                f"{name} is confirmed, and looks like a guess: “{guess.group()}”.",
                "Look it up, or classify it as inferred.",
                level="warning",
            )
        if (
            finding.unverified
            and finding.kind == "confirmed"
            and any(filled(cite.at) for cite in finding.cites)
        ):
            yield Problem(
                f"{path}.unverified",
                f"{name} is marked as unverified, and is confirmed by a citation.",
                "Take the mark off, or the citation out.",
                level="warning",
            )
        if finding.kind not in KINDS_OF_FINDING:
            said = f"is of the kind `{finding.kind}`" if finding.kind else "has no kind"
            yield unanswered(
                f"{path}.kind",
                finding.kind,
                f"{name} {said}.",
                f"Choose one of: {', '.join(KINDS_OF_FINDING)}.",
            )
        elif finding.kind == "inferred" and not filled(finding.inferred_from):
            yield to_write(
                f"{path}.inferred_from",
                f"{name} is an inference, but does not say from what.",
                "Name the facts it rests on.",
            )


@rule("REC004", "warning", PHASE_0, 5)
def uncertainties_resolved(context: Context) -> Iterator[Problem]:
    """An open uncertainty says what depends on it and which risk or PR resolves it.

    Why: A question that no risk and no PR answers stays open.
    Fix: Write the impact, and name the risk (with its gate) or the PR that settles it.
    Fails: kind = "uncertain", statement = "How exact is the approximation for short prefixes?"
    Passes: the same, with impact = "scores of zero", resolved_by = ["D-2"]
    """
    for path, finding in _stated(context):
        if finding.kind != "uncertain":
            continue
        name = named(finding, path)
        if not filled(finding.impact):
            yield to_write(
                f"{path}.impact",
                f"{name} is open, and nothing says what depends on it.",
                "Write what the answer changes.",
            )
        if not finding.resolved_by:
            yield to_write(
                f"{path}.resolved_by",
                f"{name} is open, and nothing resolves it.",
                "Name a risk or a PR that does.",
                waits_for=waits_for(context, path, "risk", "pr"),
            )


@rule("REC005", "error", PHASE_0, 1)
def constraints_named(context: Context) -> Iterator[Problem]:
    """At least one architectural constraint is named, each with a citation or a section of the guidelines.

    Why: A design can respect only the constraints that were known when it was made.
    Fix: Name the constraint and cite the code that relies on it, or the guideline that demands it.
    Fails: [[constraint]] statement = "The clock never goes back"
    Passes: the same, with cites = [{ at = "sim/clock.go:12-20" }] or guideline = "2.2"
    """
    if not any(filled(constraint.statement) for constraint in context.plan.constraint):
        yield to_write(
            "constraint",
            "No architectural constraint is named.",
            "Add what the design must not violate, with the code or the guideline that says so.",
        )
    for path, constraint in items_of(context.plan, "constraint"):
        cited = any(filled(cite.at) for cite in constraint.cites)
        if filled(constraint.statement) and not cited and not filled(constraint.guideline):
            yield to_write(
                path,
                f"The constraint {named(constraint, path)} has neither a citation nor a guideline.",
                "Cite the lines that rely on it, or name the section of the guidelines.",
            )


@rule("REC006", "error", PHASE_0, 1)
def extension_points_mapped(context: Context) -> Iterator[Problem]:
    """Every existing extension point is mapped to a module of the target module map (guidelines 4.2).

    Why: Nobody knows what becomes of an extension point that belongs to no module of the target.
    Fix: Name the module it belongs to, as the map of the guidelines names it.
    Fails: topic = "extension points", statement = "`NewPolicy` registers policies by name"
    Passes: the same, with module = "Router"
    """
    modules = _own_modules(context)
    choice = f"Name one of: {', '.join(modules)}." if modules else "Name the module as the guidelines do."
    for path, finding in _stated(context):
        if finding.topic != "extension points" or finding.kind == "uncertain":
            continue
        module = finding.module.casefold()
        if not filled(module):
            yield to_write(
                f"{path}.module",
                f"The extension point {named(finding, path)} is mapped to no module of the target map.",
                choice,
            )
        elif modules and not any(name.casefold() in module for name in modules):
            yield Problem(
                f"{path}.module",
                f"`{finding.module}`, to which {named(finding, path)} is mapped, is not in the target map.",
                choice,
            )


def _own_modules(context: Context) -> tuple[str, ...]:
    """The modules that the repository's own guidelines map; none when the map would be the built-in one,
    which knows the modules of one simulator only."""
    found = context.derived(guidelines)
    if "modules" in found.from_builtin or found.source == BUILTIN_GUIDELINES:
        return ()
    return tuple(module.name for module in found.modules)


@rule("REC008", "warning", PHASE_0, 1, decided="P", repo=True)
def flags_exist(context: Context) -> Iterator[Problem]:
    """A command-line flag that the recon says exists is declared in the code.

    Why: Operators and scripts rely on flags by name; a flag that does not exist breaks both.
    Fix: Look the flag up where it is registered, and cite that line.
    Fails: statement = "`--routing-wheight` sets the weight"
    Passes: statement = "`--routing-weight` sets the weight"
    """
    if context.repo is None:
        return
    own = introduced_flags(context)
    said = {path: (finding, _flags_in(finding) - own) for path, finding in _stated(context)}
    unknown = context.repo.names.unknown_flags({flag for _, flags in said.values() for flag in flags})
    for path, (finding, flags) in said.items():
        for flag in sorted(flags & unknown):
            near = context.repo.names.near_flags(flag)
            yield Problem(
                f"{path}.statement",
                f"{named(finding, path)} names the flag `--{flag}`, which no code seems to declare.",
                f"Did you mean {listed([f'`--{name}`' for name in near], 'or')}?"
                if near
                else "Look it up where flags are registered.",
            )


_OTHER_TOOL = pattern(r"`(?:go|git|gh|docker|make|python3?|pip|npm|curl|kubectl|helm|vllm|rg|grep) [^`]*`")
_OF_ALL_TOOLS = frozenset({"help", "version"})


def _flags_in(finding: Finding) -> frozenset[str]:
    """Flags that a finding says exist, without dashes; not those of other tools, nor those still to come."""
    text = finding.statement
    if finding.kind == "uncertain" or "--" not in text:
        return frozenset()
    ahead = {flag for sentence in sentences_ahead(text) for flag in FLAG.findall(sentence)}
    return frozenset(FLAG.findall(_OTHER_TOOL.sub("", text))) - ahead - _OF_ALL_TOOLS


def _stated(context: Context) -> Iterator[tuple[str, Finding]]:
    """Findings that state something, with their paths."""
    for path, finding in items_of(context.plan, "finding"):
        if filled(finding.statement):
            yield path, finding
