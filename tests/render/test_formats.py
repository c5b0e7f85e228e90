"""Every form of the report: nothing that others wrote is obeyed, and the same facts give the same bytes."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from markdown_it import MarkdownIt

from sisyphus.cli.report import Format, renderers
from sisyphus.model.finding import Source
from sisyphus.model.plan import State
from sisyphus.model.repository import Change
from sisyphus.model.results import Figure, Target
from sisyphus.model.status import StatusDocument
from sisyphus.render.markdown import is_untouched, unseal
from sisyphus.render.measures import change, changed_files, elapsed, measure, number, target_words
from sisyphus.render.pr import SECTIONS
from sisyphus.render.quotes import quote, split_points
from sisyphus.render.summary import LAST_LINE
from sisyphus.render.words import figures_words
from tests.analysis.builders import NOW, assessed, link
from tests.analysis.plan_builders import check, plan, task
from tests.render.documents import HOSTILE, hostile, ordinary
from tests.render.test_markdown import headings, rows

SAFE = MarkdownIt("js-default")


def say(form: Format, document: StatusDocument) -> str:
    return renderers()[form](document, document.plans[0])


def figure(before: float, after: float, name: str = "duration") -> Figure:
    return Figure(
        name=name, command="make | test", source=Source(path="p.md", line=3), before=before,
        before_at="ddddddd, seq 1 of here", after=after, after_at="ccccccc, seq 2 of here", current=True,
    )  # fmt: skip


TARGET = Target(text="Job < 4 min", wanted="< 4 min", source=Source(path="p.md", line=9))


def measured() -> StatusDocument:
    document = ordinary()
    (status,) = document.plans
    met = replace(TARGET, measured=1.25, met=True, proof="ccccccc, seq 2 of here")
    return replace(document, plans=(replace(status, figures=(figure(427.0, 75.64),), targets=(TARGET, met)),))


def test_every_format_has_a_renderer() -> None:
    assert set(renderers()) == set(Format)


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_inert_in_every_format(form: Format, text: str) -> None:
    shown = say(form, hostile(text))
    visible = shown.replace("\n", "").replace("\u200b", "")
    assert visible.isprintable()
    assert not re.search(r"^\s*(?:::|##vso|##\[)", shown, re.MULTILINE)
    if form is Format.JSON:
        assert json.loads(shown)["plans"][0]["tasks"]
    elif form is Format.SUMMARY:
        assert shown.count("\n") <= 10
        assert not re.search(r"^#", shown, re.MULTILINE)
    elif form is Format.HTML:
        assert not re.search(r"<(?:script|img)\b|<a (?!class=\"skip\"|href=\"#[a-z]+\">)", shown)
    else:
        html = SAFE.render(shown)
        assert not re.search(r"<(?:script|a|img)\b", html)
        assert is_untouched(shown)


@pytest.mark.parametrize("form", [Format.MARKDOWN, Format.PR])
@pytest.mark.parametrize("text", [t for t in HOSTILE if t])
def test_hostile_text_adds_no_heading(form: Format, text: str) -> None:
    wanted = set(headings(say(form, hostile("plain words, and more of them"))))
    assert set(headings(say(form, hostile(text)))) <= wanted


@pytest.mark.parametrize("form", [f for f in Format if f is not Format.JSON])
def test_the_same_facts_give_the_same_bytes(form: Format) -> None:
    later = replace(ordinary(), taken_at=NOW + timedelta(days=400))
    assert say(form, later) == say(form, ordinary())


def test_a_pull_request_says_what_why_and_what_is_at_risk() -> None:
    text = say(Format.PR, measured())
    assert headings(text) == [h for h, _ in SECTIONS]
    assert "* Task 1: Build src/app.py (checks: passed 1/1)" in text
    assert "0 of 3" not in text
    assert "1 of 3 tasks proven by a check on this content" in text
    assert "`git push -u origin perf/speed`" in text
    assert "line 32 is open" in text


def test_a_pull_request_names_what_is_committed_though_its_box_is_open() -> None:
    document = assessed(plan(task("1", 10, State.DONE), task("2", 20), task("3", 30)))
    (status,) = document.plans
    one, two, three = status.tasks
    carried = replace(status, tasks=(one, replace(two, commits=(link(),), no_commit=None), three))
    text = renderers()[Format.PR](document, carried)
    assert "* Task 2: Do step 2" in text
    assert "* Task 3" not in text


def test_a_binary_file_has_no_size_whatever_else_changes_it() -> None:
    text, binary = (Change(path="a", insertions=n, deletions=n) for n in (2, None))
    commits = [replace(link(), changes=(text,)), replace(link(), changes=(binary,))]
    (both,) = changed_files(commits)
    assert (both.insertions, both.deletions) == (None, None)


def test_a_pull_request_has_no_table_of_figures_that_nobody_measured() -> None:
    assert "Before and after" not in headings(say(Format.PR, ordinary()))


def test_a_summary_is_ten_lines_of_plain_text_that_name_their_facts() -> None:
    lines = say(Format.SUMMARY, measured()).removesuffix("\n").split("\n")
    assert len(lines) == 10
    assert lines[0] == "Speed: blocked"
    assert "Claimed 2/3, committed 1/3, verified 1/3" in lines
    assert "Measured: duration 427 s before, 75.64 s now" in lines
    assert lines[-1].startswith(LAST_LINE)
    assert "sha256 555555555555" in lines[-1]


def test_a_task_that_is_next_is_named_in_words() -> None:
    going_on = assessed(plan(task("1", 10, State.DONE), task("2", 20)))
    assert "Next: task 2: Do step 2" in say(Format.SUMMARY, going_on).split("\n")


def test_what_comes_next_may_be_no_command() -> None:
    waiting = assessed(plan(task("1", 10, State.DONE), task("2", 20, State.BLOCKED)))
    lines = say(Format.SUMMARY, waiting).split("\n")
    (blocked,) = (line for line in lines if line.startswith("Blocked by: "))
    assert f"Next: {blocked.removeprefix('Blocked by: ').partition('; ')[0]}" in lines


def test_what_was_measured_stands_beside_what_was_wanted() -> None:
    text = say(Format.MARKDOWN, measured())
    assert ["duration of make | test", "427 s", "75.64 s", "−82.3 %, 5.6 times as fast",
            "ddddddd, seq 1 of here; ccccccc, seq 2 of here"] in rows(text)  # fmt: skip
    shown = [r for r in rows(text) if r[0].startswith("Job")]
    assert [r[2] for r in shown] == ["not measured", "1.25 min: met"]


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (figure(2.0, 2.0), "no change"),
        (figure(2.0, 3.0), "+50.0 %"),
        (figure(2.0, 1.99), "−0.5 %"),
        (figure(0.0, 3.0), "+3 s"),
        (figure(90.0, 96.5, "coverage_percent"), "+6.5 points"),
        (figure(800.0, 806.0, "tests_passed"), "+0.8 %"),
    ],
)
def test_a_change_in_words(one: Figure, words: str) -> None:
    assert change(one) == words


def test_figures_of_a_run_leave_out_what_says_nothing() -> None:
    ran = (("tests_passed", 0.0), ("tests_failed", 0.0), ("tests_skipped", 2.0), ("tests_total", 2.0))
    assert figures_words(ran) == "0 passed, 2 skipped"
    assert figures_words((("coverage_percent", 0.0), ("lines_read", 7.0))) == "coverage 0 %, lines read 7"


def test_figures_in_words() -> None:
    assert [number(v) for v in (75.64, 806.0, 0.1234, -0.0, 1e6)] == ["75.64", "806", "0.123", "0", "1000000"]
    assert measure("coverage_percent", 96.61) == "96.61 %"
    assert measure("tests_passed", 806.0) == "806"
    assert [elapsed(s) for s in (9, 926, 7260)] == ["9 s", "15 min 26 s", "2 h 1 min"]
    assert target_words(replace(TARGET, measured=5.0, met=False)) == "5 min: not met"


@pytest.mark.parametrize(
    ("text", "lead", "points"),
    [
        ("one\ntwo", "one two", []),
        ("- one\n- two\n  and more", "", ["one", "two and more"]),
        ("All of:\n1. one\n2) two", "All of:", ["one", "two"]),
        ("- one\nand then", "", ["one", "and then"]),
        ("- [x] one", "", ["one"]),
        ("See:\n```python\nrun(1)\nrun(2)\n```\nAnd go", "See: `run(1)` And go", []),
        ("```\nnever closed", "`never closed`", []),
        ("```\n", "", []),
        ("**Bold** words", "Bold words", []),
        ("", "", []),
    ],
)
def test_a_quoted_text_keeps_its_list(text: str, lead: str, points: list[str]) -> None:
    assert split_points(text) == (lead, points)


def test_a_long_list_is_cut_and_says_so() -> None:
    lines = list(quote("Why", "\n".join(f"- reason {n}" for n in range(9))))
    assert lines[0] == "* Why:"
    assert lines[-1] == "    * … and 3 more"


def test_a_plan_with_many_tasks_and_checks_stays_readable() -> None:
    many = plan(
        *(task(str(n), 10 * n, State.DONE) for n in range(1, 41)),
        checks=tuple(check(f"make t{n}", str(n), line=10 * n + 1) for n in range(1, 41)),
    )
    text = say(Format.MARKDOWN, assessed(many))
    assert text.count("\n") < 140
    assert all(f"Task {n}: Do step {n}" in text for n in range(1, 41))
    assert "40 checks: not run (line 11, 21, 31, 41, 51, 61, 71, 81 …)" in text


@pytest.mark.parametrize("form", [Format.MARKDOWN, Format.PR])
def test_a_text_without_its_seal_is_what_was_sealed(form: Format) -> None:
    text = say(form, ordinary())
    assert "sha256 of the text above" not in unseal(text)
    assert unseal("# mine\n") == "# mine\n"
