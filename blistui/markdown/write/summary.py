"""The head of the document, and section A: Executive Summary."""

from __future__ import annotations

from blistui.markdown.inline import code, inline
from blistui.markdown.labels import UNTITLED, label_of
from blistui.markdown.nothing import NOT_STATED
from blistui.markdown.write.page import Page, labelled
from blistui.markdown.write.source import Source, joined, or_unnamed
from blistui.plan.tables.summary import BUILTIN_GUIDELINES, Summary


def title_block(page: Page, source: Source, suffix: str = "") -> None:
    """Title, status, and what the plan rests on."""
    plan = source.plan.plan
    page.heading(1, or_unnamed(plan.title, UNTITLED) + suffix, "plan", "plan.title")
    page.bullet(labelled(label_of(Summary, "status"), inline(plan.status) or NOT_STATED), "plan.status")
    if code(plan.slug):
        page.bullet(labelled(label_of(Summary, "slug"), code(plan.slug)), "plan.slug")
    repository = code(plan.repository) or NOT_STATED
    if commit := code(plan.base_commit):
        repository += f" at commit {commit}"
    page.bullet(labelled(label_of(Summary, "repository"), repository), "plan.repository", "plan.base_commit")
    page.bullet(
        labelled(label_of(Summary, "design_doc"), code(plan.design_doc) or NOT_STATED), "plan.design_doc"
    )
    guidelines = code(plan.guidelines) or NOT_STATED
    if plan.guidelines == BUILTIN_GUIDELINES:
        guidelines = "the summary built into blistui"
    read = "read by the author" if plan.guidelines_read else "not confirmed as read"
    page.bullet(
        labelled(label_of(Summary, "guidelines"), f"{guidelines}, {read}"),
        "plan.guidelines",
        "plan.guidelines_read",
    )
    if plan.real_systems:
        page.bullet(
            labelled(label_of(Summary, "real_systems"), joined(plan.real_systems)), "plan.real_systems"
        )


def write(page: Page, source: Source) -> None:
    """Section A."""
    page.mark("plan.executive_summary")
    if inline(source.plan.plan.executive_summary):
        page.prose(source.plan.plan.executive_summary)
    else:
        page.paragraph(f"Executive summary {NOT_STATED}.")
