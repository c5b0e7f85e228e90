"""What is wrong with a plan's text."""

import re
from collections.abc import Iterator

from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.plan import Box, Role, State, Task
from sisyphus.parse.broken_fences import BrokenFence
from sisyphus.parse.markdown import MAX_DEPTH, Block, Document, Kind
from sisyphus.parse.plans.outline import Form
from sisyphus.parse.plans.rows import gives_up, lines_that_may_give_up, read_box
from sisyphus.parse.plans.section_names import SectionKind
from sisyphus.parse.plans.tasks import Split

_FENCE_END = re.compile(r"[ \t>]*(?:`{3,}|~{3,})[ \t]*$")


def find_faults(
    path: str, document: Document, split: Split, tasks: tuple[Task, ...], boxes: tuple[Box, ...]
) -> tuple[Finding, ...]:
    """Return what is wrong with a plan's text."""
    return (
        *_fence_faults(path, document, boxes),
        *_label_faults(path, split, tasks),
        *_task_faults(path, split, tasks, {b.task for b in boxes if b.role is Role.ACCEPTANCE}),
        *_marker_faults(path, boxes),
        *_given_up_faults(path, boxes),
        *_heading_faults(path, document),
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


def _given_up_faults(path: str, boxes: tuple[Box, ...]) -> Iterator[Finding]:
    """Yield the open boxes whose titles say that nobody will do them, or not now."""
    left = [box for box in boxes if box.state is State.OPEN]
    for index in lines_that_may_give_up("\n".join([box.text for box in left])):
        box = left[index]
        said = gives_up(box.text)
        if said:
            word = "deferred" if said is State.BLOCKED else "given up"
            message = f"the title says that this is {word}, and the box is open; it counts as open"
            yield _finding("given-up-but-open", Severity.INFO, message, path, box.line)


def _heading_faults(path: str, document: Document) -> Iterator[Finding]:
    for line in document.glued:
        message = "no blank behind the # of a heading: GitHub renders none; it is read as one"
        yield _finding("malformed-heading", Severity.WARNING, message, path, line)


def _depth_fault(path: str, document: Document) -> Iterator[Finding]:
    if document.too_deep:
        message = f"lists nested deeper than {MAX_DEPTH} were not read"
        yield _finding("too-deep", Severity.WARNING, message, path, None)


def _finding(rule: str, severity: Severity, message: str, path: str, line: int | None) -> Finding:
    return Finding(rule=rule, severity=severity, message=message, source=Source(path=path, line=line))
