"""What keeps a plan true while code goes on: merges, revisions, citations settled or moved on.

Never a rule: what is wrong is found in `families`, and only answered here.
"""
