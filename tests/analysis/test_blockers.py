"""Each blocker rule: where it fires, and where it must not."""

from dataclasses import replace

import pytest

from sisyphus.analysis.blocker_rules.boxes import (
    awaiting_approval,
    external_check,
    marked_blocked,
    unmet_dependency,
)
from sisyphus.analysis.blocker_rules.notes import notepad_blocker
from sisyphus.analysis.blocker_rules.proof import (
    evidence_tampered,
    failed_check,
    missing_tool,
    stale_proof,
    untrusted_checks,
)
from sisyphus.analysis.blockers import RULES, find_blockers
from sisyphus.model.evidence import EvidenceLogs, Outcome
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.judgement import CommitLink, Confidence, Owner
from sisyphus.model.notepad import EntryState
from sisyphus.model.plan import Role, State
from sisyphus.model.review import Verdict
from tests.analysis.builders import (
    ELSEWHERE,
    REPOSITORY,
    entry,
    evidence,
    facts,
    facts_of,
    link,
    notepad,
    record,
)
from tests.analysis.plan_builders import box, check, key, plan, task

DONE, OPEN, BLOCKED, CANCELLED = State.DONE, State.OPEN, State.BLOCKED, State.CANCELLED
FINAL = Role.FINAL_WAVE
PROMISED = {
    "marked-blocked", "no-remote", "pending-push", "diverged", "detached-head", "uncommitted-work",
    "unmerged-worktree", "awaiting-approval", "external-check", "notepad-blocker", "failed-check", "stale-proof",
    "unmet-dependency", "missing-tool", "untrusted-checks", "plan-missing", "evidence-tampered",
}  # fmt: skip
"""The rules that users may rely on."""


def test_every_promised_rule_is_there() -> None:
    # `plan-missing` is of a plan that no rule can look at.
    assert set(RULES) | {"plan-missing"} == PROMISED


def test_a_done_plan_that_is_pushed_and_proven_has_no_blocker() -> None:
    one = check()
    assert find_blockers(facts(plan(task("1", 10, DONE), checks=(one,)), evidence(one))) == ()


def test_marked_blocked_waits_for_the_user_unless_its_text_names_another() -> None:
    boxes = (
        box(20, "Upload the tiles", BLOCKED),
        box(21, "CI passes", BLOCKED),
        box(22, "Upload", OPEN),
        box(23, "CI passes", CANCELLED),
    )
    found = list(marked_blocked(facts(plan(boxes=boxes))))
    assert [(b.rule, b.source.line, b.owner) for b in found] == [
        ("marked-blocked", 20, Owner.USER),
        ("marked-blocked", 21, Owner.EXTERNAL),
    ]
    assert "[~]" in found[0].why


def test_marked_blocked_says_so_when_the_title_did_it() -> None:
    deferred = replace(box(20, "Upload DEFERRED", BLOCKED), marker="x")
    (blocker,) = marked_blocked(facts(plan(boxes=(deferred,))))
    assert blocker.why == "its title says so"


def test_a_task_without_a_box_waits_too_where_its_own_words_tell_its_state() -> None:
    told = replace(task("2", 20, BLOCKED), marker=None)
    pushed = replace(task("3", 30, State.IN_PROGRESS), marker=None, title="Deploy (requires push)")
    silent = replace(task("4", 40, State.OTHER), marker=None, title="CI passes")
    there = facts(plan(task("1", 10, DONE), told, pushed, silent, boxes=(box(25, "Upload", BLOCKED),)))
    assert [(b.source.line, b.task, b.why) for b in marked_blocked(there)] == [
        (20, "2", "it has no box, and its own words say so"),
        (25, None, "its box is [~]"),
    ]
    assert [(b.source.line, b.task) for b in external_check(there)] == [(30, "3")]


def test_external_check_names_every_event_and_the_task() -> None:
    owner = task("1", 10, DONE)
    ci = box(12, "GitHub Actions CI passes (requires push to verify)", role=Role.ACCEPTANCE, task=owner.key)
    (blocker,) = external_check(facts(plan(owner, boxes=(ci,))))
    assert (blocker.rule, blocker.owner, blocker.task) == ("external-check", Owner.EXTERNAL, "1")
    assert "a push" in blocker.message
    assert "a CI run" in blocker.message


@pytest.mark.parametrize(
    ("text", "state"),
    [("Tests pass", OPEN), ("CI passes", DONE), ("CI passes", CANCELLED), ("CI passes", BLOCKED)],
)
def test_external_check_is_silent_for(text: str, state: State) -> None:
    assert not list(external_check(facts(plan(boxes=(box(20, text, state),)))))


