"""What stands on the terminal: within its width, harmless, and true."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypedDict

import pytest

from sisyphus.analysis.assess import assess
from sisyphus.analysis.table import table_of
from sisyphus.model.evidence import Outcome
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.judgement import Confidence, Phase
from sisyphus.model.plan import State
from sisyphus.model.status import StatusDocument
from sisyphus.render.terminal import Style, width_of
from sisyphus.render.text_checks import render_end, render_list, render_ran, summary
from sisyphus.render.text_explain import render_explanation
from sisyphus.render.text_plan import render_plan
from sisyphus.render.text_status import render_status, repository_line
from sisyphus.render.words import located
from tests.analysis.builders import REPOSITORY, assessed, entry, evidence, link, notepad, record, snapshot
from tests.analysis.plan_builders import box, check, plan, task
from tests.render.documents import HOSTILE, hostile, ordinary

CJK = "并行运行测试以缩短持续集成的等待时间" * 4
Render = Callable[[StatusDocument, "Look"], str]


class Look(TypedDict):
    """Arguments that every rendering takes."""

    colour: bool
    width: int


def end(document: StatusDocument, look: Look) -> str:
    (status,) = document.plans
    tails = {c.check.id: c.note for c in status.checks}
    return render_end(status, status.checks, tails, **look)


RENDERINGS: dict[str, Render] = {
    "status": lambda d, look: render_status(table_of(d), **look),
    "plan": lambda d, look: render_plan(d, d.plans[0], **look),
    "explain": lambda d, look: render_explanation(d, d.plans[0], **look),
    "list": lambda d, look: render_list(d.plans[0].checks, **look),
    "ran": lambda d, look: "".join(render_ran(s, 1.5, **look) for s in d.plans[0].checks),
    "end": end,
}


def shown_as(form: str, document: StatusDocument, width: int = 80, *, colour: bool = False) -> str:
    return RENDERINGS[form](document, Look(colour=colour, width=width))


def cjk() -> StatusDocument:
    document = ordinary()
    (status,) = document.plans
    tasks = tuple(replace(t, title=CJK) for t in status.tasks)
    return replace(document, plans=(replace(status, name=CJK[:30], title=CJK, tasks=tasks),))


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("document", [ordinary(), cjk()], ids=["ordinary", "cjk"])
@pytest.mark.parametrize("form", ["status", "plan", "explain", "ran", "end"])
def test_nothing_exceeds_the_width_but_a_command_to_copy(
    form: str, document: StatusDocument, width: int
) -> None:
    status = document.plans[0]
    commands = {c for b in status.blockers for c in b.remedy} | {f"sisyphus status '{status.name}'"}
    for each in shown_as(form, document, width).split("\n"):
        assert width_of(each) <= width or any(c in each for c in commands), each


def test_the_table_of_plans_keeps_the_width_with_every_phase_and_owner() -> None:
    status = ordinary().plans[0]
    plans = tuple(replace(status, name=f"{CJK}-{phase}", phase=phase, active=False) for phase in Phase)
    for width in (60, 80, 120):
        shown = render_status(
            table_of(replace(ordinary(), plans=plans)), colour=False, width=width, everything=True
        )
        rows = shown.split("\n")[: len(plans) + 3]
        assert all(width_of(each) <= width for each in rows)
        assert all("2/2" in each for each in rows[3:]), "figures are not cut"


@pytest.mark.parametrize("form", RENDERINGS)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_inert(form: str, text: str) -> None:
    shown = shown_as(form, hostile(text))
    assert shown.replace("\n", "").isprintable()
    assert not any(each.lstrip().startswith("::") for each in shown.split("\n"))
    assert "##vso[" not in shown
    assert "##[" not in shown
    shown.encode("utf-8")


@pytest.mark.parametrize("form", RENDERINGS)
def test_colour_off_means_no_escape_and_changes_no_word(form: str) -> None:
    painted, plain = (shown_as(form, ordinary(), 100, colour=colour) for colour in (True, False))
    assert "\x1b" in painted
    assert "\x1b" not in plain
    for style in ("0", *(s for s in Style if s)):
        painted = painted.replace(f"\x1b[{style}m", "")
    assert [each.rstrip() for each in painted.split("\n")] == plain.split("\n")


@pytest.mark.parametrize("form", RENDERINGS)
def test_the_same_document_gives_the_same_text(form: str) -> None:
    assert shown_as(form, ordinary()) == shown_as(form, ordinary())


def test_one_plan_shows_the_three_columns_and_the_next_command_last() -> None:
    shown = shown_as("plan", ordinary(), 100)
    assert "claimed 2/3   committed 1/3   verified 1/3" in shown
    assert "tasks 2/2 · final wave 0/1 · acceptance 1/1 · definition of done 0/1" in shown
    # What an agent can mend comes before a push that would carry something stale.
    assert shown.endswith("Next: sisyphus verify speed --only stale\n")


def test_outside_git_committed_is_unknown_and_not_0() -> None:
    document = assessed(plan(task("1", 10, State.DONE)), repository=None)
    assert "committed unknown" in shown_as("plan", document)
    assert "unknown" in shown_as("status", document).split("\n")[3]


def test_a_hint_is_marked_and_the_reason_stands_beside_it() -> None:
    document = assessed(plan(task("1", 10, State.DONE)))
    (status,) = document.plans
    tasks = tuple(replace(t, commits=(link(Confidence.LOW),), no_commit="only hints") for t in status.tasks)
    shown = render_plan(document, replace(status, tasks=tasks), colour=False, width=80)
    assert "7777777?" in shown
    assert "task 1: only hints" in shown


@pytest.mark.parametrize(("name", "word"), [("a b", "'a b'"), ("--all", ".sisyphus/plans/speed.md")])
def test_commands_can_be_pasted_whatever_the_plan_is_called(name: str, word: str) -> None:
    one = check()
    document = assessed(plan(task("1", 10, State.DONE), checks=(one,)), evidence(one, Outcome.FAILED))
    named = replace(document, plans=(replace(document.plans[0], name=name),))
    assert f"Details: sisyphus status {word}\n" in shown_as("status", named)
    assert f"again: sisyphus verify {word} {one.id}\n" in shown_as("end", named)


def test_a_single_complete_plan_is_shown_in_full() -> None:
    one = check()
    there = replace(record(plan(task("1", 10, State.DONE), checks=(one,)), evidence(one)), active=False)
    shown = render_status(table_of(assess(snapshot(there))), colour=False, width=80)
    assert "complete" in shown.split("\n")[3]
    assert "every check passed" in shown


def test_findings_of_the_workspace_and_no_plan_at_all() -> None:
    empty = assess(snapshot())
    odd = Finding(rule="odd", severity=Severity.WARNING, message="two folders", source=Source())
    document = replace(empty, workspace=replace(empty.workspace, findings=(odd,)))
    shown = render_status(table_of(document), colour=False, width=80)
    assert "odd: two folders" in shown
    assert "Details" not in shown


@pytest.mark.parametrize(
    ("path", "line", "message", "said"),
    [
        ("a.json", 3, "broken", "a.json:3: broken"),
        ("a.json", None, "broken", "a.json: broken"),
        ("a.json", 3, "a.json:3: broken", "a.json:3: broken"),
        (None, None, "broken", "broken"),
    ],
)
def test_a_finding_says_once_where_it_is(path: str | None, line: int | None, message: str, said: str) -> None:
    finding = Finding(
        rule="odd", severity=Severity.WARNING, message=message, source=Source(path=path, line=line)
    )
    assert located(finding) == said


def test_where_the_repository_stands() -> None:
    found = assessed(plan()).repository
    assert found is not None
    assert repository_line(None) == "not a git repository: commits are unknown"
    assert repository_line(found) == "branch perf/speed at ccccccc, pushed"
    assert "no remote" in repository_line(replace(found, remote=None, unpushed=None))
    assert "pushed: unknown" in repository_line(replace(found, unpushed=None))
    assert "1 commit not pushed" in repository_line(replace(found, unpushed=1))
    assert repository_line(replace(found, detached=True, branch=None)).startswith("detached HEAD at ")
    assert "no commit known" in repository_line(replace(found, head=None))
    assert "shallow" in repository_line(replace(found, shallow=True))
    assert REPOSITORY.operation is None
    assert "rebase under way" in repository_line(replace(found, operation="rebase"))


def test_the_summary_adds_up_and_names_only_what_there_is() -> None:
    assert summary(ordinary().plans[0].checks) == "2 checks: 1 passed, 1 stale."
    assert "nothing that could prove it" in summary(())
    assert summary((), in_plan=2) == "None of the plan's 2 checks is what was asked for."


def test_long_lists_say_how_much_is_left_out() -> None:
    many = tuple(box(100 + n, f"Box number {n}") for n in range(30))
    shown = shown_as("plan", assessed(plan(task("1", 10, State.DONE), boxes=many)))
    assert "… and 18 more" in shown
    document = assessed(plan(task("1", 10, State.DONE), boxes=many))
    whole = render_plan(document, document.plans[0], colour=False, width=80, whole=True)
    assert "more;" not in whole
    assert "Box number 29" in whole


def test_open_entries_that_are_no_blockers_are_listed() -> None:
    pads = (notepad(entry("Old belt", None), replace(entry("Blocked", "no key"), line=20)),)
    one = snapshot(record(plan(task("1", 10)), notepads=pads))
    shown = shown_as("plan", assess(one))
    assert "Open in notepads\n  Old belt (.sisyphus/notepads/speed/problems.md:3)" in shown
    assert shown.count("problems.md:20") == 1  # among the blockers
    assert [n.open for n in assess(one).plans[0].notepads] == [2]
    assert "Open in notepads" not in shown_as("plan", assess(snapshot(record(plan(task("1", 10))))))


def test_what_was_not_counted_is_explained() -> None:
    shown = shown_as("explain", hostile("odd"), 120)
    assert "odd.md:5: odd: odd" in shown
    assert "Every line that looks like a task or a box was counted." in shown_as("explain", ordinary(), 120)


def test_a_long_task_that_is_next_keeps_the_width() -> None:
    document = ordinary()
    (status,) = document.plans
    tasks = tuple(replace(t, title="count the words of it " * 20) for t in status.tasks)
    shown = shown_as("plan", replace(document, plans=(replace(status, tasks=tasks, next_task=tasks[0].key),)))

    assert "Next: task 1, line" in shown
    assert all(width_of(each) <= 80 for each in shown.split("\n"))


def test_tasks_that_follow_each_other_are_named_as_a_range() -> None:
    document = ordinary()
    (status,) = document.plans
    one = replace(status.tasks[0], state=State.DONE, no_commit="nobody knows")
    tasks = tuple(replace(one, id=id_) for id_ in ("1", "2", "4", "5", "6", "T1", "T2", "T3", "9"))
    shown = shown_as("plan", replace(document, plans=(replace(status, tasks=tasks),)))

    assert "tasks 1, 2, 4-6, T1, T2, T3, 9: nobody knows" in shown


@pytest.mark.parametrize("odd", ["9" * 5000, "\u00b2", "\u2461", ""])
def test_an_id_that_is_no_number_is_shown_as_it_is(odd: str) -> None:
    document = ordinary()
    (status,) = document.plans
    one = replace(status.tasks[0], state=State.DONE, no_commit="nobody knows")
    tasks = tuple(replace(one, id=id_) for id_ in ("1", odd, "2", "3", "4"))
    shown = shown_as("plan", replace(document, plans=(replace(status, tasks=tasks),)))
    assert ", 2-4: nobody knows" in " ".join(shown.split())


def test_why_a_task_has_no_commit_is_said_of_those_that_are_done() -> None:
    shown = shown_as("plan", assessed(plan(task("1", 10, State.DONE), task("2", 20))))
    assert "task 1: no commit found" in shown
    assert "not started" not in shown


def test_a_title_that_is_the_name_is_said_once() -> None:
    document = ordinary()
    (status,) = document.plans
    shown = shown_as("plan", replace(document, plans=(replace(status, title=status.name),)))

    assert shown.startswith(f"{status.name}\n")


def test_outside_git_the_explanation_knows_of_no_commit_count() -> None:
    shown = shown_as("explain", assessed(plan(task("1", 10, State.DONE)), repository=None))
    assert re.search(r"committed +unknown ", shown)


@pytest.mark.parametrize(("figures", "width", "rows"), [(2, 80, 1), (2, 40, 3), (2, 44, 1), (200, 44, 3)])
def test_the_three_figures_share_a_line_where_they_fit(figures: int, width: int, rows: int) -> None:
    document = assessed(plan(*(task(str(n), n, State.DONE) for n in range(1, figures + 1))))
    shown = shown_as("plan", document, width)
    three = [each for each in shown.split("\n") if re.match(r"(claimed|committed|verified) ", each)]
    assert len(three) == rows
