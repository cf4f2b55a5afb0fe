"""The commands: each reads its arguments, calls the core, and prints: data to stdout, notes to stderr.

Never here: a rule, a format of a report, or what a command and the screen both need.
"""
