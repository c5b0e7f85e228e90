"""The report: each section only where it has facts, each figure with its source, the same facts the same bytes."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta, timezone

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from sisyphus.analysis.assess import assess
from sisyphus.analysis.blocker_rules.notes import quotes
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.judgement import Confidence
from sisyphus.model.plan import State
from sisyphus.model.repository import Change
from sisyphus.model.results import Target
from sisyphus.model.status import StatusDocument
from sisyphus.render.markdown import SECTIONS, is_untouched, render_report, seal
from tests.analysis.builders import NOW, assessed, entry, evidence, link, record, snapshot
from tests.analysis.plan_builders import box, check, plan, task
from tests.render.documents import HOSTILE, hostile, ordinary

SAFE = MarkdownIt("js-default")
TRUSTING = MarkdownIt("js-default", {"html": True})


def report(document: StatusDocument) -> str:
    return render_report(document, document.plans[0])


def section(text: str, heading: str) -> str:
    """One section of a report; empty where it is not there."""
    return text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0].partition("\n<!-- ")[0]


def headings(text: str) -> list[str]:
    return re.findall(r"^## (.+)$", text, re.MULTILINE)


def rows(text: str) -> list[list[str]]:
    """Cells of all table rows, heads and rulers left out."""
    found: list[list[str]] = []
    in_cell = False
    for token in SAFE.parse(text):
        if token.type == "tr_open":
            found.append([])
        elif token.type in {"th_open", "td_open"}:
            in_cell = True
        elif token.type == "inline" and in_cell:
            in_cell = False
            found[-1].append("".join(c.content for c in token.children or []))
    return found


def kinds(tokens: Iterable[Token]) -> list[str]:
    return [t.type for t in tokens]


def test_a_full_report_has_the_sections_of_a_good_one_in_order() -> None:
    assert headings(report(ordinary())) == [h for h, _ in SECTIONS if not h.startswith("Contradictions")]
    assert headings(report(hostile("odd"))) == [h for h, _ in SECTIONS]


def test_sections_without_facts_are_left_out() -> None:
    assert headings(report(assessed(plan(), repository=None))) == ["Executive summary", "Provenance"]
    missing = assess(snapshot(record(None), repository=None))
    assert headings(report(missing)) == ["Executive summary", "Blockers", "Next steps", "Provenance"]


def test_a_place_without_a_line_is_written_without_one() -> None:
    text = report(assess(snapshot(record(None), repository=None)))
    assert "`.sisyphus/plans/speed.md`" in section(text, "Blockers")
    assert "None" not in text


def test_every_figure_has_its_source() -> None:
    text = report(ordinary())
    summary = rows(section(text, "Executive summary"))[1:]
    assert {r[0] for r in summary} >= {
        "Status",
        "Tasks",
        "Final wave",
        "Claimed",
        "Committed",
        "Verified",
        "Boxes, all",
    }
    assert all(len(r) == 3 and r[2].strip() for r in summary)
    checks = rows(section(text, "Verification"))[1:]
    assert all(re.search(r"\.md:\d+(; run \d{4}-.* \(seq \d+ of |$)", r[3]) for r in checks)
    for line in section(text, "Plan file status").strip().split("\n")[2:-2]:
        assert re.match(r"\* line \d+, ", line)
    assert section(text, "Tasks completed").count(".sisyphus/plans/speed.md:") == 3
    assert section(text, "Blockers").count("\n* Source: ") == section(text, "Blockers").count("\n### ")
    assert ".sisyphus/notepads/speed/decisions.md:3" in section(text, "Key technical decisions and learnings")


def test_the_figures_are_those_of_the_plan() -> None:
    found = {r[0]: r[1] for r in rows(report(ordinary())) if len(r) == 3}
    assert found["Tasks"] == "2/2"
    assert found["Final wave"] == "0/1"
    assert found["Definition of done"] == "0/1"
    assert (found["Claimed"], found["Committed"], found["Verified"]) == ("2/3", "1/3", "1/3")


def test_outside_git_committed_is_unknown() -> None:
    text = report(assessed(plan(task("1", 10, State.DONE)), repository=None))
    assert ["Committed", "unknown", "git, section Tasks completed"] in rows(text)
    assert "HEAD | unknown" in text


def test_cancelled_is_said_beside_the_figure() -> None:
    text = report(assessed(plan(task("1", 10, State.DONE), task("2", 20, State.CANCELLED))))
    assert ["Tasks", "1/2, 1 cancelled"] in [r[:2] for r in rows(text)]


def test_a_hint_is_no_commit_and_no_deliverable() -> None:
    document = assessed(plan(task("1", 10, State.DONE)))
    (status,) = document.plans
    for confidence, counts in ((Confidence.HIGH, True), (Confidence.MEDIUM, True), (Confidence.LOW, False)):
        why = None if counts else "only hints"
        tasks = tuple(replace(t, commits=(link(confidence),), no_commit=why) for t in status.tasks)
        text = render_report(document, replace(status, tasks=tasks))
        assert ("* Committed: `7777777`" in section(text, "Tasks completed")) is counts
        assert ("* Committed: only hints" in section(text, "Tasks completed")) is not counts
        assert ("`7777777`" in section(text, "Deliverables")) is counts


def test_what_a_commit_changes_in_state_folders_is_no_code() -> None:
    document = assessed(plan(task("1", 10, State.DONE)))
    (status,) = document.plans
    sizes = {
        ".omo/evidence/long.log": (900, 0),
        "src/b.py": (3, 0),
        "a.md": (7, 2),
        "web/.sisyphus/x.md": (1, 1),
    }
    changes = tuple(Change(path=p, insertions=i, deletions=d) for p, (i, d) in sizes.items())
    one = replace(link(), changes=changes, insertions=911, deletions=3)
    text = render_report(
        document, replace(status, tasks=tuple(replace(t, commits=(one,)) for t in status.tasks))
    )
    size = "1 commit, 2 files (+10 −2) beside 2 files of state folders (+901 −1)"
    assert ["Code changes", size, "git, section Deliverables"] in rows(text)
    assert f"* In all: {size}\n    * `a.md` " in text
    assert re.findall(r"^    \* `([^`]+)`", section(text, "Deliverables"), re.MULTILINE)[:2] == [
        "a.md",
        "src/b.py",
    ]


def test_only_files_that_the_task_names_are_listed_with_it() -> None:
    document = assessed(plan(task("1", 10, State.DONE)))
    (status,) = document.plans
    for named, listed in (
        ("src/app.py", True),
        ("app.py", True),
        ("web/src/app.py", True),
        ("pp.py", False),
        ("b/app.py", False),
    ):
        tasks = tuple(replace(t, commits=(link(),), files=(named,)) for t in status.tasks)
        text = render_report(document, replace(status, tasks=tasks))
        assert ("`src/app.py` (+3" in section(text, "Tasks completed")) is listed, named


def test_not_run_is_not_passed() -> None:
    text = section(report(ordinary()), "Verification")
    assert "1 of 2 runnable checks passed on this content: 1 stale" in text


def test_the_next_steps_are_the_commands_of_the_blockers() -> None:
    text = report(ordinary())
    steps = re.findall(r"^\d+\. `(.+?)`", section(text, "Next steps"), re.MULTILINE)
    assert steps == [c for b in ordinary().plans[0].blockers for c in b.remedy]
    assert "git push -u origin perf/speed" in steps


def test_the_same_facts_give_the_same_bytes_whenever_they_are_read() -> None:
    later = replace(ordinary(), taken_at=NOW + timedelta(days=400))
    assert report(ordinary()) == report(later)


def test_times_are_utc() -> None:
    document = ordinary()
    (status,) = document.plans
    assert status.facts_at is not None
    far = replace(status, facts_at=status.facts_at.astimezone(timezone(timedelta(hours=8))))
    assert render_report(document, far) == render_report(document, status)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_makes_no_markup(text: str) -> None:
    shown = report(hostile(text))
    tokens = TRUSTING.parse(shown)
    children = [c for t in tokens for c in t.children or []]
    assert {c.type for c in children} <= {
        "text",
        "text_special",
        "code_inline",
        "strong_open",
        "strong_close",
        "softbreak",
    }
    comments = [t.content for t in tokens if t.type == "html_block"]
    assert len(comments) == 1
    assert comments[0].startswith("<!-- generated by sisyphus report")
    html = SAFE.render(shown)
    assert "<script" not in html
    assert "<a " not in html
    assert "<img" not in html
    assert shown.replace("\n", "").replace("\u200b", "").isprintable()
    assert not re.search(r"^\s*::", shown, re.MULTILINE)
    assert is_untouched(shown)


def harmless(text: str) -> str:
    """Words of the same shape: a list item stays one, and what is long enough to be quoted too."""
    words = "plain words, and more of them" if quotes(entry(text, None), text) else "plain"
    return f"- {words}" if text in {"- item", "1. first"} else words


@pytest.mark.parametrize("text", [t for t in HOSTILE if t])
def test_hostile_text_changes_no_structure(text: str) -> None:
    assert kinds(TRUSTING.parse(report(hostile(text)))) == kinds(
        TRUSTING.parse(report(hostile(harmless(text))))
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_every_row_of_a_table_has_the_columns_of_its_head(text: str) -> None:
    shown = report(hostile(text))
    tables = re.findall(r"(?:^\|.*\n)+", shown, re.MULTILINE)
    assert len(tables) == 6
    for table in tables:
        counts = {len(re.findall(r"(?<!\\)\|", row)) for row in table.strip().split("\n")}
        assert len(counts) == 1, table


def test_a_report_ends_in_one_newline_and_knows_itself() -> None:
    text = report(ordinary())
    assert text.endswith(" -->\n")
    assert is_untouched(text)


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.replace("2/2", "3/3"),
        lambda t: t + "A word of mine\n",
        lambda t: "A word of mine\n" + t,
        lambda t: t[:-1],
        lambda t: t + "\n",
        lambda t: t.replace("\n", "\r\n"),
        lambda t: t.replace("sha256 of", "sha256  of"),
        lambda _: "",
        lambda _: "# My own notes\n",
    ],
)
def test_a_report_that_was_edited_is_known(change: Callable[[str], str]) -> None:
    assert not is_untouched(change(report(ordinary())))


def test_what_is_sealed_survives_the_disk() -> None:
    on_disk = seal("a \ud800\n").encode("utf-8", "replace").decode("utf-8", "replace")
    assert is_untouched(on_disk)


def test_many_findings_of_one_rule_hide_no_other() -> None:
    document = ordinary()
    source = Source(path="p.md", line=3)
    many = [
        Finding(rule="duplicate-id", severity=Severity.WARNING, message=f"{n}", source=source)
        for n in range(9)
    ]
    other = Finding(rule="contradicted-claim", severity=Severity.ERROR, message="says so", source=source)
    status = replace(document.plans[0], findings=(*many, other))
    text = section(render_report(document, status), "Contradictions")
    assert text.count("(`p.md:3`, duplicate-id)") == 5
    assert "* … and 4 more of duplicate-id: `sisyphus status speed -v`" in text
    assert "says so (`p.md:3`, contradicted-claim)" in text


def test_a_target_that_stands_on_several_lines_is_one_row() -> None:
    document = ordinary()
    targets = tuple(
        Target(text="Runs < 20 min", wanted="< 20 min", source=Source(path="p.md", line=n)) for n in (3, 9)
    )
    text = render_report(document, replace(document.plans[0], targets=targets))
    (row,) = [r for r in rows(section(text, "Implementation results")) if r[0].startswith("Runs")]
    assert row[-1] == "p.md:3, 9"


def test_of_many_blockers_the_rest_is_shown_by_a_command_that_names_the_plan() -> None:
    document = ordinary()
    (blocker, *_) = document.plans[0].blockers
    many = tuple(replace(blocker, message=f"cause {n}") for n in range(12))
    text = render_report(document, replace(document.plans[0], blockers=many))
    assert section(text, "Blockers").rstrip().endswith("… and 2 blockers more: `sisyphus status speed -v`")


def test_of_many_criteria_the_open_ones_are_shown_in_the_order_of_the_plan() -> None:
    boxes = tuple(
        box(30 + n, f"Criterion {n}", State.OPEN if n in {5, 19} else State.DONE) for n in range(20)
    )
    text = section(report(assessed(plan(task("1", 10, State.DONE), boxes=boxes))), "Success metrics")
    shown = [int(r[0].removeprefix("Criterion ")) for r in rows(text)[1:]]
    assert shown == [*range(14), 19]
    assert text.rstrip().endswith("… and 5 criteria more, all ticked.")
    undone = tuple(box(30 + n) for n in range(20))
    text = section(report(assessed(plan(task("1", 10, State.DONE), boxes=undone))), "Success metrics")
    assert text.rstrip().endswith("… and 5 criteria more, 5 of them not ticked.")


def test_that_no_test_failed_is_a_figure_and_that_none_was_skipped_is_not() -> None:
    one = check()
    metrics = (("tests_passed", 9.0), ("tests_failed", 0.0), ("tests_skipped", 0.0))
    run = replace(evidence(one), metrics=metrics)
    text = section(
        report(assessed(plan(task("1", 10, State.DONE), checks=(one,)), run)), "Orchestration metrics"
    )
    shown = {r[0]: r[1] for r in rows(text)}
    assert (shown["Tests passed"], shown["Tests failed"]) == ("9", "0")
    assert "Tests skipped" not in shown
