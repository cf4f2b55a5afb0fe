"""PLN: the plan as a document: ids, references, waivers, signatures and its neighbours.

What a single phase asks for is in the family of that phase.
"""

from blistui.rules.families.pln import (
    leftovers,
    placeholders,
    plan,
    shape,
    sibling_plans,
    signatures,
    waivers,
)

__all__ = ["leftovers", "placeholders", "plan", "shape", "sibling_plans", "signatures", "waivers"]
