"""CON, building blocks: number, module contract, responsibility, real systems, friction, whiteboard story."""

from __future__ import annotations

from collections.abc import Iterator

from blistui.plan.headings import PHASE_2, PREREQUISITE, QUALITY
from blistui.plan.ids import items_of
from blistui.plan.paths import segment_of
from blistui.plan.tables.concept import Block
from blistui.rules.prose.filled import any_says_something, filled, same_thing, says_something, unsaid
from blistui.rules.prose.sentences import sentences, words
from blistui.rules.prose.verbs import joined_verbs
from blistui.rules.prose.wording import counted, listed, named, quoted
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.friction import files_of, justifies, variant_targets
from blistui.rules.shared.to_write import lacking, to_write, unanswered

_LEAST, _MOST = 3, 7
_TWO_MINUTES = 300


@rule("CON001", "error", PHASE_2, 2)
def number_of_blocks(context: Context) -> Iterator[Problem]:
    """There are 3 to 7 building blocks, each with a name of its own.

    Why: Fewer explain too little, more do not fit on a whiteboard; readers confuse blocks of one name.
    Fix: Split the block that has two responsibilities, or merge those that only work together.
    Fails: two [[block]] tables
    Passes: four [[block]] tables named Router, Queue, Replica and Clock
    """
    blocks = context.plan.block
    number = (
        f"The concept model has {counted(len(blocks), 'building block')}; the template asks for {_LEAST} to "
        f"{_MOST}."
    )
    if len(blocks) < _LEAST:
        yield to_write("block", number, "Name the blocks that are missing.")
    elif len(blocks) > _MOST:
        yield Problem("block", number, "Merge those that belong together.")
    first: dict[str, str] = {}
    for path, block in items_of(context.plan, "block"):
        key = same_thing(block.name)
        if not key:
            yield to_write(
                f"{path}.name",
                f"Building block {named(block, path)} has no name.",
                "Give it the name that people will use.",
            )
        elif key in first:
            yield Problem(
                f"{path}.name",
                f"Building block {named(block, path)} has the name of {first[key]}: {quoted(block.name)}.",
                "Give each a name of its own, or merge them.",
            )
        else:
            first[key] = named(block, path)


@rule("CON002", "error", PHASE_2, 2)
def module_contract(context: Context) -> Iterator[Problem]:
    """Every building block fills the module contract: observes, controls, owns, invariants, events, friction.

    Why: The contract lets two people build two blocks at once; a gap in it shows only when they integrate.
    Fix: Fill the part; a block that controls nothing, owns nothing or has no events says why.
    Fails: owns = [] and owns_none_because = ""
    Passes: owns = [] and owns_none_because = "it is a pure function of the snapshot"
    """
    for path, block in items_of(context.plan, "block"):
        name = f"Building block {named(block, path)}"
        yield from _missing_parts(block, path, name)
        yield from _unclear_events(block, path, name)
        if filled(block.friction_files) and files_of(block.friction_files) is None:
            yield Problem(
                f"{path}.friction_files",
                f"{name} gives its extension friction as {quoted(str(block.friction_files))}, "
                "which is no number of files.",
                "Count the files that change to add one more variant.",
            )


def _missing_parts(block: Block, path: str, name: str) -> Iterator[Problem]:
    blank: list[tuple[str, str]] = []
    for field, says in (("observes", "what it observes"), ("invariants", "what must always hold for it")):
        given = getattr(block, field)
        if not filled(given):
            blank.append((f"{path}.{field}", says))
        elif not any_says_something(given):
            message = f"{name} does not say {says}{unsaid(given)}."
            yield Problem(f"{path}.{field}", message, "List it, one entry a line.")
    for field, says in (
        ("controls", "what it controls"),
        ("owns", "which mutable state it owns"),
        ("events", "which events it produces or consumes"),
    ):
        given, reason = getattr(block, field), getattr(block, f"{field}_none_because")
        said = bool(given) if field == "events" else any_says_something(given)
        if said or says_something(reason):
            continue
        if not filled(given) and not filled(reason):
            blank.append((f"{path}.{field}", says))
        else:
            message = f"{name} does not say {says}{unsaid(given) or unsaid(reason)}."
            yield Problem(f"{path}.{field}", message, "List it, or say why there is none.")
    if not filled(block.friction_files):
        blank.append((f"{path}.friction_files", "how many files change to add one more variant"))
    yield from lacking(f"{name} does not say", blank, "Fill it in, or say why there is none.")


def _unclear_events(block: Block, path: str, name: str) -> Iterator[Problem]:
    for index, event in enumerate(block.events):
        at = f"{path}.events.{segment_of(block.events, index)}"
        if not filled(event.name):
            yield to_write(f"{at}.name", f"{name} has an event without a name.", "Name it, or delete it.")
        if event.direction not in ("produced", "consumed"):
            yield unanswered(
                f"{at}.direction",
                event.direction,
                f"{name} does not say whether it produces or consumes event {named(event, at)}.",
                "Choose produced or consumed.",
            )


