"""The Textual app over the core: everything that is seen and typed.

Never here: what is true of a plan or of code. That is `blistui`, which knows no screen.
"""
