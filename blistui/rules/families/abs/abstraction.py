"""ABS: the abstraction level."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from blistui.patterns import pattern
from blistui.plan.graph.placement import interface_name
from blistui.plan.headings import ABSTRACTION, SECTION_G
from blistui.plan.ids import items_of
from blistui.plan.tables.frozen import TYPED_CODE, Frozen
from blistui.plan.tables.leftover import Leftover
from blistui.plan.tables.living import ContractChange
from blistui.plan.tables.series import STATUSES
from blistui.rules.families.abs.config_examples import config_examples
from blistui.rules.go.in_prose import GoSpan, go_in
from blistui.rules.prose.filled import filled
from blistui.rules.prose.wording import counted, listed, named, quoted
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.plan_texts import PlanText, plan_texts
from blistui.rules.shared.to_write import to_write, unanswered

if TYPE_CHECKING:
    from blistui.rules.evidence import Evidence

_KINDS = {
    "test code": ("test code", "Say what the test shows; its code belongs in the micro plan."),
    "factory function": (
        "a factory function",
        "Say what is made from which choice; how, belongs in the micro plan.",
    ),
    "method implementation": (
        "a method implementation",
        "Say what happens and what holds afterwards; the code belongs in the micro plan.",
    ),
    "interface signature": (
        "an interface signature",
        "Say what it is given and what it answers; once merged and frozen, it belongs in section G.",
    ),
    "struct field list": (
        "a struct field list",
        "Say what is kept or passed, without the names and types of fields.",
    ),
    "expression": ("an expression", "Say it in words or as a formula; cite code that exists by its lines."),
}
"""What to call each kind of Go, and what to do about it."""

_SECTION_G = pattern(r"(?:\A|›)\s*G\)")
_PATIENCE = 5.0
"""Seconds of computing after which the rest of a plan is given up, when each of its texts is slow."""


def _given_up(context: Context) -> tuple[str, ...]:
    return context.derived(_go).given_up


@rule("ABS001", "error", ABSTRACTION, 4, given_up=_given_up)
def no_go_blocks(context: Context) -> Iterator[Problem]:
    """There is no Go code block outside section G.

    Why: Code in a plan is soon different from the code that gets written, and then misleads.
    Fix: Describe the behaviour; a frozen interface goes to section G, where its signature is read from code.
    Fails: a PR whose API surface holds a fenced struct definition
    Passes: "Keeps a token count per tenant, refilled at a configured rate."
    """
    for text, spans in context.derived(_go).texts:
        blocks = [span for span in spans if span.fenced]
        if not blocks:
            continue
        kind, how_to_fix = _KINDS.get(blocks[0].kind, ("by its label", _KINDS["expression"][1]))
        others = f", and {counted(len(blocks) - 1, 'more block')}" if len(blocks) > 1 else ""
        yield Problem(
            text.path,
            f"“{text.spec.title}” holds a block of Go, {kind}: {quoted(blocks[0].text)}{others}.",
            how_to_fix,
            details=_details(blocks),
        )


@rule("ABS002", "error", ABSTRACTION, 4, given_up=_given_up)
def no_go_in_prose(context: Context) -> Iterator[Problem]:
    """Prose outside section G holds no Go, neither between backticks nor bare.

    Why: A signature or a field list in a sentence decides how to build before anybody has tried it.
    Fix: Say in words what crosses the boundary; names, calls by name, flags and formulas may stay.
    Fails: "Adds `HardwareCalib.MemoryGiB float64`; the calculation returns `(int64, error)`."
    Passes: "Adds the memory capacity to `HardwareCalib`; `CalculateKVBlocks()` fails when it is missing."
    """
    for text, spans in context.derived(_go).texts:
        loose = [span for span in spans if not span.fenced]
        if not loose:
            continue
        kind, how_to_fix = _KINDS[loose[0].kind]
        others = f", and {counted(len(loose) - 1, 'more piece')}" if len(loose) > 1 else ""
        yield Problem(
            text.path,
            f"“{text.spec.title}” holds Go, {kind}: {quoted(loose[0].text)}{others}.",
            how_to_fix,
            details=_details(loose),
        )


class _Go(NamedTuple):
    """The texts of a plan that hold Go, and the paths of those that were given up before their end."""

    texts: tuple[tuple[PlanText, tuple[GoSpan, ...]], ...]
    given_up: tuple[str, ...]


def _go(context: Context) -> _Go:
    texts: list[tuple[PlanText, tuple[GoSpan, ...]]] = []
    given_up: list[str] = []
    began = time.thread_time()
    for text in context.derived(plan_texts):
        if _is_record(text):
            continue
        if time.thread_time() - began > _PATIENCE:
            given_up.append(text.path)
            continue
        found = go_in(text.text)
        if found.spans:
            texts.append((text, found.spans))
        if found.given_up:
            given_up.append(text.path)
    return _Go(tuple(texts), tuple(given_up))


def _is_record(text: PlanText) -> bool:
    """Whether a text is a record or a name: an old contract, a remark, what an entry of section G is."""
    if text.table in ("remark", "waiver") or (text.table == "frozen" and text.spec.key != "annotations"):
        return True
    if isinstance(text.item, Leftover):
        # What an import could not place of section G may hold signatures.
        return bool(_SECTION_G.search(text.item.heading))
    return isinstance(text.item, ContractChange) and text.spec.key == "old"


def _details(spans: list[GoSpan]) -> tuple[str, ...]:
    return tuple(
        f"line {span.line}: {_KINDS[span.kind][0] if span.kind else 'Go by its label'}: {quoted(span.text)}"
        for span in spans
    )


@rule("ABS003", "error", SECTION_G, 4, repo=True)
def frozen_are_facts(context: Context) -> Iterator[Problem]:
    """Every entry of section G is an interface of the merged code, declared where its citation says.

    Why: Section G is the one place for Go because all of it is fact; typed text may be wrong or only wanted.
    Fix: Pick the interface in the code; its signature is then read from there, never typed.
    Fails: interface = "KVStore" with cite = { at = "sim/kv.go:10-18" }, where a struct is declared
    Passes: interface = "KVStore" with cite = { at = "sim/kv_store.go:9-27" }, where it is declared
    """
    assert context.repo is not None
    for path, frozen in items_of(context.plan, "frozen"):
        if filled(frozen.interface):
            where, reason, how_to_fix = _why_no_fact(context.repo, frozen)
            if reason:
                blank = where == "cite" and (frozen.cite is None or not frozen.cite.at)
                yield unanswered(
                    f"{path}.{where}",
                    "" if blank else reason,
                    f"Frozen interface {named(frozen, path)} {reason}.",
                    how_to_fix,
                )


_HUMPS = pattern(r"[A-Z][a-z]{3,}")
_PICK = "Pick the interface in the code, so that its citation is captured from there."


def _why_no_fact(evidence: Evidence, frozen: Frozen) -> tuple[str, str, str]:
    """(field, what is wrong, how to fix it); nothing is wrong when the second is empty.

    A citation that cannot be followed is the concern of the rules on citations.
    """
    typed = next((key for key in frozen.model_extra or {} if key in TYPED_CODE), "")
    if typed:
        return typed, f"has its `{typed}` typed into the plan", "Take it out: it is read from the code."
    if frozen.cite is None or not frozen.cite.at:
        return "cite", "has no citation", _PICK
    name = frozen.interface.strip("` ").rpartition(".")[2]
    declared = evidence.interface_of(frozen.cite, frozen.cite.declared or name)
    if isinstance(declared, str):
        return "cite", f"is no fact: {declared}", _PICK
    if declared is not None and declared.name != name:
        return "interface", f"is called {declared.name} in the code, not {name}", _PICK
    return "", "", ""


@rule("ABS004", "error", SECTION_G, 4)
def frozen_by_merged_pr(context: Context) -> Iterator[Problem]:
    """Every entry of section G names its interface and the merged PR that froze it, or is pre-existing.

    Why: An interface whose freeze PR has not merged can still change under those who build on it.
    Fix: Name the merged freeze PR or mark the interface pre-existing; until then describe it in words.
    Fails: interface = "RoutingPolicy" with freeze_pr = "PR3", which is planned
    Passes: interface = "RoutingPolicy" with pre_existing = true
    """
    status = {pr.id: pr.status for pr in context.plan.pr}
    seen: dict[str, str] = {}
    for path, frozen in items_of(context.plan, "frozen"):
        name = f"Frozen interface {named(frozen, path)}"
        if filled(frozen.interface) and seen.setdefault(interface_name(frozen.interface), name) != name:
            yield Problem(f"{path}.interface", f"{name} is in section G already.", "Keep one of the entries.")
        if not filled(frozen.interface):
            yield to_write(
                f"{path}.interface",
                f"{name} does not say which interface it is.",
                "Name it as the code does, or take the entry out.",
            )
        if not frozen.freeze_pr and not frozen.pre_existing:
            yield to_write(
                f"{path}.freeze_pr",
                f"{name} names no freeze PR and is not marked pre-existing.",
                "Name the merged PR that froze it, or mark it pre-existing.",
            )
        elif frozen.freeze_pr and frozen.pre_existing:
            yield Problem(
                f"{path}.freeze_pr",
                f"{name} is marked pre-existing, and names {frozen.freeze_pr} as its freeze PR.",
                "Keep the one that is true.",
            )
        elif status.get(frozen.freeze_pr, "merged") != "merged" and not frozen.pre_existing:
            yield Problem(
                f"{path}.freeze_pr",
                f"{name} is frozen by {frozen.freeze_pr}, which is not merged "
                f"(its status is “{status[frozen.freeze_pr] or STATUSES[0]}”).",
                "Take it out of section G until that PR has merged, and describe it in words.",
            )
        elif other := _froze_another(context, frozen):
            yield Problem(
                f"{path}.freeze_pr",
                f"{name} names {frozen.freeze_pr} as its freeze PR, which freezes {other}.",
                "Name the PR that froze it, or mark it pre-existing.",
            )


def _froze_another(context: Context, frozen: Frozen) -> str:
    """What the freeze PR of an entry freezes, where it is another interface; empty when it is this one."""
    items = [
        item for item in context.plan.crosscutting if item.area == "freezes" and item.pr == frozen.freeze_pr
    ]
    names = [item.interface for item in items if filled(item.interface)]
    own = interface_name(frozen.interface)
    stated = " ".join((*names, *(item.item for item in items))).casefold()
    # Phase 5 may call the interface by what it is for, before it has a name in the code.
    words = _HUMPS.findall(frozen.interface)
    fits = any(interface_name(name) == own for name in names) or any(
        word.casefold() in stated for word in words
    )
    return "" if not frozen.freeze_pr or not names or fits else listed([quoted(name) for name in names])


@rule("ABS005", "warning", ABSTRACTION, 4)
def brief_config_examples(context: Context) -> Iterator[Problem]:
    """A YAML or configuration example is brief: at most 20 lines, or what the team's policy says.

    Why: Brief examples are allowed; a whole file is an implementation, which nobody reviews in a plan.
    Fix: Keep the lines that show what is new.
    Fails: a fenced YAML block of 45 lines
    Passes: a fenced YAML block of 8 lines
    """
    most = context.policy.config_example_lines
    for text in context.derived(plan_texts):
        for example in config_examples(text.text):
            if example.line_count > most:
                yield Problem(
                    text.path,
                    f"“{text.spec.title}” holds a configuration example of {example.line_count} lines, "
                    f"where {most} are brief.",
                    "Keep the lines that show what is new, and leave the rest to the micro plan.",
                )
