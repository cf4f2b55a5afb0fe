"""Evidence read from a repository: files, history, Go symbols, citations and answers to questions.

Nothing here writes to a repository, runs a program of it, or knows a rule, a screen or the plan file.
"""
