"""What is kept in the state folder of the user: unsaved edits, what a killed session left, recent plans.

Never here: the file of a plan, which is loaded and saved one folder above.
"""
