"""What test runners and coverage tools print at their end: one row a form, in tables."""
