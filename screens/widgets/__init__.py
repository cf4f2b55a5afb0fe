"""Widgets that any folder may use: long lists, the footer, work in threads.

Never here: anything that knows plans, forms or code.
"""
