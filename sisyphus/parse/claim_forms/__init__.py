"""The parts of claims.py: where claims stand, and one module for each family of kinds."""
