"""What holds for every text: an answer or a named error, and every box counted once."""

import re
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from sisyphus.errors import SisyphusError
from sisyphus.model.plan import Box, Plan, State, Task
from sisyphus.parse.plan import parse_plan

SETTINGS = settings(max_examples=150, deadline=None, derandomize=True)
"""No deadline: a test of ours never asks a clock. Derandomized: what fails here fails for everybody."""

if TYPE_CHECKING:
    from random import Random

FENCE = "`" * 3


def read(text: str | bytes) -> Plan:
    return parse_plan(text.encode() if isinstance(text, str) else text, ".sisyphus/plans/p.md")


LINES = st.sampled_from(
    [
        "## TODOs",
        "# Title",
        "### 1. [x] Task",
        "Tasks\n-----",
        "- [ ] 1. a",
        "- [x] 2. b",
        "  - [ ] inner",
        "    - [~] deeper",
        "* [-] T3 c",
        "1. [ ] ordered",
        "> - [ ] quoted",
        "| # | Task | State |\n|---|---|---|\n| 1 | a | ✅ |",
        "| 1 | a",
        FENCE,
        f"  {FENCE}bash",
        "~~~~",
        f"{FENCE}{FENCE}markdown",
        "<!--",
        "-->",
        "<div>",
        "---",
        "**Blocked By**: 1, 3-5",
        "**Commit**: YES | Message: `feat: a` | Files: `a.py`",
        "  Evidence: .sisyphus/evidence/task-1.txt",
        "`cargo test` → 3 passed",
        "**1. Bold** prose",
        "",
        "\t- [ ] tab",
        "## Final Verification Wave",
        "- [ ] F1. audit",
        "Scenario: a\n  Steps:\n    1. `true`",
        "<<<<<<< HEAD",
        "=======",
        ">>>>>>> x",
    ]
)


@SETTINGS
@given(st.text(max_size=400))
def test_any_text_is_a_plan_or_a_named_error(text: str) -> None:
    assert_answered(text.encode("utf-8", "surrogatepass"))


@SETTINGS
@given(st.binary(max_size=400))
def test_any_bytes_are_a_plan_or_a_named_error(content: bytes) -> None:
    assert_answered(content)


@SETTINGS
@given(st.lists(st.one_of(LINES, LINES, LINES, st.text(max_size=30)), max_size=30).map("\n".join))
def test_any_mixture_of_markdown_is_a_plan_or_a_named_error(text: str) -> None:
    assert_answered(text.encode("utf-8", "surrogatepass"))


def answered(content: bytes) -> Plan | SisyphusError:
    try:
        return read(content)
    except SisyphusError as error:
        return error


def assert_answered(content: bytes) -> None:
    answer = answered(content)
    if isinstance(answer, SisyphusError):
        assert answer.message.startswith(".sisyphus/plans/p.md")
        assert answer.fix
        return
    plan = answer
    lines = [b.line for b in plan.boxes]
    assert lines == sorted(set(lines))
    assert all(1 <= n <= plan.lines for n in lines)
    assert [t.line for t in plan.tasks] == sorted(t.line for t in plan.tasks)
    assert all(t.line <= t.end_line <= plan.lines for t in plan.tasks)
    assert len({t.key for t in plan.tasks}) == len(plan.tasks)
    assert {b.task for b in plan.boxes} - {None} <= {t.key for t in plan.tasks}
    assert [u.line for u in plan.uncounted] == sorted({u.line for u in plan.uncounted} - set(lines))


class Written(NamedTuple):
    """A document made from parts, and the lines of the boxes in it."""

    text: str
    boxes: tuple[int, ...]


WORDS = st.sampled_from(
    ["parse", "rank", "the cache", "1. read", "T2: write", "F1. audit", "**3. bold**", "x"]
)
BULLETS = st.sampled_from(["-", "*", "+", "1.", "1)"])
MARKERS = st.sampled_from(" xX~-/")


