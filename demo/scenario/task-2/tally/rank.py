"""Words to a ranking."""

from collections import Counter


def rank(words: list[str], limit: int) -> list[tuple[str, int]]:
    """Return the most frequent words with their counts, equal counts in alphabetical order."""
    return Counter(words).most_common(limit)
