"""One file on the screen: lines, highlighting, cursor, selection, search.

Never here: a repository. A file comes as text.
"""
