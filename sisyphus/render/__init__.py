"""Floor 4: a judgement to text. Pure: it formats and never decides."""