def test_awaiting_approval_once_all_tasks_are_done() -> None:
    rows = (
        task("1", 10, DONE),
        task("2", 20, CANCELLED),
        task("F1", 30, OPEN, FINAL),
        task("F2", 40, OPEN, FINAL),
    )
    (blocker,) = awaiting_approval(facts(plan(*rows)))
    assert (blocker.rule, blocker.owner, blocker.source.line) == ("awaiting-approval", Owner.USER, 30)
    assert "F1, F2" in blocker.message


@pytest.mark.parametrize(
    ("first", "final"),
    [(OPEN, OPEN), (BLOCKED, OPEN), (State.IN_PROGRESS, OPEN), (DONE, DONE), (DONE, CANCELLED)],
)
def test_awaiting_approval_is_silent_before_and_after(first: State, final: State) -> None:
    rows = plan(task("1", 10, first), task("F1", 30, final, FINAL))
    approved = Verdict(label="F1", approved=True, text="APPROVE", at=None, source=Source(path="x.md", line=1))
    assert not list(awaiting_approval(facts_of(replace(record(rows), verdicts=(approved,)))))


def test_awaiting_approval_of_what_was_ticked_without_a_verdict() -> None:
    rows = plan(task("1", 10, DONE), task("F1", 30, DONE, FINAL), task("F2", 40, OPEN, FINAL))
    ticked, unticked = sorted(awaiting_approval(facts(rows)), key=lambda b: b.source.line or 0)
    assert "without a verdict: F1" in ticked.message
    assert unticked.message == "final verification is open: F2"
    assert ticked.waits == unticked.waits == ("an approval",)


def test_a_tampered_log_is_said_with_what_to_do() -> None:
    broken = Finding(
        rule="evidence-tampered", severity=Severity.ERROR, message="the line was replaced",
        source=Source(path=".sisyphus/evidence/x.jsonl", line=4),
    )  # fmt: skip
    there = replace(record(plan(task("1", 10, DONE))), evidence=EvidenceLogs(records=(), tampered=(broken,)))
    (blocker,) = evidence_tampered(facts_of(there))
    assert (blocker.rule, blocker.owner, blocker.source.line) == ("evidence-tampered", Owner.USER, 4)
    assert "the line was replaced" in blocker.why
    assert blocker.remedy == ("sisyphus verify speed",)
    assert not list(evidence_tampered(facts(plan(task("1", 10, DONE)))))


Links = dict[str, tuple[tuple[CommitLink, ...], str | None]]
ARRIVED: Links = {key("1"): ((replace(link(), pushed=True),), None)}


def test_a_push_that_happened_is_waited_for_no_more() -> None:
    both = box(20, "CI passes (requires push)")
    alone = box(21, "Works after the push")
    there = facts(plan(task("1", 10, DONE), boxes=(both, alone)))
    assert [b.waits for b in external_check(there)] == [("a push", "a CI run"), ("a push",)]
    (blocker,) = external_check(replace(there, links=ARRIVED))
    assert (blocker.source.line, blocker.waits) == (20, ("a CI run",))


@pytest.mark.parametrize(
    "changes",
    [{"unpushed": 1}, {"unpushed": None}, {"remote": None}],
)
def test_a_push_has_happened_only_when_nothing_is_left_to_push(changes: dict[str, int | None]) -> None:
    there = facts(plan(task("1", 10, DONE), boxes=(box(21, "Works after the push"),)))
    repository = replace(REPOSITORY, **changes)  # type: ignore[arg-type]  # fields of two types
    assert list(external_check(replace(there, links=ARRIVED, repository=repository)))
    hint: Links = {key("1"): ((replace(link(Confidence.LOW), pushed=True),), None)}
    assert list(external_check(replace(there, links=hint)))


def test_a_notepad_that_only_waited_for_the_push_is_over_with_it() -> None:
    pad = notepad(entry("Branch", "BLOCKED - run git push", text="then it is over"), entry("Key", "BLOCKED"))
    there = facts_of(record(plan(task("1", 10, DONE)), notepads=(pad,)))
    assert [b.message for b in notepad_blocker(there)] == ["Branch", "Key"]
    assert [b.message for b in notepad_blocker(replace(there, links=ARRIVED))] == ["Key"]


def test_an_entry_that_quotes_a_box_says_what_it_waits_for() -> None:
    pad = notepad(
        entry("Gate", "BLOCKED", text="The box 'Latency is below budget' needs a push:\n`git push`")
    )
    boxes = (box(20, "Latency is below budget (p95)"), box(21, "Latency"))
    (blocker,) = external_check(facts_of(record(plan(boxes=boxes), notepads=(pad,))))
    assert (blocker.source.line, blocker.waits) == (20, ("a push",))
    assert [(s.path, s.line) for s in blocker.also] == [(pad.path, 3)]


