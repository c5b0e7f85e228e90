"""Lists in running text, short enough to be read."""

from collections.abc import Sequence


def first_few(names: Sequence[str], most: int, sign: str = ",") -> str:
    """Join the first `most` names by a sign, and say how many more there are: `a, b and 3 more`."""
    rest = len(names) - most
    shown = f"{sign} ".join(names[:most])
    return f"{shown}{'' if sign == ',' else sign} and {rest} more" if rest > 0 else shown
