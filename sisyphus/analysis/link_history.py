"""The commits of an observation, indexed once for all plans."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sisyphus.analysis.link_paths import PathIndex, is_generic, is_state
from sisyphus.analysis.link_text import listed_lines, mentions, normalise, reverted_by, trailers, words
from sisyphus.model.repository import Commit

_PREFIX = 7
"""Digits of the shortest commit id that is looked up."""


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
    trailers: dict[int, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Of the usable commits that have some."""
    by_label: dict[str, list[int]] = field(default_factory=dict)
    """By each task that the message mentions."""
    by_message: dict[str, list[int]] = field(default_factory=dict)
    """By each normalised line of the message."""
    by_word: dict[str, list[int]] = field(default_factory=dict)
    by_path: dict[str, list[int]] = field(default_factory=dict)
    by_id: dict[str, list[int]] = field(default_factory=dict)
    reverted: dict[int, int] = field(default_factory=dict)
    """Reverted commits with what reverts them."""
    branched: bool = field(init=False)
    """Whether some commit is not on the default branch."""
    paths: PathIndex = field(init=False)

    def __post_init__(self) -> None:
        for commit in self.commits:
            self.by_id.setdefault(commit.sha[:_PREFIX], []).append(len(self.subjects))
            self.subjects.append(normalise(commit.subject))
        reverting = self._find_reverts()
        for number, commit in enumerate(self.commits):
            self._add(number, commit, carries=number not in reverting and number not in self.reverted)
        self.branched = any(commit.on_default is False for commit in self.commits)
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
        if given := trailers(commit.body):
            self.trailers[number] = given
        for label in mentions(f"{commit.subject}\n{commit.body}"):
            self.by_label.setdefault(label, []).append(number)
        for path in names:
            self.by_path.setdefault(path, []).append(number)
        for line in {self.subjects[number], *listed_lines(commit.body)}:
            self.by_message.setdefault(line, []).append(number)
        for word in words(self.subjects[number]):
            self.by_word.setdefault(word, []).append(number)

    def since(self, moment: datetime | None) -> frozenset[int]:
        """Return the usable commits from a moment on; all of them for `None`."""
        commits = enumerate(self.commits)
        return frozenset(
            n for n, commit in commits if self.usable[n] and (moment is None or commit.committed_at >= moment)
        )

    def find_id(self, sha: str) -> list[int]:
        """Return the commits whose id starts so."""
        return [n for n in self.by_id.get(sha[:_PREFIX], ()) if self.commits[n].sha.startswith(sha)]

    def changing(self, paths: Iterable[str]) -> set[int]:
        """Return the usable commits that change any of `paths`."""
        return {number for path in paths for number in self.by_path.get(path, ())}
