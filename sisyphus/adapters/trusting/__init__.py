"""The parts of trust.py: files of keys, decisions on plans, and what changed since."""
