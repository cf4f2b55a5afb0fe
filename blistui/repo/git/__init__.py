"""Git by its command line: one place that starts it, and readers of its machine formats.

Nothing here knows of citations or Go, writes to a repository, or runs a program that one names.
"""
