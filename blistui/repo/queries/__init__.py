"""Questions to the code: implementers, constructors, callers, reads of flags, lines that hold a text.

Answers go by names and method sets; nothing is type-checked, cited or proposed here.
"""
