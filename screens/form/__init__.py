"""The form of a place in the plan, made from the models, and what is shown beside it.

Never here: a field known by name, or where the author goes next.
"""
