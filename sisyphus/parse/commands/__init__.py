"""Floor 1, commands: the parts of `parse/checks.py`, `parse/expectation.py` and `parse/shell.py`."""
