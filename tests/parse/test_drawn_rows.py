"""Rows, headings and reviews that are plain to a reader and nothing to Markdown, and titles that give up."""

import pytest

from sisyphus.model.plan import Plan, Role, State
from sisyphus.parse.notepad import parse_notepad
from sisyphus.parse.plan import parse_plan
from sisyphus.parse.plans.verdicts import find_verdicts


def read(*lines: str) -> Plan:
    return parse_plan("\n".join(("# P", "", *lines, "")).encode(), "x.md")


def test_boxes_drawn_at_the_start_of_lines() -> None:
    tasks = read("## Tasks", "", "☐ 1. Dig", "  deep", "☑ 2. Line", "✅ 3. Fill", "", "☐ 4. Cover").tasks

    assert [(t.label, t.state, t.line, t.end_line) for t in tasks] == [
        ("1", State.OPEN, 5, 6),
        ("2", State.DONE, 7, 7),
        ("3", State.DONE, 8, 8),
        ("4", State.OPEN, 10, 10),
    ]


def test_drawn_boxes_without_ids_and_signs_that_are_no_boxes() -> None:
    assert [t.state for t in read("## Tasks", "☐ Dig", "☑ Line").tasks] == [State.OPEN, State.DONE]
    assert not read("## Tasks", "✅ All went well", "❌ Never dry").tasks
    assert [t.label for t in read("## Tasks", "- [ ] 1. Dig", "", "☐ deep", "☐ 2. wide").tasks] == ["1"]


_TASKS = ("## Tasks", "- [x] 1. Dig", "- [ ] 2. Line", "")


@pytest.mark.parametrize(
    ("rows", "role"),
    [
        (("F1. Compliance review", "F2. Depth"), Role.FINAL_WAVE),
        (("F1. Water is clear", "F2. Water is cold"), Role.CHECKLIST),
        (("F1. Compliance review", "Water is clear"), Role.CHECKLIST),
    ],
)
def test_reviews_below_quality_gates(rows: tuple[str, ...], role: Role) -> None:
    plan = read(*_TASKS, "## Quality Gates", *(f"- [ ] {row}" for row in rows))

    assert {b.role for b in plan.boxes if b.line > 7} == {role}


def test_a_heading_without_its_blank_is_read_and_told() -> None:
    lines = (
        "##Context",
        "We need water.",
        "",
        "##TODOs",
        "- [x] 1. Dig",
        "",
        "##Wave 2",
        "- [ ] 2. Line",
        "",
    )
    plan = read(*lines, "##Definition of Done##", "Wet at last.", "- [ ] wet")

    assert [(t.label, t.line) for t in plan.tasks] == [("1", 7), ("2", 10)]
    assert plan.boxes[-1].role is Role.DEFINITION_OF_DONE
    assert [f.source.line for f in plan.findings if f.rule == "malformed-heading"] == [3, 6, 9, 12]


def test_headings_without_their_blanks_right_below_text() -> None:
    lines = ("Water.", "##Context", "###TL;DR", "Dry.", "##TODOs", "- [x] 1. Dig", "", "More.", "##Wave 2")
    plan = read(*lines, "- [ ] 2. Line")

    assert [(t.label, t.line) for t in plan.tasks] == [("1", 8), ("2", 12)]
    assert plan.tasks[1].wave == "Wave 2"
    assert [f.source.line for f in plan.findings if f.rule == "malformed-heading"] == [4, 5, 7, 11]


def test_a_word_that_holds_gate_names_no_gates() -> None:
    rows = ("- [ ] F1. Compliance review", "- [ ] F2. Code quality")

    for heading, role in (
        ("Release gates checklist", Role.FINAL_WAVE),
        ("质量Gate检查清单", Role.FINAL_WAVE),
        ("Delegated work checklist", Role.CHECKLIST),
    ):
        plan = read(*_TASKS, f"## {heading}", *rows)
        assert {b.role for b in plan.boxes if b.line > 7} == {role}