@rule("CON003", "error", PHASE_2, 2)
def one_sentence(context: Context) -> Iterator[Problem]:
    """A building block's responsibility is one sentence.

    Why: A responsibility of two sentences is two responsibilities, or is not understood yet.
    Fix: Keep the sentence that names its job; the rest belongs in its contract.
    Fails: responsibility = "Chooses a replica. It also keeps statistics."
    Passes: responsibility = "Chooses the replica that serves a request."
    """
    for path, block in items_of(context.plan, "block"):
        number = len(sentences(block.responsibility))
        if number == 0:
            yield unanswered(
                f"{path}.responsibility",
                block.responsibility,
                f"Building block {named(block, path)} has no responsibility.",
                "Write the one sentence that says what it is for.",
            )
        elif number > 1:
            yield Problem(
                f"{path}.responsibility",
                f"The responsibility of building block {named(block, path)} takes {number} sentences.",
                "Say it in one, and move the rest to its contract.",
            )


@rule("CON004", "warning", PHASE_2, 2, decided="P")
def one_responsibility(context: Context) -> Iterator[Problem]:
    """A building block has one core responsibility: its sentence joins no two verbs by "and" or ";".

    Why: A block with two jobs changes for two reasons, and the PRs that change it collide.
    Fix: Split the block, or find the one job of which both are part.
    Fails: responsibility = "Routes each request and evicts cold blocks"
    Passes: responsibility = "Routes each request to one replica"
    """
    for path, block in items_of(context.plan, "block"):
        joined = joined_verbs(block.responsibility)
        if joined:
            yield Problem(
                f"{path}.responsibility",
                f"Building block {named(block, path)} looks like it has two jobs: “… {joined} …”.",
                "Split it, or name the one job that both are part of.",
            )


@rule("CON015", "error", PHASE_2, 2)
def real_systems(context: Context) -> Iterator[Problem]:
    """Every building block says what it models in each real system; all N/A is a warning.

    Why: A block that corresponds to nothing real may be an invention of the simulator.
    Fix: Name the component in each column, or N/A where that system has none.
    Fails: real_systems = { vLLM = "Scheduler" } while four columns are expected
    Passes: real_systems = { llm-d = "EPP", vLLM = "N/A", SGLang = "router", Other = "N/A" }
    """
    columns = context.plan.plan.columns(context.policy.real_systems)
    for path, block in items_of(context.plan, "block"):
        given = {column.strip().casefold(): text for column, text in block.real_systems.items()}
        missing = [column for column in columns if not filled(given.get(column.casefold()))]
        name = f"Building block {named(block, path)}"
        if missing:
            yield to_write(
                f"{path}.real_systems",
                f"{name} says nothing about {listed(missing)}.",
                "Name the component it models there, or write N/A. Real systems in A Summary chooses which.",
            )
        elif columns and not any(says_something(given[column.casefold()]) for column in columns):
            yield Problem(
                f"{path}.real_systems",
                f"{name} corresponds to no real system: all columns are N/A.",
                "Name what it models, or ask whether the model needs it.",
                level="warning",
            )


@rule("CON017", "warning", PREREQUISITE, 7)
def friction_within_target(context: Context) -> Iterator[Problem]:
    """A block's extension friction is within the reference target for its kind of variant, or is justified.

    The target is the policy's, else the plan's own guidelines' (4.5), else the built-in one; a word such as
    "fine" justifies nothing.

    Why: The number of files one more variant touches is what every later contributor pays.
    Fix: Bring the files together, or say which they are and why that is acceptable.
    Fails: friction_type = "policy template", friction_files = 5, friction_why = ""
    Passes: friction_type = "policy template", friction_files = 3
    """
    targets = context.derived(variant_targets)
    for path, block in items_of(context.plan, "block"):
        files = files_of(block.friction_files)
        if files is None or justifies(block.friction_why, 3):
            continue
        target = targets.get(block.friction_type)
        name = f"Building block {named(block, path)}"
        if target is None:
            yield unanswered(
                f"{path}.friction_type",
                block.friction_type,
                f"{name} does not say what one more variant is, so its {counted(files, 'file')} cannot be "
                "compared with a reference target.",
                f"Choose one of {listed(sorted(targets), 'or')}, or say why so many files are acceptable.",
            )
        elif files > target:
            yield Problem(
                f"{path}.friction_files",
                f"{name} needs {counted(files, 'file')} for one more {block.friction_type}; "
                f"the reference target is {target}.",
                "Bring it within the target, or say which files they are and why that is acceptable.",
            )


@rule("CON018", "hint", QUALITY, 2, decided="P")
def whiteboard_story(context: Context) -> Iterator[Problem]:
    """The names, responsibilities and interactions can be explained in two minutes: at most 300 words.

    Why: A model that nobody can explain shortly is understood differently by each reader.
    Fix: Shorten responsibilities and the descriptions of what crosses the boundaries.
    Fails: responsibilities and interactions of 420 words in all
    Passes: responsibilities and interactions of 180 words in all
    """
    plan = context.plan
    count = sum(words(block.name) + words(block.responsibility) for block in plan.block)
    count += sum(words(one.from_) + words(one.to) + words(one.data) for one in plan.interaction)
    if count > _TWO_MINUTES:
        yield Problem(
            "block",
            f"The story of the concept model looks too long for two minutes: it takes {count} words, "
            f"{_TWO_MINUTES} fit.",
            "Shorten responsibilities and interactions to what one would say aloud.",
        )
