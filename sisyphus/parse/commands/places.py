"""Where in a plan a line stands: in which task, under which label, and what a command there is for."""

from collections.abc import Sequence

from sisyphus.model.check import Origin
from sisyphus.model.plan import Box, Role, Task
from sisyphus.parse.commands.names import ASKS, PLACES, TASK_ASKS
from sisyphus.parse.plans.headings import normalise
from sisyphus.parse.plans.section_names import SectionKind
from sisyphus.parse.plans.sections import Section

SECTION_ORIGINS: dict[SectionKind, Origin | None] = {
    SectionKind.TASKS: None,
    SectionKind.FINAL_WAVE: Origin.FINAL_WAVE,
    SectionKind.DEFINITION_OF_DONE: Origin.DEFINITION_OF_DONE,
    SectionKind.DELIVERABLE: None,
    SectionKind.CHECKLIST: Origin.CHECKLIST,
    SectionKind.ACCEPTANCE: Origin.ACCEPTANCE,
    SectionKind.SUCCESS: Origin.SUCCESS_CRITERIA,
    SectionKind.COMMANDS: Origin.SUCCESS_CRITERIA,
    SectionKind.VERIFICATION: Origin.VERIFICATION_STEP,
    SectionKind.COMMIT: Origin.COMMIT_STRATEGY,
    SectionKind.EXECUTION: None,
    SectionKind.MATRIX: None,
    SectionKind.OBJECTIVE: None,
    SectionKind.CONTEXT: None,
    SectionKind.GROUP: None,
    SectionKind.TASK: None,
    SectionKind.UNKNOWN: None,
}
"""What a command in a section is for, outside tasks and where no label says otherwise."""

BOX_ORIGINS: dict[Role, Origin | None] = {
    Role.TASK: None,
    Role.FINAL_WAVE: Origin.FINAL_WAVE,
    Role.ACCEPTANCE: Origin.ACCEPTANCE,
    Role.DEFINITION_OF_DONE: Origin.DEFINITION_OF_DONE,
    Role.DELIVERABLE: None,
    Role.CHECKLIST: Origin.CHECKLIST,
    Role.OTHER: None,
}
"""What a command in a box is for where neither section nor label says it."""

_NO_LABEL = -1


