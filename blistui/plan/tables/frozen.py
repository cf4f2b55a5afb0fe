"""Section G: interfaces that are frozen because their freeze PR has merged."""

from typing import ClassVar

from blistui.plan import fields as f
from blistui.plan.headings import SECTION_G
from blistui.plan.tables.base import Columns, Item, Lines, Ref
from blistui.plan.tables.citation import Citation

TYPED_CODE = frozenset({"signature", "code", "methods", "go"})
"""Keys that people type code into, here where it is only read."""


class Frozen(Item):
    """A frozen interface. Its signature is read from the code at its citation, never typed here."""

    COLUMNS: ClassVar[Columns] = Columns(("interface",), more=("freeze_pr",))

    id: str = f.line("Id", "Unique among frozen interfaces", SECTION_G)
    interface: str = f.line("Interface", "Its name in the code", SECTION_G)
    cite: Citation | None = f.cite("Citation", "Where it is declared", SECTION_G)
    freeze_pr: Ref = f.ref("Freeze PR", "The merged PR of this plan that froze it", SECTION_G, "pr")
    pre_existing: bool = f.flag("Pre-existing", "It was frozen before this plan", SECTION_G)
    annotations: Lines = f.lines("Annotations", "What each PR does with it", SECTION_G)