@st.composite
def lists(draw: st.DrawFn) -> list[tuple[str, bool]]:
    """Lines of one list, nested up to three deep, with whether each holds a box."""
    lines: list[tuple[str, bool]] = []
    indents = [""]
    for _ in range(draw(st.integers(1, 6))):
        boxed = draw(st.booleans())
        bullet = draw(BULLETS)
        box = f"[{draw(MARKERS)}] " if boxed else ""
        lines.append((f"{indents[-1]}{bullet} {box}{draw(WORDS)}", boxed))
        inner = f"{indents[-1]}{' ' * (len(bullet) + 1)}"
        if draw(st.booleans()):
            lines.append((f"{inner}{draw(WORDS)} goes on", False))
        step = draw(st.sampled_from(["in", "same", "out"]))
        if step == "in" and len(indents) < 3:
            indents.append(inner)
        elif step == "out":
            del indents[1:]
    return lines


HEADINGS = st.sampled_from(
    [
        "# Plan",
        "## TODOs",
        "### Wave 1",
        "## Final Verification Wave",
        "### Definition of Done",
        "## Notes",
        "## 任务",
    ]
)
TEXTS = st.sampled_from(["Some prose.", "[ ] no item", "[x](link) and [P1]", "a | b", "Status: on time"])
FENCED = st.sampled_from([FENCE, FENCE + "bash", "~~~", "````text"]).map(
    lambda mark: [mark, "- [ ] 9. a sample", "  - [x] inner", re.match(r"[`~]+", mark)[0]]  # type: ignore[index]  # each begins with one
)
COMMENTS = st.just(["<!--", "- [ ] 8. taken out", "-->"])


def plain(lines: list[str]) -> list[tuple[str, bool]]:
    return [(line, False) for line in lines]


PARTS = st.one_of(
    lists(),
    lists(),
    HEADINGS.map(lambda h: plain([h])),
    TEXTS.map(lambda t: plain([t])),
    FENCED.map(plain),
    COMMENTS.map(plain),
)


@st.composite
def documents(draw: st.DrawFn) -> Written:
    """A document whose boxes are known, since it was put together from whole parts."""
    lines: list[tuple[str, bool]] = []
    for part in draw(st.lists(PARTS, min_size=1, max_size=10)):
        # A rule between parts ends every list, so that no part reaches into the next.
        lines += [*part, ("", False), ("***", False), ("", False)]
    text = "\n".join(line for line, _ in lines)
    return Written(text, tuple(number for number, (_, boxed) in enumerate(lines, 1) if boxed))


@SETTINGS
@given(documents())
def test_boxes_in_are_boxes_counted(document: Written) -> None:
    plan = read(document.text)
    assert tuple(b.line for b in plan.boxes if b.in_list) == document.boxes
    wanted = [document.text.split("\n")[n - 1] for n in document.boxes]
    assert all(f"[{b.marker}]" in line for b, line in zip(plan.boxes, wanted, strict=True))


@SETTINGS
@given(documents(), st.randoms(use_true_random=False))
def test_a_tick_changes_one_byte_and_one_state(document: Written, random: "Random") -> None:
    before = read(document.text)
    free = [b for b in before.boxes if b.marker == " "]
    if not free:
        return
    chosen = random.choice(free)
    content = bytearray(document.text.encode())
    start = sum(len(line.encode()) + 1 for line in document.text.split("\n")[: chosen.line - 1])
    at = content.index(b"[ ]", start) + 1
    content[at : at + 1] = b"x"
    after = read(bytes(content))

    assert [identity(t) for t in after.tasks] == [identity(t) for t in before.tasks]
    assert [place(b) for b in after.boxes] == [place(b) for b in before.boxes]
    changed = [(a, b) for a, b in zip(before.boxes, after.boxes, strict=True) if a != b]
    assert [(a.line, a.state, b.state) for a, b in changed] == [(chosen.line, State.OPEN, State.DONE)]
    ticked = [(a, b) for a, b in zip(before.tasks, after.tasks, strict=True) if a.state != b.state]
    assert all(a.key == chosen.task for a, _ in ticked)


def identity(task: Task) -> tuple[object, ...]:
    return (task.label, task.key, task.role, task.title, task.line, task.end_line, task.depends_on)


def place(box: Box) -> tuple[object, ...]:
    return (box.line, box.role, box.text, box.task, box.outermost, box.in_list, box.recovered)
