"""Citations: captured from lines of code, verified later, and found again when the code moved.

No plan is edited here: what to do about an answer is decided by rules and commands.
"""
