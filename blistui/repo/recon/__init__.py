"""Recon."""
