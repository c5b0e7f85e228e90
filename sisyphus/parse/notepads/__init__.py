"""Floor 1, notepads: the parts of `parse/notepad.py`."""
