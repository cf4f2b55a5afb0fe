"""The recon assistant: facts the repository shows about itself, each with its citations captured.

They are proposals: names and method sets decide, nothing is type-checked, and only a person knows which of
them matter to the plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from blistui.plan.tables.crosscutting import AREAS
from blistui.plan.tables.recon import TOPICS as PHASE_0_TOPICS
from blistui.repo.recon import code as recon_code
from blistui.repo.recon import config as recon_config
from blistui.repo.recon import docs as recon_docs
from blistui.repo.recon.guidelines import SHIPPED, Guidelines
from blistui.repo.recon.kept import KeptFacts
from blistui.repo.recon.survey import Proposal, Survey
from blistui.repo.repository import Repository

__all__ = ["HEADINGS", "TOPICS", "Proposal", "by_topic", "proposals"]

TOPICS: dict[str, Callable[[Survey], Iterator[Proposal]]] = {
    "packages": recon_code.packages,
    "data structures": recon_code.data_structures,
    "invariants": recon_docs.invariants,
    "cli": recon_config.cli,
    "configuration": recon_config.configuration,
    "extension points": recon_code.extension_points,
    "coupling": recon_code.coupling,
    "boundaries": recon_code.boundaries,
    "tests": recon_docs.shared_tests,
    "documents": recon_docs.documents,
}
"""The eight topics of Phase 0, and two that Phase 5 asks for: shared tests with golden data, documents."""

HEADINGS = PHASE_0_TOPICS | {"tests": AREAS["tests"], "documents": AREAS["docs"]}
"""The title of each topic."""


def proposals(
    repo: Repository,
    topic: str | None = None,
    guidelines: Guidelines = SHIPPED,
    base: str | None = None,
    left_out: list[str] | None = None,
) -> list[Proposal]:
    """The proposals on one topic, or on all, in the order of the topics, for a plan of the commit `base`.

    Sentences on what there is more of are added to `left_out`.

    Raises ValueError when there is no such topic, RepositoryError when the repository cannot be read.
    """
    if topic is not None and topic not in TOPICS:
        raise ValueError(f"there is no recon topic `{topic}`; there are {', '.join(TOPICS)}")
    wanted = tuple(TOPICS) if topic is None else (topic,)
    return [proposal for _, found in by_topic(repo, wanted, guidelines, base, left_out) for proposal in found]


def by_topic(
    repo: Repository,
    topics: Sequence[str],
    guidelines: Guidelines = SHIPPED,
    base: str | None = None,
    left_out: list[str] | None = None,
) -> Iterator[tuple[str, list[Proposal]]]:
    """The proposals topic after topic, so that the first can be read while the next are made.

    Those about generated code and about tests are the last of their topic. What was found before is not
    looked for again while the repository is the same. Raises as `proposals` does.
    """
    commit = repo.resolve(base) if base else None
    survey, kept = Survey(repo, guidelines, commit), KeptFacts(repo, guidelines, commit)
    try:
        for topic in topics:
            found = kept.of(topic)
            if found is None:
                before = len(survey.left_out)
                # Sorting is stable: each generator gives what is used most first.
                facts = sorted(TOPICS[topic](survey), key=survey.is_aside)
                found = facts, survey.left_out[before:]
                kept.keep(topic, found)
            yield topic, found[0]
            if left_out is not None:
                left_out += found[1]
    finally:
        # Also for one who has seen enough. What takes too long to parse may be read the next time.
        if not survey.code.given_up:
            kept.save()
