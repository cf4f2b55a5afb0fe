"""Section C: High-Level Objectives, Non-Goals and the Model Scoping Table."""

from __future__ import annotations

from blistui.markdown.inline import inline
from blistui.markdown.write.page import NOT_STATED, Page, labelled
from blistui.markdown.write.source import Source, followed, id_and_name, joined, name_and_id, run_in
from blistui.plan.fields import specs
from blistui.plan.objectives import Commitments, Criteria
from blistui.plan.paths import with_paths

COLUMNS = ("Component", "Modeled", "Simplified", "Omitted", "Justification")
"""The template's columns of the scoping table."""


def write(page: Page, source: Source) -> None:
    """Section C."""
    plan = source.plan
    page.heading(3, "Objectives", "objective")
    for path, objective in with_paths(plan.objective, "objective"):
        told = followed(
            _lead(objective.id, objective.text),
            ("Measured by", inline(objective.measured_by)),
            ("Rests on", source.refs(objective.relies_on, "finding")),
        )
        page.bullet(told, path)
    if not plan.objective:
        page.paragraph(f"Objectives {NOT_STATED}.")
    page.heading(3, "Non-goals", "non_goal")
    for path, non_goal in with_paths(plan.non_goal, "non_goal"):
        page.bullet(_lead(non_goal.id, non_goal.text), path)
    if not plan.non_goal:
        page.paragraph(f"Non-goals {NOT_STATED}.")
    page.heading(3, "Commitments", "commitments")
    _commitments(page, plan.commitments)
    page.heading(3, "Analysis questions", "question")
    for path, question in with_paths(plan.question, "question"):
        page.bullet(_lead(question.id, question.text), path)
    if not plan.question:
        page.paragraph(f"Analysis questions {NOT_STATED}.")
    page.heading(3, "Model scoping", "scope")
    _scoping(page, source)


def _lead(id: str, text: str) -> str:
    return f"{labelled(inline(id))} {inline(text)}" if id else inline(text)


def _commitments(page: Page, commitments: Commitments) -> None:
    known = specs(Commitments)
    for key in ("compatibility", "performance", "backward_compatibility", "cli_stability"):
        reason = getattr(commitments, f"{key}_none_because")
        stated = joined(getattr(commitments, key))
        if reason:
            stated = f"{stated} none, because {inline(reason)}".lstrip()
        page.bullet(
            labelled(known[key].title, stated or NOT_STATED),
            f"commitments.{key}",
            f"commitments.{key}_none_because",
        )


def _scoping(page: Page, source: Source) -> None:
    rows = list(with_paths(source.plan.scope, "scope"))
    if not rows:
        page.paragraph(f"Scoping rows {NOT_STATED}.")
        return
    page.table(
        COLUMNS,
        [
            (
                name_and_id(row.component, row.id),
                inline(row.modeled) or "--",
                inline(row.simplified) or "--",
                inline(row.omitted) or "--",
                followed(
                    inline(row.justification),
                    ("Lost", inline(row.lost)),
                    ("Matters when", inline(row.matters_when)),
                    ("Answers", source.refs(row.answers, "question")),
                    ("Rests on", source.refs(row.relies_on, "finding")),
                ),
            )
            for _, row in rows
        ],
        [(path,) for path, _ in rows],
    )
    known = specs(Criteria)
    weighed = [
        (
            path,
            row,
            run_in(*((spec.title, inline(getattr(row.criteria, key))) for key, spec in known.items())),
        )
        for path, row in rows
    ]
    if any(text for _, _, text in weighed):
        page.heading(3, "Scoping criteria")
        for path, row, text in weighed:
            if text:
                page.bullet(f"{id_and_name(row.id, row.component)}: {text}", f"{path}.criteria")
