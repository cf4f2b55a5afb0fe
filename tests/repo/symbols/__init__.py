"""Symbols."""
