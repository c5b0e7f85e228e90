"""Blockers of one cause stand together, the first for all of them."""

from dataclasses import replace

from sisyphus.analysis.blockers import find_blockers
from sisyphus.model.judgement import Owner
from sisyphus.model.plan import Role, State
from sisyphus.model.repository import Repository
from sisyphus.model.status import Blocker
from tests.analysis.builders import REPOSITORY, entry, facts_of, link, notepad, record
from tests.analysis.plan_builders import box, check, key, plan, task

UNPUSHED = replace(REPOSITORY, unpushed=1)
CI = box(32, "CI passes (requires push to verify)", role=Role.DEFINITION_OF_DONE)
ENTRY = entry(
    "The pipeline", "BLOCKED - requires user action", text='"CI passes (requires push)": run git push'
)


def found(*boxes_: object, repository: Repository = REPOSITORY, pushed: bool = False) -> tuple[Blocker, ...]:
    boxes = tuple(b for b in boxes_ if not hasattr(b, "title"))
    entries = tuple(b for b in boxes_ if hasattr(b, "title"))
    one = plan(task("1", 10, State.DONE), boxes=boxes)  # type: ignore[arg-type]  # split by kind above
    there = facts_of(record(one, notepads=(notepad(*entries),)), repository=repository)  # type: ignore[arg-type]
    if pushed:
        there = replace(there, links={key("1"): ((replace(link(), pushed=True),), None)})
    return find_blockers(there)


def told(blockers: tuple[Blocker, ...]) -> list[tuple[str, str | None]]:
    return [(b.rule, b.part_of) for b in blockers]


def test_what_waits_behind_a_push_is_part_of_it_and_names_its_place() -> None:
    blockers = found(CI, ENTRY, repository=UNPUSHED)
    assert told(blockers) == [
        ("pending-push", None),
        ("external-check", "pending-push"),
        ("notepad-blocker", "pending-push"),
    ]
    assert [(s.path, s.line) for s in blockers[0].also] == [
        (".sisyphus/plans/speed.md", 32),
        (".sisyphus/notepads/speed/problems.md", 3),
    ]


def test_when_the_push_has_happened_the_next_cause_shows() -> None:
    wanted = entry("The pipeline", "BLOCKED - after the push", text="CI passes on the server")
    blockers = found(CI, wanted, pushed=True)
    assert told(blockers) == [("external-check", None), ("notepad-blocker", "external-check")]
    assert blockers[0].owner is Owner.EXTERNAL


def test_one_ci_run_is_one_cause_and_two_credentials_are_two() -> None:
    runs = found(box(32, "CI passes"), box(33, "All CI checks pass"))
    assert told(runs) == [("external-check", None), ("external-check", "external-check")]
    keys = found(
        box(32, "Smoke test — requires AWS credentials"), box(33, "Upload — requires FTP credentials")
    )
    assert told(keys) == [("external-check", None), ("external-check", None)]


def test_an_entry_of_a_task_is_part_of_what_blocks_that_task() -> None:
    of_task = replace(entry("The key", "BLOCKED - no key"), task="2")
    stuck = plan(task("1", 10, State.DONE), task("2", 20, State.BLOCKED), task("3", 30, State.BLOCKED))
    blockers = find_blockers(facts_of(record(stuck, notepads=(notepad(of_task),))))
    assert told(blockers) == [
        ("marked-blocked", None),
        ("notepad-blocker", "marked-blocked"),
        ("marked-blocked", None),
    ]


def test_what_speaks_of_something_else_stands_alone() -> None:
    other = entry("The customer", "BLOCKED - no answer yet")
    assert told(found(CI, other, repository=UNPUSHED)) == [
        ("pending-push", None),
        ("external-check", "pending-push"),
        ("notepad-blocker", None),
    ]


def test_what_unblocks_others_comes_first() -> None:
    one = check("make test", "1", "helm")
    rows = plan(task("1", 10, State.DONE), boxes=(CI,), checks=(one,))
    there = facts_of(record(rows), repository=UNPUSHED, missing=frozenset({"helm"}))
    there = replace(there, names_files={key("1"): ("src/app.py",)})
    assert [b.rule for b in find_blockers(there) if b.part_of is None] == [
        "uncommitted-work",
        "pending-push",
        "missing-tool",
    ]
