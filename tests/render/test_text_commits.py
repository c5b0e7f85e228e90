"""`status PLAN --commits`: within its width, harmless, and every fact in its place."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sisyphus.analysis.surroundings import describe_repository
from sisyphus.model.judgement import CommitLink, Confidence, Landing
from sisyphus.model.plan import State
from sisyphus.model.status import StatusDocument, TaskStatus, Tick, Unexplained
from sisyphus.render.terminal import Style, width_of
from sisyphus.render.text_commits import render_commits
from sisyphus.render.words import CONFIDENCE_WORDS
from tests.analysis.builders import NOW, REPOSITORY, assessed, link
from tests.analysis.plan_builders import plan, task
from tests.render.documents import HOSTILE

CJK = "并行运行测试以缩短持续集成的等待时间" * 4
TICK = Tick(commit="e" * 40, committed_at=NOW, with_plan=False, with_code=True)
LEFT = Unexplained(
    sha="b" * 40, subject="chore: else", committed_at=NOW, insertions=5, deletions=0, pushed=False
)


def document(
    *commits: CommitLink, unexplained: tuple[Unexplained, ...] = (), more: int = 0, **changes: object
) -> StatusDocument:
    """One done task with these commits; `changes` are of the task."""
    of = assessed(plan(task("1", 10, State.DONE)))
    [status] = of.plans
    one: TaskStatus = replace(status.tasks[0], commits=commits, no_commit=None)
    one = replace(one, **changes)  # type: ignore[arg-type]  # a test spells out what matters
    return replace(
        of,
        repository=describe_repository(replace(REPOSITORY, fetched_at=NOW - timedelta(days=3))),
        plans=(replace(status, tasks=(one,), unexplained=unexplained, unexplained_more=more),),
    )


def shown(of: StatusDocument, width: int = 80, *, colour: bool = False) -> str:
    return render_commits(of, of.plans[0], colour=colour, width=width)


def words(of: StatusDocument, width: int = 100) -> str:
    return " ".join(shown(of, width).split())


def test_a_task_stands_above_its_commits_each_with_its_reasons() -> None:
    first = replace(link(), reasons=("has the planned message", "changes a.py, named by the task"))
    second = link(Confidence.LOW, sha="6" * 40, subject="fix: it")
    text = shown(document(first, second, ticked=TICK), 100).split("\n")
    assert text[3:] == [
        "     COMMIT   SUBJECT  LINES  PUSHED  LANDED",
        "[x]  1. Do step 1",
        "     7777777  Do it    +3 -1  no      unknown",
        "              surely: has the planned message; changes a.py, named by the task",
        "     6666666  fix: it  +3 -1  no      unknown",
        "              perhaps: changes src/app.py, named by the task",
        "              ticked: 2026-03-01 12:00 UTC by eeeeeee, together with code",
        "",
        "Pushed and landed as of the last fetch or push, 3 d ago.",
        "",
    ]


@pytest.mark.parametrize(
    ("pushed", "places", "landing", "landed_as", "said"),
    [
        (False, (), Landing.LOCAL, None, "no no"),
        (True, ("origin/side",), Landing.PUSHED, None, "origin/side no"),
        (True, ("origin/main", "origin/side"), Landing.LANDED, None, "origin/main +1 yes"),
        (True, (), Landing.LANDED, None, "yes yes"),
        (False, (), Landing.REWRITTEN, "c" * 40, "no as ccccccc"),
        (None, (), Landing.UNKNOWN, None, "unknown unknown"),
    ],
)
def test_where_a_commit_was_pushed_and_whether_it_landed(
    *, pushed: bool | None, places: tuple[str, ...], landing: Landing, landed_as: str | None, said: str
) -> None:
    made = replace(link(), pushed=pushed, pushed_to=places, landing=landing, landed_as=landed_as)
    assert f"+3 -1 {said} surely" in words(document(made))


def test_without_a_remote_that_is_what_is_said_and_nothing_of_a_fetch() -> None:
    of = document(replace(link(), pushed=None, landing=Landing.LOCAL))
    of = replace(of, repository=describe_repository(replace(REPOSITORY, remote=None)))
    assert "+3 -1 no remote no surely" in words(of)
    assert "fetch" not in words(of)


def test_a_fetch_that_nobody_recorded_is_said() -> None:
    of = replace(document(link()), repository=describe_repository(REPOSITORY))
    assert "as far as is known here: no fetch is on record." in words(of)


@pytest.mark.parametrize(
    ("tick", "said"),
    [
        (TICK, "ticked: 2026-03-01 12:00 UTC by eeeeeee, together with code"),
        (replace(TICK, with_code=False), "ticked: 2026-03-01 12:00 UTC by eeeeeee, without code"),
        (replace(TICK, with_plan=True), "or earlier, its row came ticked with eeeeeee"),
        (None, "When the box of any task was ticked is unknown: no commit here ticks it."),
    ],
)
def test_when_the_box_was_ticked(tick: Tick | None, said: str) -> None:
    assert said in words(document(link(), ticked=tick))


def test_a_task_without_a_commit_says_why() -> None:
    assert "1. Do step 1 the plan says Commit: NO" in words(document(no_commit="the plan says Commit: NO"))


def test_what_no_task_explains_is_listed_and_the_rest_counted() -> None:
    text = words(document(link(), unexplained=(LEFT,), more=7))
    assert (
        "8 commits of the plan's time that no task explains bbbbbbb chore: else +5 -0 no … and 7 older"
        in text
    )
    assert "explains" not in words(document(link()))


def test_every_confidence_and_landing_has_its_word() -> None:
    assert set(CONFIDENCE_WORDS) == set(Confidence)
    for landing in Landing:
        assert "COMMIT SUBJECT" in words(document(replace(link(), landing=landing)))


def test_a_plan_without_tasks() -> None:
    of = assessed(plan())
    assert "There is no task to tie to a commit." in shown(of)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("text", ["Do it", CJK])
def test_it_keeps_the_width(width: int, text: str) -> None:
    made = replace(
        link(), subject=text, reasons=(text, text), pushed=True, pushed_to=("origin/main",),
        insertions=123_456, landed_as="c" * 40, landing=Landing.REWRITTEN,
    )  # fmt: skip
    of = document(made, title=text, no_commit=text, ticked=TICK, unexplained=(replace(LEFT, subject=text),))
    for each in shown(of, width).split("\n"):
        assert width_of(each) <= width, each


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_inert(text: str) -> None:
    made = replace(link(), subject=text, reasons=(text,), pushed=True, pushed_to=(text, text))
    of = document(made, title=text, id=text, no_commit=text, unexplained=(replace(LEFT, subject=text),))
    plain = shown(of)
    assert plain.replace("\n", "").isprintable()
    assert not any(each.lstrip().startswith("::") for each in plain.split("\n"))
    assert "##vso[" not in plain


def test_colour_changes_no_word() -> None:
    of = document(link(), ticked=TICK, unexplained=(LEFT,))
    painted, plain = shown(of, colour=True), shown(of)
    assert "\x1b" in painted
    assert "\x1b" not in plain
    for style in ("0", *(s for s in Style if s)):
        painted = painted.replace(f"\x1b[{style}m", "")
    assert [each.rstrip() for each in painted.split("\n")] == plain.split("\n")
