"""The rules of lint.py, by what they look at."""
