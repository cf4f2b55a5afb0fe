"""What the template asks for, in words: guidance for each field, the JSON Schema, and the commented skeleton.

Never here: a text that a screen or a command needs for itself.
"""
