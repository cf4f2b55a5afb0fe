"""The commands, a module each, so the folder is as long as their list: arguments in, exit code out.

Never here: a rule, a format of a report, or what a command and the screen both need.
"""
