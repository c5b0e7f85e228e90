from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sisyphus.adapters.evidence import read_logs
from sisyphus.adapters.observe import take_snapshot
from sisyphus.adapters.place import find_place
from sisyphus.adapters.verify import Order, Result, run_checks
from sisyphus.model.check import Assertion, AssertionKind, Check, Expectation, Origin
from sisyphus.model.evidence import Evidence, Outcome

Git = Callable[..., str]
ZERO = Expectation(
    text=None, assertions=(Assertion(kind=AssertionKind.EXIT_CODE, equals=0),), understood=True
)


def check(name: str, command: str) -> Check:
    return Check(
        id=f"c-{name}",
        task=None,
        label=None,
        origin=Origin.ACCEPTANCE,
        path=".sisyphus/plans/a.md",
        line=1,
        command=command,
        expect=ZERO,
        runnable=True,
    )


@pytest.fixture
def order(repository: Path, git: Git) -> Order:
    """An order without checks, for a plan in a clean repository."""
    plan = repository / ".sisyphus" / "plans" / "a.md"
    plan.parent.mkdir(parents=True)
    plan.write_text("# P\n\n## TODOs\n\n- [ ] 1. a\n")
    (repository / "README.md").write_text("# A\n")
    git("add", "-A")
    git("commit", "-qm", "docs: plan")
    place = find_place(repository)
    record = take_snapshot(place).plans[0]
    return Order(place=place, record=record, checks=(), outputs=frozenset(), timeout_s=None)


def run(order: Order, *checks: Check, jobs: int = 1, fail_fast: bool = False) -> list[Result]:
    wanted = replace(order, checks=[(c, "once") for c in checks], jobs=jobs, fail_fast=fail_fast)
    return list(run_checks(wanted))


def stored(order: Order) -> tuple[Evidence, ...]:
    logs = read_logs(order.place.root / ".sisyphus", "a", order.place.root)
    assert logs.tampered == ()
    return logs.records


def test_every_run_is_stored_as_it_is_told(order: Order) -> None:
    results = run(order, check("yes", "true"), check("no", "exit 3"), check("none", "galetest"))
    outcomes = [Outcome.PASSED, Outcome.FAILED, Outcome.ERROR]
    assert [r.run.outcome for r in results] == outcomes
    assert [e.outcome for e in stored(order)] == outcomes
    assert [r.evidence for r in results] == list(stored(order))
    assert {e.trust for e in stored(order)} == {"once"}
    assert [e.subject.dirty for e in stored(order)] == [False] * 3


def test_order_is_kept_with_several_jobs(order: Order) -> None:
    slow_first = [check(str(n), f"sleep 0.{4 - n}") for n in range(4)]
    assert [r.check.id for r in run(order, *slow_first, jobs=4)] == ["c-0", "c-1", "c-2", "c-3"]
    assert not any(e.changed_during for e in stored(order))


@pytest.mark.parametrize("jobs", [1, 2])
def test_fail_fast_starts_nothing_more(order: Order, jobs: int) -> None:
    many = [check("no", "exit 1"), *(check(str(n), "sleep 0.2; true") for n in range(6))]
    results = run(order, *many, jobs=jobs, fail_fast=True)
    assert results[0].run.outcome is Outcome.FAILED
    assert len(stored(order)) <= jobs
    assert all(r.run.outcome is Outcome.CANCELLED for r in results[1:])


def test_untracked_files_that_a_run_makes_are_its_outputs(order: Order) -> None:
    made, later = run(order, check("make", "echo x > made.txt"), check("later", "test -f made.txt"))
    assert made.evidence.created == ("made.txt",)
    assert not made.evidence.changed_during
    assert (later.evidence.created, later.evidence.changed_during) == ((), False)
    assert made.evidence.subject.worktree == later.evidence.subject.worktree


def test_known_outputs_that_change_again_spoil_nothing(order: Order) -> None:
    (first,) = run(order, check("make", "date +%N > made.txt"))
    again = replace(order, outputs=frozenset(first.evidence.created))
    (second,) = run(again, check("make", "date +%N > made.txt"))
    assert not second.evidence.changed_during
    assert second.evidence.subject.worktree == first.evidence.subject.worktree


def test_changed_content_is_said(order: Order) -> None:
    changing, after = run(order, check("change", "echo y >> README.md"), check("after", "true"))
    assert changing.evidence.changed_during
    assert not after.evidence.changed_during
    assert after.evidence.subject.dirty


def test_a_change_of_state_folders_is_no_change(order: Order) -> None:
    (result,) = run(order, check("tick", "sed -i.bak 's/- \\[ \\]/- [x]/' .sisyphus/plans/a.md"))
    assert not result.evidence.changed_during
    assert result.evidence.created == ()


def test_closing_early_cancels_what_runs(order: Order) -> None:
    wanted = replace(order, checks=[(check("quick", "true"), "once"), (check("slow", "sleep 60"), "once")])
    running = run_checks(wanted)
    assert next(running).run.outcome is Outcome.PASSED
    running.close()
    assert [e.outcome for e in stored(order)] in (
        [Outcome.PASSED],
        [Outcome.PASSED, Outcome.CANCELLED],
    )


def test_time_limit_of_the_order_comes_before_the_check_s(order: Order) -> None:
    wanted = replace(order, checks=[(check("slow", "sleep 60"), "once")], timeout_s=0.2)
    (result,) = run_checks(wanted)
    assert result.run.outcome is Outcome.TIMEOUT


def test_progress_hears_the_latest_line(order: Order) -> None:
    heard: list[tuple[str, str | None]] = []
    wanted = replace(order, checks=[(check("talk", "echo one; sleep 0.1; echo two"), "once")])
    list(run_checks(wanted, progress=lambda c, text: heard.append((c.id, text and text.strip()))))
    assert heard == [("c-talk", ""), ("c-talk", "one"), ("c-talk", "two"), ("c-talk", None)]


@pytest.fixture
def loose(tmp_path: Path) -> Order:
    """The same outside git."""
    plan = tmp_path / "loose" / ".sisyphus" / "plans" / "a.md"
    plan.parent.mkdir(parents=True)
    plan.write_text("- [ ] 1. a\n")
    place = find_place(tmp_path / "loose")
    record = take_snapshot(place).plans[0]
    return Order(place=place, record=record, checks=(), outputs=frozenset(), timeout_s=None)


def test_outside_git_the_folder_is_the_content(loose: Order) -> None:
    (loose.place.root / "old.txt").write_text("a")
    wanted = (check("still", "true"), check("make", "echo x > new.txt"), check("change", "echo x > old.txt"))
    still, making, changing = run(loose, *wanted)
    assert still.evidence.subject.commit is None
    assert not still.evidence.changed_during
    assert (making.evidence.created, making.evidence.changed_during) == (("new.txt",), False)
    assert changing.evidence.changed_during
