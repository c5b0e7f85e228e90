"""Floor 1, plans: the parts of `parse/plan.py`."""
