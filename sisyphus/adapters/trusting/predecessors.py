"""The command that was allowed in a place before it was changed: an index of earlier decisions."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable
from difflib import SequenceMatcher
from itertools import islice

from sisyphus.adapters.trust import Matter, TrustEntry

_MOST_WORDS = 400
_MOST_COMPARED = 20
"""Decisions that one command is compared with, word by word: those that share its rarest words."""
_ALIKE = 0.5
"""Part of the words that two commands share when one is taken for a new version of the other."""

Place = tuple[str, str, str | None]
"""Repository, plan and task."""


def _place(matter: Matter) -> Place:
    return matter.repository, matter.plan, matter.task


def _words(matter: Matter) -> list[str]:
    return matter.text.split()[:_MOST_WORDS]


class Predecessors:
    """Allowed commands that are no longer in the plan, by place, line and word."""

    def __init__(self, entries: Iterable[TrustEntry], present: Container[str]) -> None:
        """`present` are the keys of the commands that the plan holds now."""
        self._matters: list[Matter] = []
        self._entries: list[TrustEntry] = []
        self._on_line: dict[tuple[Place, int], list[int]] = defaultdict(list)
        self._with_word: dict[tuple[Place, str], list[int]] = defaultdict(list)
        for entry in entries:
            if entry.allowed and entry.matter is not None and entry.key not in present:
                self._add(entry, entry.matter)

    def _add(self, entry: TrustEntry, matter: Matter) -> None:
        place, number = _place(matter), len(self._entries)
        self._entries.append(entry)
        self._matters.append(matter)
        self._on_line[place, matter.line].append(number)
        for word in dict.fromkeys(_words(matter)):
            self._with_word[place, word].append(number)

    def find(self, matter: Matter) -> TrustEntry | None:
        """Return the one most alike of the same task; one on the same line may be less alike."""
        new = _words(matter)
        best, most = None, _ALIKE
        for number in sorted(self._candidates(matter, new)):
            old = self._matters[number]
            alike = SequenceMatcher(None, _words(old), new, autojunk=False).ratio()
            alike += _ALIKE * (old.line == matter.line)
            if alike > most or (alike == most and best is None):
                best, most = self._entries[number], alike
        return best

    def _candidates(self, matter: Matter, new: list[str]) -> set[int]:
        place = _place(matter)
        found = set(islice(self._on_line.get((place, matter.line), ()), _MOST_COMPARED))
        known = [
            self._with_word[place, word] for word in dict.fromkeys(new) if (place, word) in self._with_word
        ]
        shared: Counter[int] = Counter()
        for numbers in sorted(known, key=len):
            shared.update(islice(numbers, _MOST_COMPARED))
            if len(shared) > _MOST_COMPARED:
                break
        return found.union(number for number, _ in shared.most_common(_MOST_COMPARED))
