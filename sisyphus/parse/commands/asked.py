"""A command whose result is told, and what its reader has asked about it.

Plans say the same words of many commands: `exits 0`, `passes`. What such words mean depends on what the
command prints, and rarely on anything else of it. So a reading is kept with the questions that it asked, and
holds for every command that gives the same answers.
"""

from collections.abc import Callable, Hashable
from operator import contains
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    import re

Answer = TypeVar("Answer")
Reading = TypeVar("Reading")


class _Question(NamedTuple):
    """Something that is asked of a command."""

    function: Callable[..., object]
    details: tuple[object, ...]
    answers: dict[object, object]
    """What follows from each answer that was met: a question more, or a reading."""


class Asked:
    """A command of which nothing is known but what is asked for."""

    __slots__ = ("_text", "log")

    def __init__(self, text: str) -> None:
        self._text = text
        self.log: list[tuple[Callable[..., object], tuple[object, ...], object]] = []
        """Functions, their arguments behind the command's text, and their answers, in the order asked."""

    def ask(self, question: Callable[..., Answer], *details: Hashable) -> Answer:
        """Put a question, a pure function of the command's text, whose answer is hashable."""
        answer = question(self._text, *details)
        self.log.append((question, details, answer))
        return answer

    def holds(self, text: str) -> bool:
        """Whether the command's text holds another."""
        return self.ask(contains, text)

    def matches(self, pattern: "re.Pattern[str]") -> bool:
        """Whether a pattern is found in the command's text."""
        return self.ask(_found, pattern)


def _found(text: str, pattern: "re.Pattern[str]") -> bool:
    return pattern.search(text) is not None


class Readings(Generic[Reading]):
    """Readings of words, by the words and by what they asked of the command."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._first: dict[object, object] = {}

    def find(self, words: Hashable, command: str) -> Reading | None:
        """Return the reading that holds for a command; `None` where none is kept."""
        place = self._first.get(words)
        while type(place) is _Question:
            place = place.answers.get(place.function(command, *place.details))
        return place  # type: ignore[return-value]  # whatever is no question was kept as a reading

    def keep(self, words: Hashable, asked: Asked, reading: Reading) -> None:
        """Keep a reading; beyond a number of them all are forgotten."""
        if self._size >= self._most:
            self.cache_clear()
        self._size += 1
        answers, answer = self._first, words
        for function, details, next_answer in asked.log:
            question = answers.setdefault(answer, _Question(function, details, {}))
            answers, answer = question.answers, next_answer  # type: ignore[attr-defined]
        answers[answer] = reading

    def cache_clear(self) -> None:
        """Forget all."""
        self._first.clear()
        self._size = 0
