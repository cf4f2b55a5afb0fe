"""The `[plan]` table: what the plan is, where its repository is, and the executive summary (A)."""

from blistui.plan import fields as f
from blistui.plan.headings import OUTPUT, PHASE_2, PREREQUISITE, SECTION_A
from blistui.plan.tables.base import Item, Lines

FORMAT = 1
"""The newest file format this program reads and the one it writes."""

STATUSES = ("draft", "in review", "approved", "complete", "abandoned")
BUILTIN_GUIDELINES = "builtin"


class Summary(Item):
    """Head of the document (template: Prerequisite; Output format, A)."""

    format: int = f.hidden("Format", "Version of the file format", FORMAT)
    title: str = f.line("Title", "What the expansion is, as a reader will call it", OUTPUT)
    slug: str = f.line("Slug", "Short name for file names and links", OUTPUT)
    status: str = f.choice("Status", "How far the plan is", OUTPUT, STATUSES)
    executive_summary: str = f.prose(
        "Executive summary",
        "What is built, why, in how many PRs, with which milestones; under 15 lines",
        SECTION_A,
    )
    repository: str = f.line("Repository", "Folder of the Go repository, relative to this file", OUTPUT)
    base_commit: str = f.line("Base commit", "The commit at which the citations were verified", OUTPUT)
    design_doc: str = f.file(
        "Design doc", "The design document this plan rests on, or will create", PREREQUISITE
    )
    guidelines: str = f.file(
        "Design guidelines",
        "Path of the repository's design guidelines, or `builtin` for the summary that blistui ships",
        PREREQUISITE,
    )
    guidelines_read: bool = f.flag(
        "Guidelines read", "I have read the design guidelines and the plan follows them", PREREQUISITE
    )
    real_systems: Lines = f.lines(
        "Real systems",
        "The systems that building blocks are compared with, one a line; empty: those of the template",
        PHASE_2,
    )

    def columns(self, otherwise: Lines) -> Lines:
        """The systems that blocks are compared with: the plan's own, or `otherwise` when it names none."""
        return tuple(name.strip() for name in self.real_systems if name.strip()) or otherwise
