"""The evidence log of evidence.py: records, chain, anchor, writing and checking."""
