"""Figures in words: sizes of changes, durations, shares, before and after."""

from sisyphus.model.judgement import CommitLink, Confidence
from sisyphus.model.repository import Change, is_state
from sisyphus.model.results import Figure, Target
from sisyphus.model.status import PlanStatus
from sisyphus.render.words import counted

_MINUTE = 60
_HOUR = 3600
_MINUS = "−"  # noqa: RUF001 - a minus sign, as in print
SAME = 1.05
"""Durations nearer than this, as a factor, say nothing: the next run differs by as much."""
UNITS = {"duration": " s", "coverage_percent": " %"}
"""What stands behind a figure, by its name; counts have nothing."""


def plus_minus(insertions: int | None, deletions: int | None) -> str:
    """Return the size of a change; `None` stands for a binary file."""
    if insertions is None or deletions is None:
        return "(binary)"
    return f"(+{insertions} {_MINUS}{deletions})"


def number(value: float) -> str:
    """Return a figure as people write it: no trailing zeros, no exponent."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return text if text != "-0" else "0"


def measure(name: str, value: float) -> str:
    """Return a figure with its unit."""
    return number(value) + (" s" if name.endswith("_s") else UNITS.get(name, ""))


def named(name: str) -> str:
    """Return the name of a figure in words, without the unit that it ends in."""
    return name.removesuffix("_s").replace("_", " ")


def change(figure: Figure) -> str:
    """Return how a figure changed: in percent, for a duration also how many times faster."""
    difference = figure.after - figure.before
    if not difference:
        return "no change"
    sign = "+" if difference > 0 else _MINUS
    if figure.name == "coverage_percent" or not figure.before:
        unit = " points" if figure.name == "coverage_percent" else UNITS.get(figure.name, "")
        return f"{sign}{number(abs(difference))}{unit}"
    percent = f"{sign}{abs(100 * difference / figure.before):.1f} %"
    # Nearer than that the next run may differ by as much.
    faster = figure.name == "duration" and figure.before > SAME * figure.after > 0
    return f"{percent}, {figure.before / figure.after:.1f} times as fast" if faster else percent


def target_words(target: Target) -> str:
    """Return what was measured of a target, and whether that meets it."""
    words = reached(target)
    return words if target.measured is None else f"{words}: {'met' if target.met else 'not met'}"


def reached(target: Target) -> str:
    """Return what was measured of a target, in the unit in which it is wanted."""
    if target.measured is None:
        return "not measured"
    return f"{number(target.measured)} {target.wanted.rpartition(' ')[2]}"


def elapsed(seconds: float) -> str:
    """Return a span of time in the two units that matter."""
    whole = int(seconds)
    if whole < _MINUTE:
        return f"{whole} s"
    if whole < _HOUR:
        return f"{whole // _MINUTE} min {whole % _MINUTE} s"
    return f"{whole // _HOUR} h {whole % _HOUR // _MINUTE} min"


def counted_commits(plan: PlanStatus) -> list[CommitLink]:
    """Return the commits that carry the plan's tasks, once each, oldest first; hints are left out."""
    links = {c.sha: c for t in plan.tasks for c in t.commits if c.confidence is not Confidence.LOW}
    return sorted(links.values(), key=lambda c: (c.committed_at, c.sha))


def changed_files(commits: list[CommitLink]) -> list[Change]:
    """Return the files of several commits with their sizes added up: by path, those of state folders last."""
    found: dict[str, Change] = {}
    for one in (c for commit in commits for c in commit.changes):
        before = found.get(one.path)
        found[one.path] = Change(
            path=one.path,
            insertions=_sum(before.insertions if before else 0, one.insertions),
            deletions=_sum(before.deletions if before else 0, one.deletions),
        )
    return [found[path] for path in sorted(found, key=lambda p: (is_state(p), p))]


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def size_words(commits: list[CommitLink]) -> str:
    """Return the whole size of some commits in words: code, and beside it what lies in state folders."""
    changes = [change for commit in commits for change in commit.changes]
    sizes = [
        _size([c for c in changes if not is_state(c.path)], "file", "files"),
        _size([c for c in changes if is_state(c.path)], "file of state folders", "files of state folders"),
    ]
    return ", ".join([counted(len(commits), "commit"), " beside ".join(filter(None, sizes)) or "0 files"])


def _size(changes: list[Change], one: str, many: str) -> str:
    """Return how many files changed and by how many lines, empty for none; a binary file counts no lines."""
    added, removed = sum(c.insertions or 0 for c in changes), sum(c.deletions or 0 for c in changes)
    files = len({change.path for change in changes})
    return f"{counted(files, one, many)} {plus_minus(added, removed)}" if files else ""
