"""Go source as text: the declarations of a file, by a fast scan or the parser.

Nothing here reads files or knows of repositories: bytes in, names and line numbers out.
"""
