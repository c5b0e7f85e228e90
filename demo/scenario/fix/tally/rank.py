"""Words to a ranking."""

from collections import Counter


def rank(words: list[str], limit: int) -> list[tuple[str, int]]:
    """Return the most frequent words with their counts, equal counts in alphabetical order."""
    return sorted(Counter(words).items(), key=lambda item: (-item[1], item[0]))[:limit]
