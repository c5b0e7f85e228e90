"""The files of the state folders beside plans, and what they name."""