def test_a_notepad_blocker_is_over_when_the_box_that_it_speaks_of_is_ticked() -> None:
    pad = notepad(entry("Gate", "BLOCKED", text="Left: GitHub Actions CI passes"))
    text = "GitHub Actions CI passes (requires push to verify)"
    left = plan(task("1", 10, DONE), boxes=(box(32, text),))
    assert len(list(notepad_blocker(facts_of(record(left, notepads=(pad,)))))) == 1
    done = plan(task("1", 10, DONE), boxes=(box(32, text, DONE),))
    assert not list(notepad_blocker(facts_of(record(done, notepads=(pad,)))))


def test_notepad_blocker_comes_from_open_entries_that_say_why() -> None:
    pad = notepad(
        entry("Deploy", "BLOCKED - waits for the customer"),
        entry("Old", "BLOCKED", EntryState.CLOSED),
        entry("Aside", None, EntryState.NOTE),
        entry("Headline only", None),
    )
    (blocker,) = notepad_blocker(facts_of(record(plan(task("1", 10)), notepads=(pad,))))
    assert (blocker.rule, blocker.message, blocker.owner) == ("notepad-blocker", "Deploy", Owner.USER)
    assert (blocker.source.path, blocker.source.line) == (pad.path, 3)


def test_notepad_blocker_says_more_than_the_word_by_which_an_agent_stops() -> None:
    stop = "<start-work-blocked-external>"
    pad = notepad(entry("Blocked on hardware", stop, text=f"{stop}\nNo press in the cellar."))
    (blocker,) = notepad_blocker(facts_of(record(plan(task("1", 10)), notepads=(pad,))))
    assert blocker.why == "No press in the cellar."


def test_notepad_blocker_tells_nothing_that_stands_above_what_is_open() -> None:
    text = "- None unresolved.\n- 2026-05-04 Unresolved: the belt slips.\n- Only on wet days."
    pad = notepad(entry("Task 7", "2026-05-04 Unresolved: the belt slips.", text=text))
    (blocker,) = notepad_blocker(facts_of(record(plan(task("1", 10)), notepads=(pad,))))
    assert (blocker.message, blocker.why) == ("2026-05-04 Unresolved: the belt slips.", "Only on wet days.")


@pytest.mark.parametrize(
    ("status", "owner"),
    [
        ("❌ REJECT", Owner.AGENT),
        ("Rejected: three lint errors", Owner.AGENT),
        ("REJECT, needs user decision", Owner.USER),
        ("BLOCKED", Owner.USER),
    ],
)
def test_what_a_review_rejects_is_for_the_agent_to_mend(status: str, owner: Owner) -> None:
    pad = notepad(entry("Quality review", status))
    (blocker,) = notepad_blocker(facts_of(record(plan(task("1", 10)), notepads=(pad,))))
    assert blocker.owner is owner


@pytest.mark.parametrize("label", ["Task 2", "2026-05-22T06:20:00Z", "Task 3 unresolved problems", "任务 2"])
def test_notepad_blocker_says_what_is_missing_where_its_title_is_but_a_label(label: str) -> None:
    pad = notepad(entry(label, "Blocked: the key is missing", text="- The key is with the owner."))
    (blocker,) = notepad_blocker(facts_of(record(plan(task("2", 10)), notepads=(pad,))))
    assert (blocker.message, blocker.why) == ("Blocked: the key is missing", "The key is with the owner.")
    bare = notepad(entry(label, label, text="- The key is with the owner."))
    (blocker,) = notepad_blocker(facts_of(record(plan(task("2", 10)), notepads=(bare,))))
    assert blocker.message == "The key is with the owner."


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("**Status**: in progress", "in progress"),
        ("**상태**: 미해결", "미해결"),
        ("**状态**: 未解决", "未解决"),
        ("**Estado**: abierto", "abierto"),
        ("**Trạng thái**: chưa giải quyết", "chưa giải quyết"),
        ("**Статус**: открыто", "открыто"),
    ],
)
def test_that_an_entry_is_open_does_not_say_what_is_missing(line: str, state: str) -> None:
    pad = notepad(entry("Task 3", state, text=f"{line}\nNo access to the deploy server"))
    (blocker,) = notepad_blocker(facts_of(record(plan(task("3", 10)), notepads=(pad,))))
    assert (blocker.message, blocker.why) == ("No access to the deploy server", "an open entry says so")


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Deployed to production (requires AWS credentials)", Owner.USER),
        ("Deployed to production after user approval", Owner.USER),
        ("Worker deployed to production", Owner.EXTERNAL),
        ("GitHub Actions CI passes (requires push to verify)", Owner.EXTERNAL),
    ],
)
def test_external_check_waits_for_the_user_first_where_a_secret_or_a_word_is_wanted(
    text: str, owner: Owner
) -> None:
    (blocker,) = external_check(facts_of(record(plan(task("1", 10, DONE), boxes=(box(32, text),)))))
    assert blocker.owner is owner


