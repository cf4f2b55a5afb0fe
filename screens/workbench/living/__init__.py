"""The living document (template: Living document protocol): revisions, merges, signatures, remarks.

Never what they change in a plan: that is `blistui.rules.living`, which the commands use as well.
"""
