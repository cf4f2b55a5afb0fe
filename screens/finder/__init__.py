"""The dialog that finds a place by a few letters, and the sources that it asks.

Never here: what is opened with the answer.
"""
