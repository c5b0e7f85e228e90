"""One word for a plan: which, and which first where several would fit."""

from dataclasses import replace

import pytest

from sisyphus.analysis.assess import assess
from sisyphus.model.evidence import Evidence, Outcome
from sisyphus.model.judgement import Phase
from sisyphus.model.plan import Claim, Plan, Role, State
from sisyphus.model.repository import Repository
from sisyphus.model.status import PlanStatus
from tests.analysis.builders import ELSEWHERE, REPOSITORY, assessed, commit, evidence, record, snapshot
from tests.analysis.plan_builders import box, check, key, plan, task

DONE, OPEN, BLOCKED, CANCELLED = State.DONE, State.OPEN, State.BLOCKED, State.CANCELLED
ONE = check()
TICKED = plan(task("1", 10, DONE), checks=(ONE,))
CLAIM = Claim(line=90, text="ALL TASKS COMPLETE")
UNPUSHED = replace(REPOSITORY, unpushed=1)


def judged(of: Plan, *runs: Evidence, repository: Repository | None = REPOSITORY) -> PlanStatus:
    return assessed(of, *runs, repository=repository).plans[0]


def phase(of: Plan, *runs: Evidence, repository: Repository | None = REPOSITORY) -> Phase:
    return judged(of, *runs, repository=repository).phase


def test_missing_is_neither_empty_nor_complete() -> None:
    (status,) = assess(snapshot(record(None))).plans
    assert status.phase is Phase.MISSING
    assert [b.rule for b in status.blockers] == ["plan-missing"]
    assert (status.lines, status.sha256, status.proof.of) == (None, None, 0)


def test_no_tasks() -> None:
    prose = replace(task("1", 10, State.OTHER), marker=None)
    assert phase(plan()) is Phase.NO_TASKS
    assert phase(plan(boxes=(box(9, state=DONE),))) is Phase.NO_TASKS
    assert phase(plan(prose)) is Phase.NO_TASKS
    assert phase(plan(prose, task("F1", 20, role=Role.FINAL_WAVE))) is not Phase.NO_TASKS


def test_planned_while_nothing_is_done() -> None:
    assert phase(plan(task("1", 10), task("2", 20))) is Phase.PLANNED
    assert phase(plan(task("1", 10, BLOCKED))) is Phase.PLANNED


@pytest.mark.parametrize("started", [DONE, State.IN_PROGRESS])
def test_in_progress_while_an_agent_can_go_on(started: State) -> None:
    assert phase(plan(task("1", 10, started), task("2", 20))) is Phase.IN_PROGRESS


def test_the_final_wave_waits_with_the_tasks_that_it_comes_after() -> None:
    review = task("F1", 40, role=Role.FINAL_WAVE)
    waits = judged(plan(task("1", 10, DONE), task("2", 20, BLOCKED), review))
    assert (waits.phase, waits.next_task) == (Phase.BLOCKED, None)
    goes_on = judged(plan(task("1", 10, DONE), task("2", 20, BLOCKED), task("3", 30), review))
    assert (goes_on.phase, goes_on.next_task) == (Phase.IN_PROGRESS, key("3"))
    reviewed = judged(plan(task("1", 10, DONE), task("2", 20, CANCELLED), review))
    assert reviewed.phase is not Phase.PLANNED
    started = judged(plan(task("1", 10, DONE), task("2", 20, BLOCKED), replace(review, state=DONE)))
    assert started.phase is Phase.BLOCKED


def test_one_box_for_an_agent_is_enough_to_be_in_progress() -> None:
    rows = (task("1", 10, DONE), task("2", 20, BLOCKED))
    assert phase(plan(*rows)) is Phase.BLOCKED
    assert phase(plan(*rows, boxes=(box(32, "Write the changelog"),))) is Phase.IN_PROGRESS


@pytest.mark.parametrize(
    "left",
    [
        plan(task("1", 10, DONE), boxes=(box(32, "GitHub Actions CI passes (requires push to verify)"),)),
        plan(
            task("1", 10, DONE), task("F1", 30, OPEN, Role.FINAL_WAVE), task("F2", 40, OPEN, Role.FINAL_WAVE)
        ),
        plan(task("1", 10, DONE), task("2", 20, BLOCKED), task("3", 30, OPEN, depends_on=("2",))),
        plan(
            task("1", 10, DONE),
            task("2", 20, BLOCKED),
            boxes=(box(22, "a", OPEN, Role.ACCEPTANCE, key("2")),),
        ),
    ],
)
def test_blocked_when_all_that_is_left_waits(left: Plan) -> None:
    assert phase(left) is Phase.BLOCKED


