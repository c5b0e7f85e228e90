"""Ids in other signs than digits with a stop: letters, HTML, rings, brackets of another width."""

import pytest

from sisyphus.model.plan import Plan, State
from sisyphus.parse.plan import parse_plan


def read(*rows: str) -> Plan:
    text = "\n".join(("# P", "", "## TODOs", "", *rows, ""))
    return parse_plan(text.encode(), "x.md")


def ids(*rows: str) -> list[tuple[str, str]]:
    return [(t.label, t.title) for t in read(*rows).tasks]


@pytest.mark.parametrize("form", ["{}. t", "{}) t", "({}) t", "**{}.** t", "**{}. t**", "{}: t", "{} — t"])
def test_rows_that_are_lettered_one_after_the_other(form: str) -> None:
    assert ids(*(f"- [ ] {form.format(letter)}" for letter in "ABC")) == [("A", "t"), ("B", "t"), ("C", "t")]


def test_letters_beside_other_rows_and_over_two_sections() -> None:
    rows = ("### Wave 1", "- [ ] A. a", "- [ ] tidy", "- [ ] B. b", "### Wave 2", "- [x] A. c", "- [ ] B. d")
    assert [label for label, _ in ids(*rows)] == ["A", "L7", "B", "A", "B"]


@pytest.mark.parametrize(
    "rows",
    [
        ("A new parser", "B-tree for the index", "C bindings"),
        ("I. Newton is spelt wrong", "J. Doe as well"),
        ("A. Build",),
        ("A. Build", "Ship"),
    ],
)
def test_a_letter_alone_is_no_series(rows: tuple[str, ...]) -> None:
    assert [label for label, _ in ids(*(f"- [ ] {row}" for row in rows))] == ["1", "2", "3"][: len(rows)]


def test_what_waits_for_letters() -> None:
    matrix = "| Task | Depends On | Blocks |\n|---|---|---|\n| A | None | B, C |\n| C | A-B | F |"
    text = (
        f"# P\n\n### Dependency Matrix\n\n{matrix}\n\n## TODOs\n- [ ] A. a\n- [ ] B. b\n  **Blocked By**: A\n"
        "- [ ] C. c\n\n## Final Verification Wave\n- [ ] F1. Audit\n  **Blocked By**: A, B and C\n"
    )
    tasks = parse_plan(text.encode(), "x.md").tasks

    assert [t.depends_on for t in tasks] == [(), ("A",), ("A", "B"), ("A", "B", "C")]
    # No task has the id F.
    assert [t.blocks for t in tasks] == [("B", "C"), (), (), ()]


@pytest.mark.parametrize(
    ("row", "id_", "title"),
    [
        ("<b>5.</b> Split", "5", "Split"),
        ("<strong>5. Split it</strong>", "5", "Split it"),
        ("<code>T7</code> Split", "T7", "Split"),
        ("<B>Task 8:</B> Split <b>x</b>", "8", "Split <b>x</b>"),
        ("① Split", "1", "Split"),
        ("⑩Split", "10", "Split"),
        ("**⑳** Split", "20", "Split"),
        ("❸. Split", "3", "Split"),
        ("任务②：拆分", "2", "拆分"),
        ("１２．拆分", "12", "拆分"),
        ("【重要】 4. 拆分", "4", "【重要】 拆分"),
    ],
)
def test_ids_in_rings_tags_and_other_widths(row: str, id_: str, title: str) -> None:
    assert ids(f"- [ ] {row}") == [(id_, title)]


def test_what_waits_for_a_ringed_number() -> None:
    assert read("- [ ] ① a", "- [ ] ② b", "  依存: ①").tasks[1].depends_on == ("1",)


@pytest.mark.parametrize(
    ("row", "state"),
    [
        ("【 】1. 写", State.OPEN),
        ("【x】 1. 写", State.DONE),
        ("［注］1. 写", None),
        ("［x］1. 写", State.DONE),
        ("【\u3000】写", State.OPEN),
        ("【注】写", None),
    ],
)
def test_boxes_of_other_brackets(row: str, state: State | None) -> None:
    plan = read(f"- {row}")

    assert [t.state for t in plan.tasks if t.marker] == ([state] if state else [])
    # GitHub renders none.
    assert not any(b.in_list for b in plan.boxes)
    assert (state is not None) is any(f.rule == "malformed-box" for f in plan.findings)


def test_such_a_box_outside_of_tasks_is_told() -> None:
    plan = parse_plan("# P\n\n## TODOs\n- [ ] 1. a\n\n## 完成定义\n- 【x】全部通过\n".encode(), "x.md")
    assert [u.line for u in plan.uncounted] == [7]


@pytest.mark.parametrize(
    "title", ["1. Sort — SKIPPED", "1. Sort (cancelled)", "1. Sort — DEFERRED", "~~1. Sort~~"]
)
def test_an_open_box_is_open_whatever_its_title_says(title: str) -> None:
    assert [t.state for t in read(f"- [ ] {title}").tasks] == [State.OPEN]


def test_all_tasks_of_a_long_plan() -> None:
    rows = [f"- [x] {n}. a" for n in range(600)]
    assert (
        len(read(*rows, "- [ ] 600. z", "  **Blocked By**: All previous tasks").tasks[-1].depends_on) == 600
    )
