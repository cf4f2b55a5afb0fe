"""The core of blistui: plans, repositories, rules, and the commands over them.

Never here: a terminal, a widget or a key. Those are in `screens`, which imports this package.
"""

__version__ = "0.1.0"
