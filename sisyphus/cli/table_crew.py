"""Several processes that read and judge the plans of one table, each its part of them."""

from collections.abc import Sequence
from typing import NamedTuple, Self

from sisyphus.adapters.kept.cache import News, ParseCache
from sisyphus.adapters.kept.crew import Crew, CrewLost, hands
from sisyphus.adapters.records import Desk
from sisyphus.cli.table_look import Case, Judged, Read, TableJudge
from sisyphus.model.deferred import replace

_PORTION = 8
"""Plans that are read at a time."""


class Portion(NamedTuple):
    """Plans for another process to read."""

    names: tuple[str, ...]


class Worker:
    """What each of the processes has."""

    def __init__(self, desk: Desk) -> None:
        """Take what was read for all plans."""
        self._cache = ParseCache(desk.place.root)
        self._judge = TableJudge(desk, self._cache)

    def __call__(self, part: Portion | Case) -> tuple[Read, News] | list[Judged]:
        """Read some plans, or judge those that were read here."""
        if isinstance(part, Portion):
            return self._judge.read(part.names), self._cache.news()
        return self._judge.judge(part)


class TableCrew:
    """Reads and judges on all cores; where processes cannot be had, or end, it is done `alone`."""

    def __init__(self, desk: Desk, cache: ParseCache, alone: TableJudge) -> None:
        """Start the processes; what they parse goes into `cache`."""
        self._cache, self._alone = cache, alone
        self._paths: dict[str, tuple[int, str]] = {}
        """By name: which process read the plan, and its path in the repository."""
        self._prefix = desk.place.prefix
        self._crew: Crew | None = None
        if hands() > 1:
            try:
                self._crew = Crew(Worker, desk)
            except CrewLost:
                self._crew = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._crew is not None:
            self._crew.__exit__(kind)

    def read(self, names: Sequence[str]) -> Read:
        """Read plans; each is kept by the process that read it."""
        if self._crew is None:
            return self._alone.read(names)
        parts = [Portion(tuple(names[at : at + _PORTION])) for at in range(0, len(names), _PORTION)]
        try:
            results = self._crew.share(parts)
        except CrewLost:
            self._lose()
            return self._alone.read(names)
        for who, (read, news) in results:
            self._cache.learn(news)
            self._paths |= {t.name: (who, f"{self._prefix}{t.path}") for t in read.traces}
        some = [read for _, (read, _) in results]
        errors = {name: error for read in some for name, error in read.errors.items()}
        return Read(tuple(trace for read in some for trace in read.traces), errors)

    def judge(self, case: Case) -> list[Judged]:
        """Judge plans that were read."""
        if self._crew is None:
            return self._alone.judge(case)
        try:
            parts = [self._part(case, who) for who in range(self._crew.size)]
            return [judged for some in self._crew.tell(parts) for judged in some]
        except CrewLost:
            self._lose()
            self._alone.read(case.names)
            return self._alone.judge(case)

    def _part(self, case: Case, who: int) -> Case:
        """Return the part of one process, with the history of its plans' boxes alone."""
        own = {name: path for name, (reader, path) in self._paths.items() if reader == who}
        repository, paths = case.shared.repository, frozenset(own.values())
        if repository is not None:
            flips = tuple(flip for flip in repository.flips if flip.path in paths)
            repository = replace(repository, flips=flips)
        return Case(
            names=tuple(name for name in case.names if name in own),
            frame=replace(case.frame, repository=repository),
            shared=replace(case.shared, repository=repository),
        )

    def _lose(self) -> None:
        if self._crew is not None:
            self._crew.__exit__(CrewLost)
            self._crew = None
