"""Section C: High-Level Objectives, Non-Goals and the Model Scoping Table."""

from __future__ import annotations

from blistui.markdown.inline import inline
from blistui.markdown.labels import label_of
from blistui.markdown.nothing import NOT_STATED
from blistui.markdown.write.fields import labelled_texts, or_none
from blistui.markdown.write.page import Page, labelled
from blistui.markdown.write.source import Source, followed, id_and_name, joined, name_and_id, run_in
from blistui.plan.fields import specs
from blistui.plan.paths import with_paths
from blistui.plan.tables.objectives import Commitments

COLUMNS = ("Component", "Modeled", "Simplified", "Omitted", "Justification")
"""The template's columns of the scoping table."""


def write(page: Page, source: Source) -> None:
    """Section C."""
    plan = source.plan
    page.heading(3, "Objectives", "objective")
    for path, objective in with_paths(plan.objective, "objective"):
        lead = _lead(objective.id, objective.text)
        page.bullet(followed(lead, *labelled_texts(source, objective)), path)
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
    for key, spec in specs(Commitments).items():
        if spec.widget != "lines":
            continue
        stated = joined(getattr(commitments, key))
        page.bullet(
            labelled(
                label_of(Commitments, key), or_none(stated, getattr(commitments, f"{key}_none_because"))
            ),
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
                followed(inline(row.justification), *labelled_texts(source, row)),
            )
            for _, row in rows
        ],
        [(path,) for path, _ in rows],
    )
    weighed = [(path, row, run_in(*labelled_texts(source, row.criteria))) for path, row in rows]
    if any(text for _, _, text in weighed):
        page.heading(3, "Scoping criteria")
        for path, row, text in weighed:
            if text:
                page.bullet(f"{id_and_name(row.id, row.component)}: {text}", f"{path}.criteria")