def test_a_blocked_task_without_a_box_says_who_must_act() -> None:
    told = replace(task("2", 20, BLOCKED), marker=None)
    status = judged(plan(task("1", 10, DONE), told))
    assert (status.phase, [b.rule for b in status.blockers]) == (Phase.BLOCKED, ["marked-blocked"])
    assert status.sentence.endswith("; it waits for you.")


def test_a_label_given_twice_blocks_only_the_row_that_is_blocked() -> None:
    second = replace(task("1", 20, BLOCKED), key="todo:1#2")
    assert phase(plan(task("0", 5, DONE), task("1", 10, OPEN), second)) is Phase.IN_PROGRESS
    criterion = box(12, "Add a test", OPEN, Role.ACCEPTANCE, key("1"))
    final = task("1", 30, OPEN, Role.FINAL_WAVE)
    assert phase(plan(task("1", 10, DONE), final, boxes=(criterion,))) is Phase.IN_PROGRESS


def test_done_unverified_without_fresh_proof_of_every_check() -> None:
    assert phase(TICKED) is Phase.DONE_UNVERIFIED
    assert phase(TICKED, evidence(ONE, on=ELSEWHERE)) is Phase.DONE_UNVERIFIED
    assert phase(TICKED, evidence(ONE, Outcome.UNCHECKED)) is Phase.DONE_UNVERIFIED
    assert phase(plan(task("1", 10, DONE))) is Phase.DONE_UNVERIFIED
    two = replace(TICKED, checks=(ONE, check("another")))
    assert phase(two, evidence(ONE)) is Phase.DONE_UNVERIFIED


def test_complete_when_ticked_proven_and_unblocked() -> None:
    assert phase(TICKED, evidence(ONE)) is Phase.COMPLETE
    cancelled = plan(task("1", 10, DONE), task("2", 20, CANCELLED), checks=(ONE,), claims=(CLAIM,))
    assert phase(cancelled, evidence(ONE)) is Phase.COMPLETE


def test_what_only_another_checkout_saw_completes_nothing() -> None:
    theirs = replace(evidence(ONE), own=False, writer="there")
    status = judged(TICKED, theirs)
    assert (status.phase, status.proof.verified) == (Phase.DONE_UNVERIFIED, 0)
    assert status.sentence.endswith(
        ", 0 of 1 proven by a check; another checkout ran the checks, not this one."
    )
    two = judged(replace(TICKED, checks=(ONE, check("another"))), theirs)
    assert two.sentence.endswith("; 2 checks have not run.")


def test_nothing_blocked_is_part_of_complete() -> None:
    assert phase(TICKED, evidence(ONE), repository=UNPUSHED) is Phase.BLOCKED


def test_contradicted_by_a_failing_check_or_by_its_own_words() -> None:
    assert phase(TICKED, evidence(ONE, Outcome.FAILED)) is Phase.CONTRADICTED
    assert phase(plan(task("1", 10, DONE), task("2", 20), claims=(CLAIM,))) is Phase.CONTRADICTED


def test_a_claim_beside_an_open_criterion_is_a_finding_and_no_contradicted_plan() -> None:
    status = judged(plan(task("1", 10, DONE), boxes=(box(32, "CI passes"),), claims=(CLAIM,)))
    assert status.phase is Phase.BLOCKED
    assert "contradicted-claim" in [f.rule for f in status.findings]


def test_precedence_from_the_first_to_the_last() -> None:
    claimed = plan(task("1", 10), claims=(CLAIM,))
    assert phase(claimed) is Phase.CONTRADICTED, "before planned"
    assert phase(replace(claimed, tasks=())) is Phase.NO_TASKS, "before contradicted"
    assert phase(plan(task("1", 10, BLOCKED))) is Phase.PLANNED, "before blocked"
    assert phase(plan(task("1", 10, DONE), task("2", 20, BLOCKED), task("3", 30))) is Phase.IN_PROGRESS
    waits = plan(task("1", 10, DONE), boxes=(box(32, "CI passes"),), checks=(ONE,))
    assert phase(waits) is Phase.BLOCKED, "the boxes before the proof"
    assert phase(TICKED, repository=UNPUSHED) is Phase.DONE_UNVERIFIED, "the proof before the push"
    assert list(Phase) == [
        "missing", "no_tasks", "contradicted", "planned", "in_progress", "blocked", "done_unverified", "complete",
    ]  # fmt: skip


def test_the_sentence_says_what_is_done_and_whose_turn_it_is() -> None:
    waits = plan(
        task("1", 10, DONE), boxes=(box(32, "CI passes (requires push)", role=Role.DEFINITION_OF_DONE),)
    )
    assert judged(waits, repository=UNPUSHED).sentence == (
        "1 of 1 task done, 0 committed, 1 criterion open; it waits for `git push -u origin perf/speed` (you)."
    )


