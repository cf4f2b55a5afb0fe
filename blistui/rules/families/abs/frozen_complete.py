"""ABS006: whether section G has every interface that is frozen and that the PRs build on."""

from __future__ import annotations

from collections.abc import Iterator

from blistui.patterns import pattern
from blistui.plan.graph.placement import interface_name
from blistui.plan.headings import SECTION_G
from blistui.plan.ids import items_of
from blistui.rules.prose.denial import asserted
from blistui.rules.prose.filled import filled
from blistui.rules.prose.wording import named, quoted
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.to_write import to_write

_FROZEN = pattern(r"(?i)\bfrozen\b(?! by\b)")
_WORD = pattern(r"[^\W\d]\w*")


@rule("ABS006", "error", SECTION_G, 4)
def frozen_are_all_there(context: Context) -> Iterator[Problem]:
    """Section G has the interface of every merged freeze, and every frozen one that a PR names as its own.

    Why: Who writes a micro plan takes the signatures from there, and guesses those that are missing.
    Fix: Add an entry that cites the interface in the code.
    Fails: PR3 implements AdmissionPolicy, which F5 calls frozen, and section G does not have it
    Passes: [[frozen]] interface = "AdmissionPolicy" with pre_existing = true
    """
    there = {interface_name(frozen.interface) for frozen in context.plan.frozen}
    merged = {pr.id for pr in context.plan.pr if pr.status == "merged"}
    cited = {interface_name(frozen.cite.declared) for frozen in context.plan.frozen if frozen.cite}
    by_pr = {frozen.freeze_pr for frozen in context.plan.frozen if frozen.freeze_pr}
    for path, item in items_of(context.plan, "crosscutting"):
        if item.area != "freezes" or item.pr not in merged or not filled(item.interface):
            continue
        if interface_name(item.interface) not in there | cited and item.pr not in by_pr:
            yield to_write(
                f"{path}.interface",
                f"{item.pr} has frozen {quoted(item.interface)}, and section G does not have it.",
                "Add an entry for it, which cites the interface in the code.",
                waits_for=SECTION_G,
            )
    statements = [finding.statement for finding in context.plan.finding]
    statements += [constraint.statement for constraint in context.plan.constraint]
    called_frozen = {
        word.casefold()
        for statement in statements
        if any(asserted(_FROZEN, statement))
        for word in _WORD.findall(statement)
        if any(char.isupper() for char in word[1:])
    }
    for path, pr in items_of(context.plan, "pr"):
        name = interface_name(pr.interface)
        if name and name in called_frozen and name not in there:
            yield to_write(
                f"{path}.interface",
                f"{named(pr, path)} names the interface {quoted(pr.interface)}, which is called frozen, and "
                "section G does not have it.",
                "Add an entry for it, pre-existing, which cites the interface in the code.",
                waits_for=SECTION_G,
            )
