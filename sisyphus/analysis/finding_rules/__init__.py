"""The rules of findings.py, by what they look at."""
