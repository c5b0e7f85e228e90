"""Floor 1: text to model. No disk, no clock, no git."""
