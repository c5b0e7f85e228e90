"""Tells the truth about what AI agents did with their plans."""

__version__ = "0.1.0"
