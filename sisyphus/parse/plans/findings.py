"""What a reader should know about a plan's text: faults, claims, and what was not counted and why."""

import re
from collections.abc import Iterator

from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.plan import Box, Role, State, Task, Uncounted
from sisyphus.parse.broken_fences import BrokenFence
from sisyphus.parse.markdown import MAX_DEPTH, Block, Document, Kind
from sisyphus.parse.plans.outline import Form, Row
from sisyphus.parse.plans.rows import BOX_OPENERS, is_placeholder, looks_like_box, read_box
from sisyphus.parse.plans.section_names import SectionKind
from sisyphus.parse.plans.tasks import Split

_BOX_LINE = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+\[[ xX~/-]\](?:\s|$)")
_FENCE_END = re.compile(r"[ \t>]*(?:`{3,}|~{3,})[ \t]*$")


def find_uncounted(
    document: Document, rows: tuple[Row, ...], boxes: tuple[Box, ...], split: Split
) -> tuple[Uncounted, ...]:
    """Return the lines that look like a box or a task and were not counted as one, with the reason."""
    counted = {b.line for b in boxes} | {t.row.line for t in split.tasks}
    prose = _prose_tasks(rows, split)
    found: dict[int, Uncounted] = {}
    for row, label in split.descriptions:
        found[row.line] = Uncounted(
            line=row.line, text=row.title, reason=f"describes task {label}, which has a row of its own"
        )
    for row in rows:
        if row.box and row.form is Form.ITEM and is_placeholder(row.title):
            found[row.line] = Uncounted(line=row.line, text=row.title, reason="a template's unfilled title")
        elif row.line not in counted and row.line not in found and row.box and row.form is not Form.CLOSE:
            found[row.line] = Uncounted(line=row.line, text=row.title, reason=_left_out(row))
        elif row.line in prose and row.line not in counted:
            found[row.line] = Uncounted(line=row.line, text=row.title, reason="prose beside tasks with boxes")
    for block in _like_boxes(document):
        # Most are boxes that were counted, each once as an item and once as its text.
        if block.line in counted and (block.kind is Kind.ITEM or block.end_line == block.line):
            continue
        found.update((u.line, u) for u in _LOOKS[block.kind](document, block) if u.line not in counted)
    return tuple(found[line] for line in sorted(found))


def _like_boxes(document: Document) -> list[Block]:
    """Return the blocks in which to look for lines like a box: first the items, whose text is theirs too."""
    blocks, places = document.blocks, document.places
    items = [b for index in places[Kind.ITEM] if (b := blocks[index]).text[:1] in _BEGIN_NEAR]
    inside = (Kind.PARAGRAPH, *_HIDING)
    return items + [b for kind in inside for index in places[kind] if "[" in (b := blocks[index]).text]


def _prose_tasks(rows: tuple[Row, ...], split: Split) -> set[int]:
    """Return the lines of prose with an id that no task has, below no heading that is a task."""
    prose = [
        (r.line, r.label.label)
        for r in rows
        if r.form is Form.PROSE and r.label and r.effective is SectionKind.TASKS
    ]
    if not prose:
        return set()
    labels = {t.label for t in split.tasks}
    bodies = [range(t.row.line, t.end_line + 1) for t in split.tasks if t.row.form is Form.HEADING]
    inside = {line for body in bodies for line in body}
    return {line for line, label in prose if label not in labels and line not in inside}


def _left_out(row: Row) -> str:
    """Return why a row with a box is neither a task nor a box."""
    if row.form is not Form.TABLE:
        return "a heading with a box"
    if row.effective is SectionKind.TASKS:
        return "a table row beside tasks with boxes of their own"
    return "a table row outside a task section"


def _near_box(document: Document, block: Block) -> Iterator[Uncounted]:
    """Yield an item that begins with brackets, dressed ones among them."""
    del document
    if looks_like_box(block.text):
        yield Uncounted(line=block.line, text=block.text, reason="brackets that are no checkbox")


_BEGIN_NEAR = BOX_OPENERS | frozenset("*_~")
_BRACKETS = re.compile(r"\[[ xX]\]")
_BARE_BOX = re.compile(
    r"\s*(?:(?P<close>[-*+]|\d{1,9}[.)])[\u00a0\u3000]?"
    r"|(?P<other>[\u2022\u2023\u25e6\u25aa\u25cf\u00b7\u2013\u2014])\s*)?\[[ xX]\](?![(\[:])"
)


def _bare_boxes(document: Document, block: Block) -> Iterator[Uncounted]:
    """Yield the lines of a paragraph that begin with a box, and with no bullet or one without its blank."""
    if not _BRACKETS.search(block.text):
        return
    for number in range(block.line, block.end_line + 1):
        line = document.lines[number - 1]
        if match := _BARE_BOX.match(line):
            reason = "a box without a bullet"
            if match["close"] or match["other"]:
                reason = "no blank between bullet and box" if match["close"] else "no bullet of Markdown"
            yield Uncounted(line=number, text=line.strip(), reason=reason)


def _hidden_boxes(document: Document, block: Block) -> Iterator[Uncounted]:
    """Yield the lines of a block that look like a box and are none there."""
    reason = _HIDING[block.kind]
    for number, line in enumerate(document.lines[block.line - 1 : block.end_line], block.line):
        if "[" in line and _BOX_LINE.match(line):
            yield Uncounted(line=number, text=line.strip(), reason=reason)


