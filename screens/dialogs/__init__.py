"""Questions to the author: each a modal screen with a typed answer.

Never here: what is done with the answer.
"""
