"""The core of blistui: plans, repositories and rules. Knows no terminal."""

__version__ = "0.1.0"
