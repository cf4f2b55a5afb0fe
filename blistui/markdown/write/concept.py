"""Section D: Concept Model, laid out to be read and to fit its budget of 80 lines.

Aspects of a contract that answer each other share an item (what is seen and decided, what is kept and holds,
what happens and grows); state ownership and real-system correspondence share the one table that has a row
for each block.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from blistui.markdown.bold import bold
from blistui.markdown.inline import inline
from blistui.markdown.labels import NEW_FROM, label_of
from blistui.markdown.listed import listed, marked, piece, spelled
from blistui.markdown.nothing import NOT_STATED, own
from blistui.markdown.wrap import glued
from blistui.markdown.write.fields import files_and_why, labelled_texts, or_none
from blistui.markdown.write.page import Page, labelled
from blistui.markdown.write.source import (
    ARROW,
    Source,
    alone,
    followed,
    joined,
    listed_name,
    name_and_id,
    or_unnamed,
    remark,
    run_in,
    with_citations,
)
from blistui.plan.fields import specs
from blistui.plan.paths import with_paths
from blistui.plan.tables.concept import (
    REAL_SYSTEMS,
    Block,
    Event,
    ExtensionPoint,
    Interaction,
    Invariant,
    Ownership,
    State,
)


def write(page: Page, source: Source) -> None:
    """Section D."""
    page.heading(3, "Building blocks", "block")
    for path, block in with_paths(source.plan.block, "block"):
        contract(page, source, path, block)
    if not source.plan.block:
        page.paragraph(f"Building blocks {NOT_STATED}.")
    _interactions(page, source)
    _invariants(page, source)
    _extension_points(page, source)
    _correspondence(page, source)


def contract(page: Page, source: Source, path: str, block: Block) -> None:
    """The module contract of one building block, as a list."""
    lead = or_unnamed(block.name, "Unnamed block")
    called = inline(block.id) if block.id != spelled(block.name) else ""
    remarks = ", ".join(
        text for text in (called, "existing, unchanged" if block.existing_unchanged else "") if text
    )
    name = bold(glued(lead)) + (f" ({remarks}):" if remarks else ":")
    page.bullet(f"{name} {inline(block.responsibility) or NOT_STATED}", path)
    page.bullet(
        run_in(
            (label_of(Block, "observes"), joined(block.observes) or NOT_STATED),
            (label_of(Block, "controls"), or_none(joined(block.controls), block.controls_none_because)),
        ),
        f"{path}.observes",
        f"{path}.controls",
        depth=1,
    )
    page.bullet(
        run_in(
            (label_of(Block, "owns"), or_none(joined(block.owns), block.owns_none_because)),
            (label_of(Block, "invariants"), joined(block.invariants) or NOT_STATED),
        ),
        f"{path}.owns",
        f"{path}.invariants",
        depth=1,
    )
    friction = files_and_why(block.friction_files, block.friction_why, block.friction_type)
    stream = inline(block.random_subsystem)
    randomness = f"{NEW_FROM}{stream}" if stream else "new"
    if not block.new_randomness:
        randomness = own(stream) if stream == "new" or stream.startswith(NEW_FROM) else stream
    page.bullet(
        run_in(
            (label_of(Block, "events"), or_none(_events(block.events), block.events_none_because)),
            (label_of(Block, "friction_files"), friction),
            (label_of(Block, "random_subsystem"), randomness),
            *labelled_texts(source, block),
        ),
        f"{path}.events",
        f"{path}.friction_files",
        depth=1,
    )


def _events(events: Sequence[Event]) -> str:
    """Events one after another; what a block both produces and consumes is written once."""
    alike: dict[tuple[str, ...], list[Event]] = {}
    for event in events:
        key: tuple[str, ...] = (
            event.name,
            _chosen("origin", event.origin),
            "new" if event.new else "",
            f"priority {remark(event.priority)}" if inline(event.priority) else "",
            "to statistics" if event.to_statistics else "",
        )
        directions = [own.direction for own in (event, *alike.get(key, ()))]
        known = set(directions) <= {*specs(Event)["direction"].options} - {""}
        if len(directions) > 1 and not (known and len(set(directions)) == len(directions)):
            key = (*key, str(len(alike)))
        alike.setdefault(key, []).append(event)
    texts: list[str] = []
    for (name, *facts), same in ((key[:5], same) for key, same in alike.items()):
        ways = " and ".join(dict.fromkeys(_chosen("direction", event.direction) for event in same))
        about = ", ".join(fact for fact in (ways, *facts) if fact)
        called = name_and_id(name, ", ".join(event.id for event in same if event.id), listed_name)
        texts.append(f"{called} [{about}]" if about else called)
    return listed(texts)


def _chosen(key: str, choice: str) -> str:
    """A choice by itself where it is one that there is, else with its key."""
    shown = remark(choice)
    known = not shown or choice in specs(Event)[key].options
    return shown if known else f"{key}: {shown}"


def _interactions(page: Page, source: Source) -> None:
    page.heading(3, "Interaction model", "interaction")
    for path, interaction in with_paths(source.plan.interaction, "interaction"):
        ends = ARROW.join(
            alone(marked(source.block(end), ":"), end) or "?" for end in (interaction.from_, interaction.to)
        )
        lead = f"{inline(interaction.id)}: {ends}" if interaction.id else ends
        data = inline(interaction.data) or f"data {NOT_STATED}"
        page.bullet(
            followed(f"{lead}: {data}", (label_of(Interaction, "transfer"), inline(interaction.transfer))),
            path,
        )
    if not source.plan.interaction:
        page.paragraph(f"Interactions {NOT_STATED}.")


def _invariants(page: Page, source: Source) -> None:
    plan = source.plan
    page.heading(3, "System invariants", "invariant", "state")
    for path, invariant in with_paths(plan.invariant, "invariant"):
        kind = f" ({shown})" if (shown := remark(invariant.kind)) else ""
        lead = f"**{inline(invariant.id)}**{kind}:" if invariant.id else f"**Invariant**{kind}:"
        text = with_citations(inline(invariant.statement), invariant.cites, label_of(Invariant, "cites"))
        page.bullet(f"{lead} {text}".rstrip(), path)
    for key, texts, reason in (
        ("simulation", plan.state.simulation, plan.state.simulation_none_because),
        ("statistics", plan.state.statistics, plan.state.statistics_none_because),
    ):
        page.bullet(labelled(label_of(State, key), or_none(joined(texts), reason)), f"state.{key}")


def _extension_points(page: Page, source: Source) -> None:
    page.heading(3, "Extension points", "extension_point")
    for path, point in with_paths(source.plan.extension_point, "extension_point"):
        name = bold(or_unnamed(point.name, "Unnamed"))
        name = f"{name} ({inline(point.id)})" if point.id else name
        where = f" in {marked(source.block(point.block), ':')}" if inline(point.block) else ""
        contract = inline(point.contract) or NOT_STATED
        if not where and contract.startswith("in "):
            contract = marked(contract, ":")
        text = followed(
            f"{name}{where}: {contract}",
            *labelled_texts(source, point, needed=("default", "first_non_default")),
            # By its id alone: titles of PRs would cost a line each of a budget that is short.
            (label_of(ExtensionPoint, "pr"), source.id(point.pr, "pr") or NOT_STATED),
        )
        page.bullet(text, path)
    if not source.plan.extension_point:
        page.paragraph(f"Extension points {NOT_STATED}.")


def _correspondence(page: Page, source: Source) -> None:
    plan = source.plan
    page.heading(3, "State ownership map and real-system correspondence", "ownership")
    # Further ones that blocks name follow those of the plan, or of the template.
    columns = dict.fromkeys(map(inline, plan.plan.columns(REAL_SYSTEMS)))
    of_block = [_by_column(block.real_systems) for block in plan.block]
    for given in of_block:
        columns |= dict.fromkeys(given)
    owned: dict[str, list[tuple[str, Ownership]]] = {}
    for path, state in with_paths(plan.ownership, "ownership"):
        owned.setdefault(state.owner, []).append((path, state))
    rows: list[list[str]] = []
    paths: list[list[str]] = []
    for (path, block), given in zip(with_paths(plan.block, "block"), of_block, strict=True):
        held = owned.pop(block.id, [])
        systems = [given.get(name, "--") for name in columns]
        rows.append([source.block_called(block.name, block.id) or "--", _states(source, held), *systems])
        paths.append([f"{path}.real_systems", *(at for at, _ in held)])
    for owner, held in owned.items():
        lead = source.block(owner) or f"Owner {NOT_STATED}"
        rows.append([lead, _states(source, held), *["--" for _ in columns]])
        paths.append([at for at, _ in held])
    if rows:
        page.table(["Building Block", "Owns", *(name or "--" for name in columns)], rows, paths)
    else:
        page.paragraph(f"Ownership and correspondence {NOT_STATED}.")


def _by_column(texts: Mapping[str, str]) -> dict[str, str]:
    """Texts by the column they stand in; names that differ in blanks alone share one."""
    found: dict[str, list[str]] = {}
    for name, text in texts.items():
        # That a system has no such part is a fact here, and no gap: an empty cell has a dash.
        if shown := text.strip() if text.strip().casefold() == "n/a" else inline(text):
            found.setdefault(inline(name), []).append(shown)
    return {name: listed(shown) for name, shown in found.items()}


def _states(source: Source, held: list[tuple[str, Ownership]]) -> str:
    return listed(_owned(source, row) for _, row in held) or "--"


def _owned(source: Source, row: Ownership) -> str:
    text = name_and_id(row.state, row.id, listed_name)
    others = (source.block(other, remark) for other in row.shared_with if inline(other))
    # The reason begins with `because`: no name does.
    shared = ", ".join(own(other) if other.startswith("because ") else other for other in others)
    if shared:
        text += f", shared with {shared}"
    return f"{text}, because {piece(inline(row.justification))}" if inline(row.justification) else text
