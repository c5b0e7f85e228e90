"""The look that all plans share: what they are judged by, and what it adds to each record."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from sisyphus.adapters.git import open_access
from sisyphus.adapters.locate import STATE_DIRS
from sisyphus.adapters.place import Place
from sisyphus.adapters.private import DECISIONS, holds_anything
from sisyphus.adapters.repository.flips import MOST_COMMITS as MOST_STRAYS
from sisyphus.adapters.repository.flips import PlanHistory
from sisyphus.adapters.repository.notepads import NO_HISTORY as NO_STATE
from sisyphus.adapters.repository.notepads import StateHistory
from sisyphus.adapters.repository.observation import Wanted
from sisyphus.adapters.repository.subject import UNKNOWN, Wish
from sisyphus.adapters.state.state_history import read_history, with_history
from sisyphus.model.deferred import dataclass, field, replace
from sisyphus.model.repository import Repository, Subject
from sisyphus.model.snapshot import PlanRecord, Trace

MOST_COMMITS = 20_000
"""Of the window, newest first: years of most projects."""
_BEFORE_WORK = timedelta(days=1)
"""How long before its first recorded moment a plan's work may have begun: clocks and habits differ."""
_BEFORE_COMMIT = timedelta(days=7)
"""How long before its first commit: of ten plans that are ticked, seven are committed with their ticks in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """One moment of what all plans are judged by."""

    repository: Repository | None
    """`None` outside git."""
    subject: Subject
    decided: bool
    """Whether it is asked what the user has decided about checks."""
    history: StateHistory = NO_STATE
    first_seen: Mapping[str, datetime] = field(default_factory=dict)
    """When each plan was first committed, by its path in the repository."""
    window: datetime | None = None
    """Since when commits were looked at; `None` for all of them."""
    cut: bool = False
    """Whether the history of boxes reached a limit: what is known of one plan then depends on all of them."""


def look_at_shared(
    place: Place, traces: Sequence[Trace], *, keys: bool, subject: bool, ticked: frozenset[str] | None = None
) -> Shared:
    """Look at what the plans share; `traces` are those of all of them, in their order.

    With `ticked`, only the plans of these paths have the history of their boxes. For `keys` and `subject`
    see `take_snapshot`.
    """
    decided = keys or holds_anything(DECISIONS)
    wish = Wish(content=subject or any(t.ran for t in traces), root_commit=decided)
    access = open_access(place.top_level) if place.top_level else None
    if access is None:
        return Shared(repository=None, subject=_digest(place, traces, wish), decided=decided)
    dirs = _state_dirs(place)
    asked = None if ticked is None else frozenset(place.prefix + path for path in ticked)
    with ThreadPoolExecutor(max_workers=1) as beside:
        # What git has of the state folders needs nothing that is asked meanwhile.
        state = beside.submit(read_history, access, place)
        ignored = beside.submit(access.ignored_state, dirs)
        paths = tuple(place.prefix + trace.path for trace in traces if trace.path)
        history = access.plan_history(paths, dirs, asked)
        seen = dict(history.first_seen)
        since = _window_of(traces, seen, place.prefix)
        repository = access.observe(_wanted(place, traces, since, history, wish))
        repository = _with_leftovers(place, traces, repository)
        if history.first_seen:
            repository = replace(repository, ignored_state=ignored.result())
        return Shared(
            repository=repository,
            subject=repository.subject,
            decided=decided,
            history=state.result() if traces else NO_STATE,
            first_seen=seen,
            window=since,
            cut=history.cut or _strays(repository) > MOST_STRAYS,
        )


def _life_start(trace: Trace, first_seen: Mapping[str, datetime], prefix: str) -> datetime | None:
    """Return when a plan's work began at the earliest; `None` when nothing tells.

    `first_seen` holds when each plan was first committed, by its path in the repository; `prefix` is the
    root's place there.
    """
    first_commit = first_seen.get(prefix + trace.path) if trace.path else None
    starts = [trace.began - _BEFORE_WORK] if trace.began else []
    if first_commit:
        starts.append(first_commit if trace.began else first_commit - _BEFORE_COMMIT)
    return min(starts) if starts else None


def _window_of(traces: Iterable[Trace], first_seen: Mapping[str, datetime], prefix: str) -> datetime | None:
    """Return since when commits are looked at: the first start of all plans; `None` when one is unknown."""
    starts = [_life_start(trace, first_seen, prefix) for trace in traces]
    known = [start for start in starts if start is not None]
    return min(known) if known and len(known) == len(starts) else None


def _strays(repository: Repository) -> int:
    """Count the commits that changed boxes and are not in the window."""
    return len({flip.commit for flip in repository.flips} - {commit.sha for commit in repository.commits})


def complete(place: Place, shared: Shared, records: Sequence[tuple[PlanRecord, Trace]]) -> list[PlanRecord]:
    """Add to the records what the shared look and the user's decisions tell of them."""
    found = [record for record, _ in records]
    if shared.repository is not None:
        found = [replace(r, since=_life_start(t, shared.first_seen, place.prefix)) for r, t in records]
    found = with_history(place, found, shared.repository, shared.history)
    if shared.decided:
        from sisyphus.adapters.trusting.decisions import with_decisions  # noqa: PLC0415 - start-up: there may be none

        found = with_decisions(place, found, shared.subject)
    return found


def _with_leftovers(place: Place, traces: Iterable[Trace], repository: Repository) -> Repository:
    trees = [trace.tree for trace in traces if trace.tree]
    if not trees:
        return repository
    from sisyphus.adapters.state.worktree_leftovers import with_leftovers  # noqa: PLC0415 - start-up: few have such

    state_dirs = tuple(place.prefix + name for name in STATE_DIRS)
    return with_leftovers(repository, trees, state_dirs) or repository


def _digest(place: Place, traces: Iterable[Trace], wish: Wish) -> Subject:
    """Return what a check would run on outside git."""
    if not wish.content:
        return UNKNOWN
    from sisyphus.adapters.content import digest_folder  # noqa: PLC0415 - start-up: most have git

    return digest_folder(place.root, place.state_dirs, _outputs(traces))


def _state_dirs(place: Place) -> tuple[str, ...]:
    return tuple(place.prefix + name for name in place.state_dirs)


def _outputs(traces: Iterable[Trace]) -> frozenset[str]:
    return frozenset().union(*(trace.outputs for trace in traces))


def _wanted(
    place: Place, traces: Sequence[Trace], since: datetime | None, history: PlanHistory, wish: Wish
) -> Wanted:
    return Wanted(
        since=since,
        state_dirs=_state_dirs(place),
        outputs=_outputs(traces),
        max_commits=MOST_COMMITS,
        around=True,
        named=tuple(dict.fromkeys(sha for trace in traces for sha in trace.shas)),
        history=history,
        subject=wish,
    )
