"""The roof: one module a command, and the one place where errors become messages and exit codes."""

STARTED_ANEW = "-Xutf8=1"
"""First among the words of a Python that `encoding.begin_in_utf8` has started."""
