"""The roof: one module a command, and the one place where errors become messages and exit codes."""
