"""The editors of single fields: text, choices, lists, citations.

Never here: the plan. An editor is given a value and posts a message when it has another one.
"""