@pytest.mark.parametrize(
    "line", ["#todo", "##12 is broken", "##Some words", "    ##TODOs", "> ##TODOs", "- ##TODOs"]
)
def test_other_lines_with_a_hash_are_no_headings(line: str) -> None:
    assert not [f for f in read(line, "", *_TASKS).findings if f.rule == "malformed-heading"]


@pytest.mark.parametrize(
    ("title", "word"),
    [("Dig — SKIPPED", "given up"), ("~~Dig~~", "given up"), ("Dig (DEFERRED)", "deferred"), ("Dig", None)],
)
def test_an_open_box_whose_title_gives_up(title: str, word: str | None) -> None:
    plan = read("## Tasks", f"- [ ] 1. {title}", "- [x] 2. Line")
    said = [f.message for f in plan.findings if f.rule == "given-up-but-open"]

    assert plan.tasks[0].state is State.OPEN
    assert (word in said[0]) if word else not said


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("F1-F3: APPROVE", {"F1": True, "F2": True, "F3": True}),
        ("**F1–F2** — all PASS", {"F1": True, "F2": True}),
        ("F1, F2 and F4: 3/3 APPROVED; F3: REJECT", {"F1": True, "F2": True, "F4": True, "F3": False}),
        ("F1-F2: VERDICT: REJECT (waived by the user)", {"F1": True, "F2": True}),
        ("Push after F1-F4: APPROVE", {}),
        ("F1-F4: APPROVE/REJECT", {}),
        ("after F1-F4 APPROVE", {}),
    ],
)
def test_one_verdict_of_several_reviews(text: str, verdicts: dict[str, bool]) -> None:
    assert {v.label: v.approved for v in find_verdicts(text, "v.md")} == verdicts


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Blocked by the missing pump.", "open"),
        ("# Issues\n\n## Task 3\n\nBlocked by the flooded cellar.", "open"),
        ("The pump was blocked by sand. It runs.", "note"),
        ("Blocked by nothing", "note"),
    ],
)
def test_a_paragraph_that_only_says_what_blocks(text: str, state: str) -> None:
    assert [e.state.value for e in parse_notepad(text, ".sisyphus/notepads/p/issues.md").entries] == [state]


@pytest.mark.parametrize("heading", ["Review Wave", "Verification Wave (all must approve)", "Sign-off Wave"])
def test_other_names_of_the_final_wave(heading: str) -> None:
    plan = read(*_TASKS, f"## {heading}", "- [ ] R1. Compliance", "- [x] R2. Depth")

    assert [(t.label, t.role) for t in plan.tasks[2:]] == [("R1", Role.FINAL_WAVE), ("R2", Role.FINAL_WAVE)]


@pytest.mark.parametrize(("waiting", "done"), [("⬜", "✅"), ("Pending", "Done"), ("[ ]", "[x]")])
def test_a_final_wave_in_a_table(waiting: str, done: str) -> None:
    head = ("| ID | Review | Status |", "|---|---|---|")
    rows = (f"| F1 | Compliance | {waiting} |", f"| F2 | Depth | {done} |", f"| Water | clear | {done} |")
    plan = read(*_TASKS, "## Final Verification Wave", "", *head, *rows)

    assert [(t.label, t.role, t.state) for t in plan.tasks[2:]] == [
        ("F1", Role.FINAL_WAVE, State.OPEN),
        ("F2", Role.FINAL_WAVE, State.DONE),
    ]


def test_what_waits_behind_an_arrow_in_a_title() -> None:
    assert read("## Tasks", "- [x] 1. Dig", "- [ ] 2. Line → after 1").tasks[1].depends_on == ("1",)


def test_of_many_open_boxes_each_that_gives_up_is_told_once() -> None:
    rows = ("1. Dig", "2. Line — SKIPPED", "3. ~~Fill~~", "4. Skipped stones are kept", "5. Cover — DROPPED")
    plan = read("## Tasks", *(f"- [ ] {row}" for row in rows))

    assert [f.source.line for f in plan.findings if f.rule == "given-up-but-open"] == [5, 6, 8]
