"""Phase 1: objectives, commitments, and what the model includes and leaves out."""

from typing import ClassVar

from blistui.plan import fields as f
from blistui.plan.headings import PHASE_1
from blistui.plan.tables.base import Columns, Item, Lines, Refs


class Objective(Item):
    """One of the 3 to 7 things the expansion achieves."""

    COLUMNS: ClassVar[Columns] = Columns(("text",), in_row="text")

    id: str = f.line("Id", "Unique among objectives", PHASE_1)
    text: str = f.prose("Objective", "A crisp outcome", PHASE_1)
    measured_by: str = f.line("Measured by", "The number, comparison or test that shows it", PHASE_1)
    relies_on: Refs = f.refs("Relies on", "Findings it rests on", PHASE_1, "finding")


class NonGoal(Item):
    """Something deliberately left out."""

    COLUMNS: ClassVar[Columns] = Columns(("text",), in_row="text")

    id: str = f.line("Id", "Unique among non-goals", PHASE_1)
    text: str = f.prose("Non-goal", "What is not done, and why", PHASE_1)


class Question(Item):
    """An analysis question that the feature helps answer (Model scoping, 1)."""

    COLUMNS: ClassVar[Columns] = Columns(("text",), in_row="text")

    id: str = f.line("Id", "Unique among questions", PHASE_1)
    text: str = f.prose("Question", "One question, ending in a question mark", PHASE_1)


class Commitments(Item):
    """Compatibility, performance, backward compatibility and stability, each stated or refused."""

    compatibility: Lines = f.lines("Compatibility constraints", "What must keep working together", PHASE_1)
    compatibility_none_because: str = f.none_because("compatibility constraint", PHASE_1)
    performance: Lines = f.lines("Performance constraints", "Limits on time, memory, throughput", PHASE_1)
    performance_none_because: str = f.none_because("performance constraint", PHASE_1)
    backward_compatibility: Lines = f.lines(
        "Backward compatibility guarantees", "What old inputs and outputs still do", PHASE_1
    )
    backward_compatibility_none_because: str = f.none_because("backward compatibility guarantee", PHASE_1)
    cli_stability: Lines = f.lines(
        "Operational and CLI stability", "What operators and scripts can rely on", PHASE_1
    )
    cli_stability_none_because: str = f.none_because("stability expectation", PHASE_1)


class Criteria(Item):
    """The six scoping criteria of Banks et al. (design guidelines 2.1), answered for one component."""

    accuracy: str = f.line("Effect on accuracy", "Does including it change the answers?", PHASE_1)
    accuracy_needed: str = f.line("Accuracy needed", "How exact must it be to be useful?", PHASE_1)
    data: str = f.line("Data at hand", "Can its data requirements be met?", PHASE_1)
    cost: str = f.line("Cost of inclusion", "Code, upkeep, configuration", PHASE_1)
    omission: str = f.line("Effect of omission", "What breaks without it?", PHASE_1)
    simplest: str = f.line("Simplest version", "The least that answers the same questions", PHASE_1)


class Scope(Item):
    """A row of the model scoping table."""

    COLUMNS: ClassVar[Columns] = Columns(("component",), more=("answers",))

    id: str = f.line("Id", "Unique among scoping rows", PHASE_1)
    component: str = f.line("Component", "The part of the real system", PHASE_1)
    modeled: str = f.line("Modeled", "What is modeled in full", PHASE_1)
    simplified: str = f.line("Simplified", "What replaces the real behaviour", PHASE_1)
    omitted: str = f.line("Omitted", "What is left out", PHASE_1)
    justification: str = f.prose("Justification", "Why this is enough", PHASE_1)
    lost: str = f.line("Lost", "Which real behaviour the simplification loses", PHASE_1)
    matters_when: str = f.line("Matters when", "Under which conditions that loss would matter", PHASE_1)
    answers: Refs = f.refs("Answers", "The analysis questions it serves", PHASE_1, "question")
    block: Refs = f.refs("Blocks", "The building blocks that model it", PHASE_1, "block")
    criteria: Criteria = f.group(Criteria, "Scoping criteria", "The six criteria of guidelines 2.1", PHASE_1)
    relies_on: Refs = f.refs("Relies on", "Findings it rests on", PHASE_1, "finding")
