"""The judges of claims.py, by kind of claim."""
