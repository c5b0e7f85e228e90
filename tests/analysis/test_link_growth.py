"""Tying a plan asks indexes: a history twice as long costs the tasks nothing more."""

from dataclasses import replace

from sisyphus.analysis.linking.past import Past, read_past
from sisyphus.analysis.links import link
from tests.analysis.builders import REPOSITORY
from tests.analysis.link_builders import START, commit, plan_of, task, wants
from tests.growth import lines_run

TASKS = tuple(
    task(
        str(n),
        f"src/{n}.py",
        "src/app.py",
        title=f"Add the search of part {n}",
        plan=wants(f"feat: part {n}"),
    )
    for n in range(1, 11)
)


def past(size: int) -> Past:
    """A history in which every commit changes a file that all tasks name, and mentions one of them."""
    commits = (
        commit(f"chore: step {n} of it (Task {n % 10 + 1})", "src/app.py", f"lib/{n}.py", hours=size - n)
        for n in range(size)
    )
    own = (commit(f"feat: part {n}", f"src/{n}.py", hours=size + n) for n in range(10, 0, -1))
    return read_past(replace(REPOSITORY, commits=(*own, *commits)), "")


def test_the_work_of_tying_does_not_grow_with_the_history() -> None:
    plan, short, long = plan_of(*TASKS), past(1000), past(4000)

    def tie(history: Past) -> None:
        found = link(plan, history, since=START)
        assert all(links for links, _ in found.values())

    assert lines_run(lambda: tie(long)) <= 1.2 * lines_run(lambda: tie(short))
