"""Floor 3: a snapshot to a judgement. Pure."""
