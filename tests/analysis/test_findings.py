"""Each finding rule: where it fires, and where it must not."""

from dataclasses import replace

import pytest

from sisyphus.analysis.findings import (
    RULES,
    claims_completion,
    committed_but_open,
    dependency_cycle,
    done_before_dependency,
    find_findings,
    ticked_but_failing,
    unknown_dependency,
)
from sisyphus.model.evidence import Outcome
from sisyphus.model.finding import Severity
from sisyphus.model.judgement import Confidence
from sisyphus.model.plan import Claim, Role, State, Task
from tests.analysis.builders import ELSEWHERE, evidence, facts, link
from tests.analysis.plan_builders import PATH, box, check, key, plan, task

CLAIM = Claim(line=90, text="ALL TASKS COMPLETE")
DONE, OPEN, BLOCKED, CANCELLED = State.DONE, State.OPEN, State.BLOCKED, State.CANCELLED


OF_THE_TEXT = [
    "contradicted-claim",
    "ticked-but-failing",
    "done-before-dependency",
    "unknown-dependency",
    "dependency-cycle",
    "committed-but-open",
]
OF_THE_PROOF = [
    "no-tests-ran",
    "evidence-missing",
    "evidence-empty",
    "evidence-stale",
    "evidence-shared",
    "ticked-without-verdict",
    "rejected-but-ticked",
]
OF_THE_ORDER = ["same-wave-file", "blocks-disagree", "matrix-disagrees", "taken-out-of-order"]
OF_THE_STATE = [
    "plan-copies-differ",
    "stalled-work",
    "work-ended-early",
    "notepad-entries-lost",
    "judged-older-copy",
]
OF_THE_HISTORY = ["bulk-ticked", "ticked-out-of-order", "ticked-without-change", "doubled-commits"]


def test_rules_are_asked_in_this_order() -> None:
    assert list(RULES) == [*OF_THE_TEXT, *OF_THE_ORDER, *OF_THE_PROOF, *OF_THE_STATE, *OF_THE_HISTORY]


def cycle(**needs: str) -> list[str]:
    """Messages for tasks that need those named, such as a="b c"."""
    rows = [
        task(name, 10 * n, depends_on=tuple(deps.split())) for n, (name, deps) in enumerate(needs.items(), 1)
    ]
    return [f.message for f in dependency_cycle(facts(plan(*rows)))]


def test_each_rule_yields_findings_of_its_own_name() -> None:
    one = check()
    rows = (
        task("1", 10, DONE, depends_on=("2", "9")),
        task("2", 20, OPEN, depends_on=("2",)),
    )
    there = facts(plan(*rows, checks=(one,), claims=(CLAIM,)), evidence(one, Outcome.FAILED))
    there = replace(there, links={key("2"): ((link(),), None)})
    assert [f.rule for f in find_findings(there)] == OF_THE_TEXT


def test_a_done_plan_has_no_finding() -> None:
    one = check()
    done = plan(task("1", 10, DONE), task("2", 20, DONE, depends_on=("1",)), checks=(one,), claims=(CLAIM,))
    assert find_findings(facts(done, evidence(one))) == ()


def test_a_claim_beside_an_open_box_is_contradicted() -> None:
    (finding,) = claims_completion(facts(plan(task("1", 10, DONE), boxes=(box(32),), claims=(CLAIM,))))
    assert (finding.rule, finding.severity) == ("contradicted-claim", Severity.ERROR)
    assert (finding.source.path, finding.source.line) == (PATH, 90)
    assert "1 open box (line 32)" in finding.message


def test_a_claim_counts_all_open_boxes_and_none_that_are_over() -> None:
    boxes = (box(32, state=OPEN), box(33, state=BLOCKED), box(34, state=CANCELLED), box(35, state=DONE))
    (finding,) = claims_completion(facts(plan(boxes=boxes, claims=(CLAIM,))))
    assert "2 open boxes (first: line 32)" in finding.message
    assert not list(claims_completion(facts(plan(boxes=boxes[2:], claims=(CLAIM,)))))
    assert not list(claims_completion(facts(plan(boxes=boxes))))


