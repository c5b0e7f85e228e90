"""The rules of blockers.py, by what they look at."""
