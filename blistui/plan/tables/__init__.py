"""The tables of the file: pydantic models, one module a phase, each field with its title, help and heading.

Never here: an answer about a whole plan; what is put together from these is `plan/document.py`.
"""