@pytest.mark.parametrize(
    ("text", "owner"),
    [("CI pipeline passes, some day", Owner.EXTERNAL), ("CI passes once the PR is merged", Owner.USER)],
)
def test_notepad_blocker_is_external_where_only_outside_events_are_named(text: str, owner: Owner) -> None:
    pad = notepad(entry("Gate", "OPEN", text=text))
    (blocker,) = notepad_blocker(facts_of(record(plan(task("1", 10)), notepads=(pad,))))
    assert blocker.owner is owner


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.TIMEOUT, Outcome.KILLED, Outcome.ERROR])
def test_failed_check_for_what_ran_here_and_did_not_pass(outcome: Outcome) -> None:
    one = check()
    (blocker,) = failed_check(facts(plan(task("1", 10, DONE), checks=(one,)), evidence(one, outcome)))
    assert (blocker.rule, blocker.owner, blocker.task) == ("failed-check", Owner.AGENT, "1")
    assert blocker.remedy == (f"sisyphus verify speed {one.id}",)


def test_the_one_failed_check_of_an_open_task_is_named() -> None:
    one, two = check("a", "1"), check("b", "2", line=71)
    runs = [evidence(c, Outcome.FAILED, seq=n) for n, c in enumerate((one, two), 1)]
    rows = plan(task("1", 10, DONE), task("2", 20), checks=(one, two))
    assert [b.message for b in failed_check(facts(rows, *runs))] == ["check failed: a", "check failed: b"]


def test_failed_checks_of_open_tasks_are_one_cause() -> None:
    one, two, three = check("a", "1"), check("b", "2", line=71), check("c", "2", line=72)
    runs = [evidence(c, Outcome.FAILED, seq=n) for n, c in enumerate((one, two, three), 1)]
    rows = plan(task("1", 10, DONE), task("2", 20), checks=(one, two, three))
    own, begun = failed_check(facts(rows, *runs))
    assert own.message == "check failed: a"
    assert (begun.message, begun.why) == ("2 checks of tasks that are not done fail", "task 2")
    assert begun.remedy == ("sisyphus verify speed --only failed",)
    assert [s.line for s in (begun.source, *begun.also)] == [71, 72]


@pytest.mark.parametrize(
    "outcome", [Outcome.PASSED, Outcome.UNCHECKED, Outcome.CANCELLED, Outcome.INCONCLUSIVE]
)
def test_failed_check_is_silent_for(outcome: Outcome) -> None:
    one = check()
    assert not list(failed_check(facts(plan(checks=(one,)), evidence(one, outcome))))


def test_a_failure_elsewhere_is_stale_and_no_failure() -> None:
    one = check()
    there = facts(plan(checks=(one,)), evidence(one, Outcome.FAILED, ELSEWHERE))
    assert not list(failed_check(there))
    (blocker,) = stale_proof(there)
    assert (blocker.rule, blocker.owner) == ("stale-proof", Owner.AGENT)
    assert blocker.remedy == ("sisyphus verify speed --only stale",)


def test_stale_proof_counts_and_is_silent_for_fresh_and_absent_evidence() -> None:
    first, second, third = check("a"), check("b"), check("c")
    there = plan(checks=(first, second, third))
    (blocker,) = stale_proof(facts(there, evidence(first, on=ELSEWHERE), evidence(second, on=ELSEWHERE)))
    assert blocker.message.startswith("2 checks ")
    assert not list(stale_proof(facts(there, evidence(first))))


def test_a_run_that_changed_files_did_not_run_on_other_content() -> None:
    first, second = check("a"), check("b")
    rows = plan(checks=(first, second))
    void = replace(evidence(first), changed_during=True, changed=("x.py",))
    (blocker,) = stale_proof(facts(rows, void))
    assert blocker.message == "1 check ran while files changed, which proves nothing"
    assert blocker.why == "void: x.py changed while it ran"
    (both,) = stale_proof(facts(rows, void, evidence(second, on=ELSEWHERE)))
    assert both.message == "2 checks ran on other content than is here now"
    assert both.why == "files or the commit changed since; of 1 while they ran"


