"""The commits of an observation, indexed once for all plans: tying a task never walks them all."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import datetime

from sisyphus.analysis.linking.paths import PathIndex, is_generic
from sisyphus.analysis.linking.text import (
    labels_of_trailer,
    listed_lines,
    mentions,
    names_in,
    normalise,
    reverted_by,
    trailers,
    words,
    words_but_paths,
)
from sisyphus.model.deferred import dataclass, field
from sisyphus.model.repository import Commit, is_state

_PREFIX = 7
"""Digits of the shortest commit id that is looked up."""

_MOST_NAMES = 8
"""Names of one file that are followed; more come of files that are alike."""


@dataclass(slots=True)
class History:
    """Commits, newest first, and where to find them. Numbers are positions in `commits`."""

    commits: tuple[Commit, ...]
    prefix: str
    files: list[frozenset[str]] = field(default_factory=list)
    """What each commit changes outside the state folders, old names of renamed files among them."""
    telling: list[frozenset[str]] = field(default_factory=list)
    """The part of it that is not generic, without old names."""
    usable: list[bool] = field(default_factory=list)
    """Whether a commit can carry a task: no merge, no revert, not reverted, not of state folders alone."""
    subjects: list[str] = field(default_factory=list)
    """Normalised."""
    trailers: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    """Usable commits by the plan and the task (as `canonical` has it) that their trailers name."""
    with_plan_trailer: set[int] = field(default_factory=set)
    by_label: dict[str, list[int]] = field(default_factory=dict)
    """By each task that the message mentions. This and the following hold usable commits, newest first."""
    by_message: dict[str, list[int]] = field(default_factory=dict)
    """By each normalised line of the message."""
    by_word: dict[str, set[str]] = field(default_factory=dict)
    """Normalised subjects of usable commits by each telling word."""
    by_name: dict[str, set[int]] = field(default_factory=dict)
    """By each name with hyphens in the message, as plans have them."""
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    """The telling words of each normalised subject."""
    by_path: dict[str, list[int]] = field(default_factory=dict)
    by_id: dict[str, list[int]] = field(default_factory=dict)
    """All commits, by the first digits of their ids."""
    reverted: dict[int, int] = field(default_factory=dict)
    """Reverted commits with what reverts them."""
    names: dict[str, frozenset[str]] = field(default_factory=dict)
    """All names that a renamed file has had, by each of them."""
    branched: bool = field(init=False)
    """Whether some commit is not on the default branch."""
    paths: PathIndex = field(init=False)
    times: list[datetime] = field(init=False)
    """When the usable commits were made, the oldest first."""
    _changing: dict[frozenset[str], tuple[int, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for commit in self.commits:
            self.by_id.setdefault(commit.sha[:_PREFIX], []).append(len(self.subjects))
            self.subjects.append(normalise(commit.subject))
        reverting = self._find_reverts()
        for number, commit in enumerate(self.commits):
            self._add(number, commit, carries=number not in reverting and number not in self.reverted)
        self.branched = any(commit.on_default is False for commit in self.commits)
        self.times = sorted(
            commit.committed_at for commit, usable in zip(self.commits, self.usable, strict=True) if usable
        )
        self.paths = PathIndex(self.prefix, frozenset(self.by_path))

    def _find_reverts(self) -> set[int]:
        """Return the commits that revert others. A revert that was itself reverted reverts nothing."""
        reverting: set[int] = set()
        by_subject: dict[str, list[int]] = {}
        for number, subject in enumerate(self.subjects):
            by_subject.setdefault(subject, []).append(number)
        for number, commit in enumerate(self.commits):  # newest first
            if not commit.subject.startswith('Revert "') or number in self.reverted:
                continue
            reverting.add(number)
            named = [n for sha in reverted_by(commit.body) for n in self.find_id(sha)]
            quoted = by_subject.get(normalise(commit.subject.removeprefix('Revert "').rstrip('"')), [])
            target = named or [n for n in quoted if n > number][:1]
            self.reverted.update(dict.fromkeys(target, number))
        return reverting

    def _add(self, number: int, commit: Commit, *, carries: bool) -> None:
        kept = [change for change in commit.changes if not is_state(change.path)]
        names = {path for c in kept for path in (c.path, c.old_path) if path is not None}
        self.files.append(frozenset(names))
        self.telling.append(frozenset(c.path for c in kept if not is_generic(c.path)))
        self.usable.append(carries and bool(names) and len(commit.parents) <= 1)
        if not self.usable[number]:
            return
        self._add_trailers(number, trailers(commit.body))
        text = f"{commit.subject}\n{commit.body}"
        for label in mentions(text):
            self.by_label.setdefault(label, []).append(number)
        for path in names:
            self.by_path.setdefault(path, []).append(number)
        for change in kept:
            if change.old_path is not None:
                self._add_rename(change.path, change.old_path)
        for line in {self.subjects[number], *listed_lines(commit.body)}:
            self.by_message.setdefault(line, []).append(number)
        for name in names_in(text):
            self.by_name.setdefault(name, set()).add(number)
        self._add_words(self.subjects[number], commit.subject)

    def _add_rename(self, one: str, other: str) -> None:
        joined = self.names.get(one, frozenset({one})) | self.names.get(other, frozenset({other}))
        if len(joined) <= _MOST_NAMES:
            self.names.update(dict.fromkeys(joined, joined))

    def _add_words(self, subject: str, written: str) -> None:
        if subject not in self.words:
            holds_paths = "/" in written or "." in written
            self.words[subject] = words_but_paths(written) if holds_paths else words(subject)
            for word in self.words[subject]:
                self.by_word.setdefault(word, set()).add(subject)

    def _add_trailers(self, number: int, given: tuple[tuple[str, str], ...]) -> None:
        plans = {_plan_name(value) for kind, value in given if kind == "plan"}
        if plans:
            self.with_plan_trailer.add(number)
        for plan in plans:
            for label in frozenset().union(*(labels_of_trailer(v) for kind, v in given if kind == "task")):
                self.trailers.setdefault((plan, label), []).append(number)

    def since(self, moment: datetime | None) -> "Window":
        """Return the usable commits from a moment on; all of them for `None`."""
        return Window(self, moment)

    def find_id(self, sha: str) -> list[int]:
        """Return the commits whose id starts so."""
        return [n for n in self.by_id.get(sha[:_PREFIX], ()) if self.commits[n].sha.startswith(sha)]

    def named(self, path: str) -> frozenset[str]:
        """Return the paths that a name in a plan means, under all names that they have had."""
        found = self.paths.find(path)
        return found.union(*(self.names[each] for each in found if each in self.names))

    def changing(self, paths: frozenset[str]) -> tuple[int, ...]:
        """Return the usable commits that change any of `paths`, newest first."""
        found = self._changing.get(paths)
        if found is None:
            numbers = [self.by_path.get(path, []) for path in paths]
            found = tuple(numbers[0] if len(numbers) == 1 else sorted(set().union(*numbers)))
            self._changing[paths] = found
        return found


def _plan_name(value: str) -> str:
    """Return the name of the plan that a trailer's value, perhaps a path, stands for."""
    return value.rpartition("/")[2].removesuffix(".md").casefold()


@dataclass(slots=True)
class Window:
    """The usable commits of a plan's time."""

    history: History
    moment: datetime | None

    @property
    def size(self) -> int:
        """How many they are."""
        times = self.history.times
        return len(times) - (bisect_left(times, self.moment) if self.moment else 0)

    def __contains__(self, number: int) -> bool:
        return self.history.usable[number] and (
            self.moment is None or self.history.commits[number].committed_at >= self.moment
        )

    def among(self, numbers: Iterable[int]) -> Iterator[int]:
        """Yield those of `numbers` that lie in the window."""
        return (number for number in numbers if number in self)

    def holds_more(self, numbers: Iterable[int], most: int) -> bool:
        """Whether more than `most` of `numbers` lie in the window."""
        return any(place > most for place, _ in enumerate(self.among(numbers), start=1))
