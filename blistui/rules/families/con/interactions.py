"""CON, interactions: who calls whom."""

from __future__ import annotations

from collections.abc import Iterator

from blistui.plan.headings import PHASE_2
from blistui.plan.ids import items_of
from blistui.rules.prose.filled import filled
from blistui.rules.prose.wording import named, quoted
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.references import known_blocks, repair
from blistui.rules.shared.to_write import lacking, to_write


@rule("CON007", "error", PHASE_2, 2)
def interactions_complete(context: Context) -> Iterator[Problem]:
    """An interaction goes from one known block to another, says what data crosses and who owns it then.

    Why: Most integration bugs are about data that two blocks both believe they own.
    Fix: Choose the two blocks, name the data, and say when it changes owner, or `none` when it does not.
    Fails: from = "router" and to = "the replicas"
    Passes: from = "router", to = "replica", data = "request", transfer = "on dispatch"
    """
    blocks = known_blocks(context)
    for path, interaction in items_of(context.plan, "interaction"):
        name = f"Interaction {named(interaction, path)}"
        blank: list[tuple[str, str]] = []
        for key, block in (("from", interaction.from_), ("to", interaction.to)):
            if not filled(block):
                blank.append((f"{path}.{key}", f"which block it goes {key}"))
            elif block not in blocks:
                yield Problem(
                    f"{path}.{key}",
                    f"{name} goes {key} {quoted(block)}, which is no building block.",
                    "Choose a building block of the concept model.",
                    fix=repair(context, "block", f"{path}.{key}", block),
                )
        if interaction.to and interaction.from_ == interaction.to:
            yield Problem(
                f"{path}.to",
                f"{name} goes from {interaction.from_} to itself.",
                "Name the block at the other end; what a block does within itself is no interaction.",
            )
        if not filled(interaction.data):
            blank.append((f"{path}.data", "what data crosses"))
        if not filled(interaction.transfer):
            blank.append((f"{path}.transfer", "whether the data changes owner"))
        yield from lacking(
            f"{name} does not say",
            blank,
            "Choose the two blocks, name the data, and say when it changes owner, or `none`.",
        )


@rule("CON008", "warning", PHASE_2, 2)
def no_lone_block(context: Context) -> Iterator[Problem]:
    """No building block stands alone: each takes part in an interaction.

    Why: A block without interactions is no part of the system, or an interaction is missing.
    Fix: Add the interaction, or drop the block.
    Fails: block clock, and no interaction from or to clock
    Passes: an interaction from clock to replica
    """
    blocks = context.plan.block
    if len(blocks) < 2:
        return
    if not context.plan.interaction:
        yield to_write(
            "interaction",
            f"None of the {len(blocks)} building blocks interacts with another.",
            "Say who calls whom, and what crosses the boundary.",
        )
        return
    met = {end for one in context.plan.interaction if one.from_ != one.to for end in (one.from_, one.to)}
    for path, block in items_of(context.plan, "block"):
        if block.id not in met:
            yield to_write(
                f"{path}.name",
                f"Building block {named(block, path)} stands alone: it has no interaction with another.",
                "Add the interaction, or drop the block.",
            )
