"""Which file was read, and what its copies say."""

from dataclasses import replace
from datetime import UTC, datetime

from sisyphus.model.copies import CopyPlace, CopyStatus
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.judgement import Tally
from sisyphus.model.status import PlanStatus
from sisyphus.render.terminal import paint, width_of
from sisyphus.render.text_copies import PLACE_WORDS, copy_lines, written
from sisyphus.render.text_plan import render_plan
from tests.render.documents import HOSTILE, ordinary

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def copy(path: str = ".sisyphus/plans/speed.md", **fields: object) -> CopyStatus:
    made = CopyStatus(
        path=path,
        place=CopyPlace.STATE_FOLDER,
        same=False,
        sha256="6" * 64,
        modified_at=AT,
        task=Tally(total=2, done=1, open=1),
        final_wave=Tally(total=4),
        command=f"sisyphus status {path}",
    )
    return replace(made, **fields)  # type: ignore[arg-type]  # any field


def plan(*copies: CopyStatus) -> PlanStatus:
    return replace(ordinary().plans[0], copies=copies, file_modified_at=AT)


def shown(status: PlanStatus, most: int = 12) -> str:
    return paint(copy_lines(status, 80, most), colour=False)


def test_the_path_that_was_read_has_its_time() -> None:
    assert written(plan()) == ", changed 2026-03-01 09:30 UTC"
    assert written(replace(plan(), file_modified_at=None)) == ""
    text = render_plan(ordinary(), plan(copy("/other/plans/speed.md")), colour=False, width=100)
    head = " ".join(text.split("\n\n")[0].split())
    assert ".sisyphus/plans/speed.md, changed 2026-03-01 09:30 UTC branch" in head
    assert "/other/plans/speed.md of 2026-03-01 09:30 UTC (older state folder): tasks 1/2" in text


def test_a_copy_that_differs_has_its_own_count_and_a_command() -> None:
    text = shown(plan(copy()))
    assert "speed.md of 2026-03-01 09:30 UTC (older state folder): tasks 1/2, final wave 0/4" in (
        " ".join(text.split())
    )
    assert "    sisyphus status .sisyphus/plans/speed.md\n" in text


def test_equal_copies_are_only_counted() -> None:
    text = shown(plan(copy("a.md", same=True), copy("b.md", same=True)))
    assert "2 equal copies: a.md, b.md" in text
    assert "Other copies" not in text
    assert shown(plan()) == ""


def test_a_copy_that_cannot_be_read_says_so() -> None:
    text = shown(plan(copy(sha256=None, task=None, final_wave=None, modified_at=None)))
    assert "an unknown time (older state folder): cannot be read" in " ".join(text.split())


def test_many_copies_are_cut() -> None:
    assert "… and 3 more; -v shows them all" in shown(plan(*(copy(f"{n}.md") for n in range(5))), most=2)


def test_every_place_has_words() -> None:
    assert set(PLACE_WORDS) == set(CopyPlace)


def test_paths_of_others_are_shown_and_not_obeyed() -> None:
    for text in HOSTILE:
        out = shown(plan(copy(text or "x", command=f"sisyphus status {text}")))
        assert out.replace("\n", "").isprintable()
        assert all(width_of(row) <= 80 or "sisyphus status" in row for row in out.split("\n"))


def test_copies_are_told_once_and_findings_of_other_files_name_them() -> None:
    def drift(path: str) -> Finding:
        return Finding(
            rule="state-drift", severity=Severity.WARNING, message="differs from x", source=Source(path=path)
        )

    own, pad = drift(plan().path), drift(".omo/notepads/speed/issues.md")
    for status, times in ((plan(copy()), 1), (plan(), 2)):
        text = render_plan(ordinary(), replace(status, findings=(own, pad)), colour=False, width=100)
        assert text.count("[state-drift]") == times
        assert ".omo/notepads/speed/issues.md: differs from x" in text


def test_a_file_that_cannot_be_read_is_named_once() -> None:
    pad = ".omo/notepads/speed/issues.md"
    found = Finding(
        rule="unreadable-notepad",
        severity=Severity.WARNING,
        message=f"{pad}:1: not UTF-8 text",
        source=Source(path=pad, line=1),
    )
    text = render_plan(ordinary(), replace(plan(), findings=(found,)), colour=False, width=100)
    assert text.count(pad) == 1
