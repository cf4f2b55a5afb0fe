"""Which findings are shown: those of one group, those that have the words typed, or all."""

from __future__ import annotations

from typing import NamedTuple

from blistui.rules.rule import Finding
from screens.fields.field import GROUP_GLYPHS, Group, group_of


class FindingFilter(NamedTuple):
    """What a finding must have to be shown; a blank one shows all."""

    words: str = ""
    """As they were typed; each must stand in rule, message or field."""
    only: Group | None = None
    """The one group that is shown."""

    @property
    def summary(self) -> str:
        """What is filtered by, in words; empty where all is shown."""
        parts = [f"{GROUP_GLYPHS[self.only]} {self.only} only"] if self.only is not None else []
        parts += [f"“{self.words.strip()}”"] if self.words.strip() else []
        return ", ".join(parts)

    def passes(self, finding: Finding) -> bool:
        """Whether the finding is shown."""
        if self.only not in (None, group_of(finding)):
            return False
        text = f"{finding.rule} {finding.message} {finding.path}".casefold()
        return all(word in text for word in self.words.casefold().split())
