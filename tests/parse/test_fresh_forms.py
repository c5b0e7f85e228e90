"""Forms of tasks and of their checks that plans written for these tests showed to be read wrongly."""

import pytest

from sisyphus.model.plan import Plan, State
from sisyphus.parse.plan import parse_plan


def read(text: str) -> Plan:
    return parse_plan(f"# P\n\n{text}\n".encode(), "x.md")


def test_a_table_of_tasks_says_what_they_wait_for() -> None:
    plan = read(
        "## Tasks\n\n| # | Task | Depends | Status |\n|---|---|---|---|\n| 1 | Build | - | ✅ Done |\n"
        "| 2 | Walk | 1 | 🔄 In progress |\n| 3 | Prune | 1, 2 | ⬜ |\n| 4 | Drop | 3 | ❌ Cancelled |\n"
    )

    assert [(t.state, t.depends_on) for t in plan.tasks] == [
        (State.DONE, ()),
        (State.IN_PROGRESS, ("1",)),
        (State.OPEN, ("1", "2")),
        (State.CANCELLED, ("3",)),
    ]


@pytest.mark.parametrize("bullet", ["- {} 1. {}", "- {} {}", "1. {} {}", "- {} Task 1: {}"])
def test_items_with_a_sign_for_a_box(bullet: str) -> None:
    plan = read("## TODOs\n" + "\n".join(bullet.format(sign, "Alpha") for sign in ("✅", "⬜", "❌")))

    assert [t.state for t in plan.tasks] == [State.DONE, State.OPEN, State.OPEN]
    assert {t.title[2:] for t in plan.tasks} == {"Alpha"}
    assert [f.rule for f in plan.findings if f.rule == "untracked-task"]


def test_each_line_in_bold_of_a_paragraph_may_be_a_task() -> None:
    plan = read("## Todos\n**1. Add parser** - in C\nwith care\n**2. Add printer**\n**Note**: none\n")

    assert [(t.label, t.line) for t in plan.tasks] == [("1", 4), ("2", 6)]


@pytest.mark.parametrize(
    "words",
    [
        "happy: `./a 3` prints `3`; failure: `./a x` exits 1.",
        "Happy path: `./a 3` prints `3`. Error path: `./a x` exits 1",
        "happy — `./a 3` prints `3` | failure — `./a x` exits 1",
    ],
)
def test_a_name_that_introduces_the_next_command_is_no_result_of_the_one_before(words: str) -> None:
    checks = read(f"## TODOs\n- [ ] 1. a\n  **QA scenarios**: {words}").checks

    assert [c.expect.understood for c in checks] == [True, True]
    assert [a.text or a.equals for c in checks for a in c.expect.assertions] == ["3", 1]


def test_everything_above() -> None:
    plan = read("## TODOs\n- [ ] 1. a\n- [ ] 2. b\n- [ ] 3. c\n  **Blocked By**: everything above")
    assert plan.tasks[2].depends_on == ("1", "2")
