"""What an import could not place, kept until the author has."""

from typing import ClassVar

from blistui.plan import fields as f
from blistui.plan.headings import OUTPUT
from blistui.plan.tables.base import Columns, Item


class Leftover(Item):
    """Text of a Markdown plan that has no field yet."""

    COLUMNS: ClassVar[Columns] = Columns(("text", "heading"))

    id: str = f.line("Id", "Unique among leftovers", OUTPUT)
    heading: str = f.line("Stood under", "The headings above it in the Markdown", OUTPUT)
    text: str = f.prose("Text", "As it was written there; move it to its field, or delete it", OUTPUT)
    why: str = f.line("Why", "Why it was not placed", OUTPUT)