class Places:
    """Follows a plan downward; the blocks must come in file order."""

    def __init__(self, sections: Sequence[Section], tasks: Sequence[Task], boxes: Sequence[Box]) -> None:
        self._sections = sections
        self._tasks = sorted(tasks, key=lambda t: t.line)
        self._boxes = {b.line: b for b in boxes}
        self._by_key = {t.key: t for t in tasks}
        self.boundary = 0
        """The first line on which the section or the task changes."""
        self._next_section = 0
        self._next_task = 0
        self._section: Section | None = None
        self._base: Origin | None = None
        self._labels: list[tuple[int, Origin | None]] = []
        """Levels of the open labels, outermost first, and what they say."""
        self._box: Box | None = None
        self.task: Task | None = None
        self._asks = False
        """Whether that task is nothing but a check."""
        self.origin: Origin | None = None
        """What a command at this place is for; `None` where it would not be a check."""
        self.level = _NO_LABEL
        """That of the innermost label: twice its indentation, and one more where it is an item."""
        self.closed = False
        """Whether that label says that no command here is a check."""
        self.group = 0
        """Changes where what comes before has nothing to do with what follows."""

    def enter(self, line: int) -> None:
        """Go down to a block that begins on a line."""
        while self._next_section < len(self._sections) and self._sections[self._next_section].line <= line:
            self._section = self._sections[self._next_section]
            self._next_section += 1
            self._restart(self._of_section(self._section))
        if self.task and line > self.task.end_line:
            self.task = None
            self._restart(self._base)
        while self._next_task < len(self._tasks) and self._tasks[self._next_task].line <= line:
            self.task = self._tasks[self._next_task]
            self._asks = _is_check(self.task.title)
            self._next_task += 1
            if self.task.end_line < line:
                self.task = None
            self._restart(self._base)

        self._settle()
        ends = [self.task.end_line + 1 if self.task else _NEVER]
        if self._next_section < len(self._sections):
            ends.append(self._sections[self._next_section].line)
        if self._next_task < len(self._tasks):
            ends.append(self._tasks[self._next_task].line)
        self.boundary = min(ends)

    def _restart(self, base: Origin | None) -> None:
        self._base = base
        self._labels.clear()
        self._box = None
        self.group += 1

    def _of_section(self, section: Section) -> Origin | None:
        """Return what a heading says, by its section's kind or as a label."""
        origin = SECTION_ORIGINS[section.effective]
        unknown = section.kind is SectionKind.UNKNOWN
        if not unknown and section.kind is not SectionKind.GROUP:
            return origin
        name = normalise(section.title)
        if unknown and name in PLACES:
            return PLACES[name]
        return Origin.VERIFICATION_STEP if origin is None and ASKS.match(name) else origin

    def _settle(self) -> None:
        """Take over what the labels say, or without one the place itself."""
        if self._labels:
            self.level, self.origin = self._labels[-1]
            self.closed = self.origin is None
        else:
            self.level, self.closed = _NO_LABEL, False
            self.origin = self._unlabelled()

    def _unlabelled(self) -> Origin | None:
        if self.task is None:
            if self._base is None and self._box:
                return BOX_ORIGINS[self._box.role]
            return self._base
        if self.task.role is Role.FINAL_WAVE:
            return Origin.FINAL_WAVE
        in_body = self._section is not None and self._section.line > self.task.line
        if in_body and self._base:
            return Origin.ACCEPTANCE if self._base in _CRITERIA else self._base
        origin = BOX_ORIGINS[self._box.role] if self._box else None
        return origin or (Origin.VERIFICATION_STEP if self._asks else None)

    @property
    def key(self) -> str | None:
        """Key of the task that the place belongs to."""
        if self.task:
            return self.task.key
        return self._box.task if self._box else None

    @property
    def label(self) -> str | None:
        """Label of that task."""
        task = self._by_key.get(self.key or "")
        return task.label if task else None

    def item(self, line: int, indent: int) -> None:
        """Note an item, which ends the labels of deeper and of equal items."""
        box = self._boxes.get(line, self._box if indent > 0 else None)
        changed = box is not self._box
        self._box = box
        if changed or self.level > 2 * indent:
            self._close(2 * indent + 1)

    def paragraph(self, indent: int) -> None:
        """Note a paragraph, which ends the labels of items deeper than it."""
        if self.level > 2 * indent + 1:
            self._close(2 * indent + 2)

    def _close(self, level: int) -> None:
        """End the labels of a level and of deeper ones."""
        while self._labels and self._labels[-1][0] >= level:
            self._labels.pop()
        self._settle()

    def named(self, name: str, indent: int, *, item: bool, bold: bool) -> None:
        """Note a label, which need not name a place."""
        known = name in PLACES
        if not known and not bold:
            return
        level = 2 * indent + item
        outer = self._labels
        if self.level >= level:
            outer = [label for label in outer if label[0] < level]
        if known and not (outer and outer[-1][1] is None and not _overrules(PLACES[name])):
            origin = PLACES[name]
            if origin in _WITHIN_TASKS and self.task is None and self._base is not None:
                origin = self._base
            self._labels = [*outer, (level, origin)]
            self.group += 1
        elif not known and len(outer) < len(self._labels):
            self._labels = [*outer, (level, _asked(name))]
            self.group += 1
        elif not known and not self._labels and self.task and _asked(name):
            self._labels = [(level, _asked(name))]
        else:
            return
        self._settle()


def _is_check(title: str) -> bool:
    first = title.lstrip(" *_")[:1].lower()
    return (first in _ASKING or not (first.isascii() and first.isalnum())) and bool(TASK_ASKS.match(title))


_ASKING = frozenset("cefoqrsvx")
"""Letters in ASCII that the title of a check begins with; behind any other sign one may stand."""
_NEVER = 1 << 60
_WITHIN_TASKS = frozenset({Origin.ACCEPTANCE, Origin.VERIFICATION_STEP})
_CRITERIA = frozenset(
    {Origin.SUCCESS_CRITERIA, Origin.DEFINITION_OF_DONE, Origin.CHECKLIST, Origin.COMMIT_STRATEGY}
)


def _overrules(origin: Origin | None) -> bool:
    """Whether a label means its place even inside a work list."""
    return origin in {Origin.PRE_COMMIT, Origin.QA_SCENARIO}


def _asked(name: str) -> Origin | None:
    """Return what a label that is in no table asks for; a test that is to fail first is no check."""
    if not ASKS.match(name) or name.endswith(("fail", "fails")):
        return None
    return Origin.QA_SCENARIO if "qa" in name.split() else Origin.VERIFICATION_STEP