def test_the_sentence_takes_no_other_tasks_commit_for_the_ticked_ones() -> None:
    # The open task 2 is committed; the ticked task 1 is not.
    rows = (task("1", 10, DONE), replace(task("2", 20), files=("src/app.py",), title="Add src/app.py"))
    history = replace(REPOSITORY, commits=(commit("src/app.py", subject="Add src/app.py (Task 2)"),))
    status = judged(plan(*rows), repository=history)
    assert (status.proof.claimed, status.proof.committed) == (1, 1)
    assert status.sentence.startswith("1 of 2 tasks done, 0 committed;")


def test_the_sentence_says_unknown_outside_git() -> None:
    assert "commits unknown" in judged(TICKED, repository=None).sentence
    assert "commits" not in judged(plan(task("1", 10)), repository=None).sentence, "there is none to know"


def test_the_sentence_of_a_blocked_plan_names_somebody_else_than_the_agent() -> None:
    rows = plan(task("1", 10, DONE), task("2", 20, BLOCKED), checks=(ONE,))
    sentence = judged(rows, evidence(ONE, on=ELSEWHERE)).sentence
    assert sentence.endswith("; it waits for you.")


@pytest.mark.parametrize(
    "of", [plan(), TICKED, plan(task("1", 10)), plan(task("1", 10, DONE), task("2", 20, BLOCKED))]
)
def test_every_sentence_is_one_sentence(of: Plan) -> None:
    sentence = judged(of).sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


FAILING = Outcome.FAILED
TWO = plan(task("1", 10, DONE), task("2", 20, DONE), checks=(ONE, check("true", "2")))


@pytest.mark.parametrize(
    ("of", "runs", "turn"),
    [
        (plan(task("1", 10, DONE)), (), "the plan has no check"),
        (TICKED, (), "1 check has not run"),
        (TWO, (), "2 checks have not run"),
        (TWO, (evidence(ONE),), "1 of 2 checks have not run"),
        (TICKED, (evidence(ONE, on=ELSEWHERE),), "the proof of 1 check is stale"),
        (TICKED, (evidence(ONE, Outcome.UNCHECKED),), "what 1 check showed could not be judged"),
        (TICKED, (evidence(ONE, FAILING),), "task 1 is ticked, and its check fails"),
        (
            plan(task("1", 10, DONE), task("2", 20), claims=(CLAIM,)),
            (),
            "line 90 of the plan says that all is complete",
        ),
        (plan(task("1", 10, DONE), task("2", 20)), (), "task 2 is next (the agent)"),
    ],
)
def test_the_sentence_says_what_keeps_it_from_complete(
    of: Plan, runs: tuple[Evidence, ...], turn: str
) -> None:
    assert judged(of, *runs).sentence.endswith(f"; {turn}.")


def test_the_sentence_counts_reviews_apart_from_what_is_committed() -> None:
    rows = (task("1", 10, DONE), task("F1", 30, DONE, Role.FINAL_WAVE))
    assert judged(plan(*rows)).sentence.startswith("1 of 1 task done, 0 committed, 1 of 1 final review done")


def test_the_next_task_is_one_that_waits_for_nobody() -> None:
    waits = replace(task("2", 20), title="Deploy (requires AWS credentials)")
    boxes = (box(20, "2. Deploy (requires AWS credentials)", OPEN, Role.TASK, key("2")),)
    status = judged(plan(task("1", 10, DONE), waits, task("3", 30), boxes=boxes))
    assert status.phase is Phase.IN_PROGRESS
    assert status.next_task == key("3")


def test_an_open_task_comes_before_its_own_failing_check() -> None:
    inside = check("make test", "2", line=21)
    rows = plan(task("1", 10, DONE), replace(task("2", 20), end_line=25), checks=(inside,))
    status = judged(rows, evidence(inside, FAILING))
    assert (status.next_command, status.next_task) == (None, key("2"))


def test_the_reviews_are_never_the_next_task_before_the_work() -> None:
    rows = plan(task("F1", 5, role=Role.FINAL_WAVE), task("1", 10), task("2", 20))
    assert judged(rows).next_task == key("1")


def test_the_sentence_says_which_boxes_are_left_for_the_agent() -> None:
    boxes = (box(32, "Write the changelog"), box(33, "Ask nobody"))
    assert judged(plan(task("1", 10, DONE), boxes=boxes)).sentence.endswith(
        "; 2 open boxes are left for the agent, the first on line 32."
    )
