"""Finder."""
