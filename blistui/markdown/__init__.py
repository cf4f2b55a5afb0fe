"""A plan and Markdown, both ways: what blocks and inline text are, how a document is written, how it is read.

Never here: a file, a repository or a rule; text and plans come in, text and plans go out.
"""
