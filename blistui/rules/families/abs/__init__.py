"""ABS: the abstraction level: no Go outside section G, and frozen interfaces that are facts.

Which Go a text holds is found in `blistui.rules.go`.
"""

from blistui.rules.families.abs import abstraction, frozen_complete

__all__ = ["abstraction", "frozen_complete"]