@pytest.mark.parametrize("state", [BLOCKED, CANCELLED])
def test_unmet_dependency_on_what_will_not_come(state: State) -> None:
    rows = (task("1", 10, state), task("2", 20, OPEN, depends_on=("1",)))
    (blocker,) = unmet_dependency(facts(plan(*rows)))
    assert (blocker.rule, blocker.owner, blocker.task, blocker.source.line) == (
        "unmet-dependency",
        Owner.USER,
        "2",
        20,
    )


@pytest.mark.parametrize(
    ("needed", "state"), [(OPEN, OPEN), (DONE, OPEN), (BLOCKED, DONE), (BLOCKED, CANCELLED)]
)
def test_unmet_dependency_is_silent_where_work_can_go_on_or_is_over(needed: State, state: State) -> None:
    rows = (task("1", 10, needed), task("2", 20, state, depends_on=("1",)))
    assert not list(unmet_dependency(facts(plan(*rows))))


def test_missing_tool_names_each_program_once_and_every_place() -> None:
    checks = (
        check("a", "1", "helm", line=70),
        check("b", "1", "helm", "jq", line=80),
        check("c", "1", "git", line=90),
    )
    (blocker,) = missing_tool(facts(plan(checks=checks), missing=frozenset({"helm", "jq"})))
    assert blocker.message == "helm and jq not found: 2 checks cannot run here"
    assert blocker.why == "not on PATH: helm (2 checks), jq (1 check)"
    assert (blocker.owner, blocker.source.line) == (Owner.USER, 70)
    assert [s.line for s in blocker.also] == [80]


def test_missing_tool_is_silent_for_checks_that_cannot_run_or_have_run() -> None:
    ran = check("a", "1", "helm")
    unrunnable = replace(check("b", "1", "helm"), runnable=False)
    gone = frozenset({"helm"})
    assert not list(missing_tool(facts(plan(checks=(ran, unrunnable)), evidence(ran), missing=gone)))


def test_untrusted_checks_wait_for_the_user() -> None:
    one, two = check("a"), check("b")
    rows = plan(task("1", 10, DONE), checks=(one, two))
    (blocker,) = untrusted_checks(facts_of(record(rows, trusted=False)))
    assert (blocker.rule, blocker.owner) == ("untrusted-checks", Owner.USER)
    assert blocker.remedy == ("sisyphus verify speed",)
    assert blocker.message.startswith("2 checks ")


def test_untrusted_checks_are_silent_before_the_work_is_done() -> None:
    own, whole = check("make test", "2"), check("make lint", None)
    begun = plan(task("1", 10, DONE), task("2", 20), checks=(own, whole))
    (blocker,) = untrusted_checks(facts_of(record(begun, trusted=False)))
    assert blocker.message == "1 check never ran: not trusted yet"
    planned = plan(task("1", 10), task("2", 20), checks=(own, whole))
    assert not list(untrusted_checks(facts_of(record(planned, trusted=False))))


def test_untrusted_checks_are_silent_for_trusted_missing_run_and_unrunnable_ones() -> None:
    ran, absent = check("a"), check("b", "1", "helm")
    unrunnable = replace(check("c"), runnable=False)
    done = task("1", 10, DONE)
    there = record(plan(done, checks=(ran, absent, unrunnable)), evidence(ran), trusted=False)
    assert not list(untrusted_checks(facts_of(there, missing=frozenset({"helm"}))))
    refused = replace(record(plan(done, checks=(ran,)), trusted=False), denied=frozenset({ran.id}))
    assert not list(untrusted_checks(facts_of(refused)))
    assert not list(untrusted_checks(facts(plan(done, checks=(ran,)))))


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("two words", "'two words'"),
        ("a;reboot", "'a;reboot'"),
        ("--trust-all", ".sisyphus/plans/speed.md"),
    ],
)
def test_a_remedy_can_be_pasted_whatever_the_plan_is_called(name: str, word: str) -> None:
    one = check()
    there = replace(plan(checks=(one,)), name=name)
    (blocker,) = stale_proof(facts(there, evidence(one, on=ELSEWHERE)))
    assert blocker.remedy == (f"sisyphus verify {word} --only stale",)


def test_labels_are_shown_and_keys_are_not() -> None:
    owner = task("T1.2", 10, DONE)
    inner = box(12, "Signed off", BLOCKED, Role.ACCEPTANCE, key("T1.2"))
    (blocker,) = marked_blocked(facts(plan(owner, boxes=(inner,))))
    assert blocker.task == "T1.2"