_HIDING = {
    Kind.FENCE: "inside a code fence",
    Kind.CODE: "inside indented code",
    Kind.HTML: "inside HTML or a comment",
}


_LOOKS = {Kind.PARAGRAPH: _bare_boxes, Kind.ITEM: _near_box} | dict.fromkeys(_HIDING, _hidden_boxes)
"""What to look for in a block of each kind."""


def find_faults(
    path: str, document: Document, split: Split, tasks: tuple[Task, ...], boxes: tuple[Box, ...]
) -> tuple[Finding, ...]:
    """Return what is wrong with a plan's text."""
    return (
        *_fence_faults(path, document, boxes),
        *_label_faults(path, split, tasks),
        *_task_faults(path, split, tasks, {b.task for b in boxes if b.role is Role.ACCEPTANCE}),
        *_marker_faults(path, boxes),
        *_depth_fault(path, document),
    )


def _fence_faults(path: str, document: Document, boxes: tuple[Box, ...]) -> Iterator[Finding]:
    for fence in document.broken_fences:
        hidden = [b.line for b in boxes if b.recovered and b.line >= fence.line]
        recovered = f"; {len(hidden)} boxes were recovered from line {hidden[0]} on" if hidden else ""
        yield _finding("broken-fence", Severity.WARNING, f"{_fault_of(fence)}{recovered}", path, fence.line)
    mended = {f.line for f in document.broken_fences}
    for index in document.places[Kind.FENCE]:
        block = document.blocks[index]
        if block.line not in mended and not _is_closed(block, document):
            where = "the file" if block.end_line == _last_line(document) else "the item around it"
            message = f"a code fence is never closed; it ends with {where}"
            yield _finding("broken-fence", Severity.WARNING, message, path, block.line)


def _fault_of(fence: BrokenFence) -> str:
    if fence.ended_before > fence.swallowed_to:
        return "a code fence holds fences of its own length"
    if fence.ended_before == fence.line + 1:
        return "marks of a code fence begin or end nothing; what follows is read as text"
    return "a code fence is never closed where it should be"


def _is_closed(block: Block, document: Document) -> bool:
    return block.end_line > block.line and bool(_FENCE_END.match(document.lines[block.end_line - 1]))


def _last_line(document: Document) -> int:
    """Return the number of the last line that is not blank; 0 when there is none."""
    return max((b.end_line for b in document.blocks[-1:]), default=0)


def _label_faults(path: str, split: Split, tasks: tuple[Task, ...]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for task in tasks:
        base = task.key.partition("#")[0]
        if base in first:
            message = f"task {task.label} is already on line {first[base]}; both are counted"
            yield _finding("duplicate-id", Severity.WARNING, message, path, task.line)
        first.setdefault(base, task.line)
    unnamed = [t for t in split.tasks if t.ordinal]
    if unnamed:
        message = f"{len(unnamed)} tasks have no id; they are named by their place"
        yield _finding("unlabelled-task", Severity.INFO, message, path, unnamed[0].row.line)


def _task_faults(
    path: str, split: Split, tasks: tuple[Task, ...], boxed: set[str | None]
) -> Iterator[Finding]:
    """Yield what is wrong with tasks; `boxed` are the keys of those with boxes in their body."""
    by_line = {t.line: t for t in tasks}
    for row in split.tasks:
        task = by_line[row.row.line]
        if row.row.box is None:
            how = "taken from " + ("the boxes in its body" if task.key in boxed else "its own words")
            how = how if task.state is not State.OTHER else "unknown"
            how = f"taken from the {task.marker} in its heading" if task.marker else how
            message = f"task {task.label} has no box of its own; its state is {how}"
            yield _finding("untracked-task", Severity.WARNING, message, path, task.line)
        elif row.row.form is Form.CLOSE:
            message = (
                f"task {task.label} lacks the blank in or behind its box, or has brackets of another kind: "
                "GitHub renders no box"
            )
            yield _finding("malformed-box", Severity.WARNING, message, path, task.line)
    if not tasks:
        yield _finding("no-tasks", Severity.ERROR, "no task rows recognised", path, None)
    elif split.fallback is not None:
        where = "execution waves" if split.fallback is SectionKind.EXECUTION else "sections with other names"
        message = f"no task section with tasks; the rows were read from {where}"
        yield _finding("no-task-section", Severity.INFO, message, path, tasks[0].line)


def _marker_faults(path: str, boxes: tuple[Box, ...]) -> Iterator[Finding]:
    for box in boxes:
        if box.state is State.OTHER and read_box(f"[{box.marker}] "):
            message = f"marker [{box.marker}] is not known; the box counts as other"
            yield _finding("unknown-marker", Severity.WARNING, message, path, box.line)


def _depth_fault(path: str, document: Document) -> Iterator[Finding]:
    if document.too_deep:
        message = f"lists nested deeper than {MAX_DEPTH} were not read"
        yield _finding("too-deep", Severity.WARNING, message, path, None)


def _finding(rule: str, severity: Severity, message: str, path: str, line: int | None) -> Finding:
    return Finding(rule=rule, severity=severity, message=message, source=Source(path=path, line=line))
