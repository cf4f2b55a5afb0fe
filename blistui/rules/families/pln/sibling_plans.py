"""What this plan changes and another plan of the same folder changes too."""

from __future__ import annotations

from collections.abc import Iterator

from blistui.plan.document import Plan
from blistui.plan.headings import PHASE_7
from blistui.rules.prose.filled import filled, same_thing
from blistui.rules.prose.wording import counted, listed
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.to_write import to_write


@rule("PLN006", "hint", PHASE_7, 8)
def overlaps_noticed(context: Context) -> Iterator[Problem]:
    """Other plans of the same folder do not change the same block, interface or file unnoticed.

    Why: Without an agreement the two plans cause a merge conflict, or break each other without one.
    Fix: Agree which merges first, and say so in an integration risk that names the other plan.
    Fails: this plan and kv.toml both modify sim/routing.go
    Passes: the same with [[dag.integration_risks]] note = "kv.toml merges its PR2 before our PR1"
    """
    own = _changed(context.plan)
    if not own:
        return
    dag = context.plan.dag
    notes = [dag.merge_sequencing, *(risk.note for risk in dag.integration_risks)]
    text = " ".join(notes).casefold()
    for file, other in sorted(context.siblings.items()):
        names = (file, file.removesuffix(".toml"), other.plan.slug, other.plan.title)
        if any(name.casefold() in text for name in names if name.strip()):
            continue
        theirs = _changed(other)
        shared = tuple(shown for key, shown in own.items() if key in theirs)
        if shared:
            yield to_write(
                "dag.integration_risks",
                f"{file} changes {counted(len(shared), 'thing')} that this plan changes too: "
                f"{listed(shared[:3])}{' and more' if len(shared) > 3 else ''}.",
                f"Agree on an order, and name {file} in an integration risk.",
                details=shared,
            )


def _changed(plan: Plan) -> dict[tuple[str, str], str]:
    """What the plan has yet to change: (kind, name to compare) to how it is shown."""
    if plan.plan.status in ("complete", "abandoned"):
        return {}
    blocks = {block.id: block.name or block.id for block in plan.block}
    open_prs = [pr for pr in plan.pr if pr.is_ahead]
    open_ids = {pr.id for pr in open_prs}
    named = [("block", blocks.get(pr.block, pr.block)) for pr in open_prs]
    named += [("interface", pr.interface) for pr in open_prs]
    named += [
        ("interface", item.interface)
        for item in plan.crosscutting
        if item.area == "freezes" and (not item.pr or item.pr in open_ids)
    ]
    found = {(kind, same_thing(name)): f"{kind} {name}" for kind, name in named if filled(name)}
    # Paths are compared exactly: files may differ in case only.
    found.update({("file", f.path): f"file {f.path}" for pr in open_prs for f in pr.files if filled(f.path)})
    return found