def test_ticked_but_failing() -> None:
    one = check(line=77)
    (finding,) = ticked_but_failing(
        facts(plan(task("1", 10, DONE), checks=(one,)), evidence(one, Outcome.FAILED))
    )
    assert (finding.rule, finding.severity, finding.source.line) == ("ticked-but-failing", Severity.ERROR, 77)


@pytest.mark.parametrize("state", [OPEN, BLOCKED, CANCELLED, State.IN_PROGRESS])
def test_a_failing_check_of_a_task_that_is_not_ticked_contradicts_nothing(state: State) -> None:
    one = check()
    assert not list(
        ticked_but_failing(facts(plan(task("1", 10, state), checks=(one,)), evidence(one, Outcome.FAILED)))
    )


def test_an_old_failure_or_one_of_the_whole_plan_contradicts_no_tick() -> None:
    one, whole = check(), check("make all", None)
    rows = plan(task("1", 10, DONE), checks=(one, whole))
    old = evidence(one, Outcome.FAILED, ELSEWHERE)
    assert not list(ticked_but_failing(facts(rows, old, evidence(whole, Outcome.FAILED))))


@pytest.mark.parametrize("state", [OPEN, BLOCKED, State.IN_PROGRESS])
def test_done_before_dependency(state: State) -> None:
    (finding,) = done_before_dependency(
        facts(plan(task("1", 10, state), task("2", 20, DONE, depends_on=("1",))))
    )
    assert (finding.rule, finding.severity, finding.source.line) == (
        "done-before-dependency",
        Severity.WARNING,
        20,
    )


@pytest.mark.parametrize(
    ("needed", "state"), [(DONE, DONE), (CANCELLED, DONE), (OPEN, OPEN), (OPEN, CANCELLED)]
)
def test_done_before_dependency_is_silent(needed: State, state: State) -> None:
    assert not list(
        done_before_dependency(facts(plan(task("1", 10, needed), task("2", 20, state, depends_on=("1",)))))
    )


def test_unknown_dependency_names_what_is_not_there() -> None:
    rows = (task("T1", 10), task("T2", 20, depends_on=("t1", "T7", "T8")))
    (finding,) = unknown_dependency(facts(plan(*rows)))
    assert (finding.rule, finding.source.line) == ("unknown-dependency", 20)
    assert "T7, T8" in finding.message
    assert not list(unknown_dependency(facts(plan(*rows[:1], task("T2", 20, depends_on=("t1",))))))


@pytest.mark.parametrize(
    ("needs", "circles"),
    [
        ({"A": "A"}, ["A → A"]),
        ({"A": "B", "B": "A"}, ["A → B → A"]),
        ({"A": "B", "B": "C", "C": "A", "D": "A"}, ["A → B → C → A"]),
        ({"A": "B", "B": "A", "C": "D", "D": "C"}, ["A → B → A", "C → D → C"]),
    ],
)
def test_a_circle_is_told_once_in_the_authors_words(needs: dict[str, str], circles: list[str]) -> None:
    assert [m.partition(": ")[2] for m in cycle(**needs)] == circles


def test_no_circle_in_a_diamond_or_an_unknown_id() -> None:
    assert not cycle(A="", B="A", C="A", D="B C", E="Z")


def test_a_long_chain_needs_no_deep_stack() -> None:
    rows: list[Task] = [task(f"x{n}", n + 1, depends_on=(f"x{n + 1}",)) for n in range(5_000)]
    assert not list(dependency_cycle(facts(plan(*rows))))


def test_committed_but_open() -> None:
    there = facts(plan(task("1", 10), task("2", 20, DONE)))
    both = replace(there, links={key("1"): ((link(),), None), key("2"): ((link(),), None)})
    (finding,) = committed_but_open(both)
    assert (finding.rule, finding.severity, finding.source.line) == ("committed-but-open", Severity.INFO, 10)
    unsure = replace(there, links={key("1"): ((link(Confidence.MEDIUM), link(Confidence.LOW)), None)})
    assert not list(committed_but_open(unsure))


def test_final_wave_rows_are_looked_at_too() -> None:
    rows = (task("1", 10), task("F1", 20, DONE, Role.FINAL_WAVE, ("1",)))
    found = [f.rule for f in find_findings(facts(plan(*rows)))]
    assert found == ["done-before-dependency", "ticked-without-verdict"]
