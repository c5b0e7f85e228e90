"""The columns of the table of plans, and which of them fit a width."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from sisyphus.model.judgement import Owner, Phase
from sisyphus.model.table import PlanRow, TableDocument
from sisyphus.render.terminal import Span, Style, safe, width_of
from sisyphus.render.words import OWNER_WORDS, PHASE_STYLES, PHASE_WORDS, ago, committed_part, part

_LEAST_NAME = 18
"""Cells that names keep, if they need them, before a column is left out; in a wide row a quarter of it."""
_SHORT_OWNERS = OWNER_WORDS | {Owner.EXTERNAL: "ext."}


class Column(NamedTuple):
    """One column: its heading, and what it says of a plan."""

    heading: str
    cell: Callable[[PlanRow, TableDocument], Span]


def _muted(plan: PlanRow) -> Style:
    return Style.MUTED if plan.phase is Phase.COMPLETE else Style.PLAIN


def _name(plan: PlanRow, _: TableDocument) -> Span:
    return Span(("* " if plan.active else "  ") + plan.name, Style.STRONG if plan.active else _muted(plan))


def _phase(plan: PlanRow, _: TableDocument) -> Span:
    return Span(PHASE_WORDS[plan.phase], PHASE_STYLES[plan.phase])


def _phase_shortly(plan: PlanRow, _: TableDocument) -> Span:
    word = "unverified" if plan.phase is Phase.DONE_UNVERIFIED else PHASE_WORDS[plan.phase]
    return Span(word, PHASE_STYLES[plan.phase])


def _tasks(plan: PlanRow, _: TableDocument) -> Span:
    return Span(part(plan.task), _muted(plan))


def _final_wave(plan: PlanRow, _: TableDocument) -> Span:
    return Span(part(plan.final_wave), _muted(plan))


def _criteria(plan: PlanRow, _: TableDocument) -> Span:
    return Span(part(plan.acceptance), _muted(plan))


def _claimed(plan: PlanRow, _: TableDocument) -> Span:
    return Span(_of(plan.proof.claimed, plan), _muted(plan))


def _committed(plan: PlanRow, document: TableDocument) -> Span:
    return Span(committed_part(plan, document.repository), _muted(plan))


def _verified(plan: PlanRow, _: TableDocument) -> Span:
    return Span(_of(plan.proof.verified, plan), _muted(plan))


def _of(number: int, plan: PlanRow) -> str:
    return f"{number}/{plan.proof.of}" if plan.proof.of else "-"


def _proof(plan: PlanRow, document: TableDocument) -> Span:
    return _three(plan, "unknown" if document.repository is None else str(plan.proof.committed))


def _proof_shortly(plan: PlanRow, document: TableDocument) -> Span:
    return _three(plan, "?" if document.repository is None else str(plan.proof.committed))


def _three(plan: PlanRow, committed: str) -> Span:
    shown = f"{plan.proof.claimed}·{committed}·{plan.proof.verified}" if plan.proof.of else "-"
    return Span(shown, _muted(plan))


def _blocked_by(plan: PlanRow, _: TableDocument) -> Span:
    if not plan.blockers:
        return Span("-", _muted(plan))
    first, *more = plan.blockers
    text = f"{OWNER_WORDS[first.owner]}: {first.rule}" + (f" +{len(more)}" if more else "")
    return Span(text, _waiting_style(plan))


def _waits_for(plan: PlanRow, _: TableDocument) -> Span:
    owners = {b.owner for b in plan.blockers}
    return Span(", ".join(_SHORT_OWNERS[o] for o in Owner if o in owners) or "-", _waiting_style(plan))


def _waiting_style(plan: PlanRow) -> Style:
    return Style.ATTENTION if plan.phase is Phase.BLOCKED else _muted(plan)


def _last_activity(plan: PlanRow, document: TableDocument) -> Span:
    return Span(ago(plan.last_activity, document.taken_at), Style.MUTED)


NAME = Column("PLAN", _name)
PHASE = Column("PHASE", _phase)
SHORT_PHASE = Column("PHASE", _phase_shortly)
TASKS = Column("TASKS", _tasks)
FINAL_WAVE = Column("FINAL", _final_wave)
CRITERIA = Column("CRITERIA", _criteria)
CLAIMED = Column("CLAIMED", _claimed)
COMMITTED = Column("COMMITTED", _committed)
VERIFIED = Column("VERIFIED", _verified)
PROOF = Column("C·C·V", _proof)
SHORT_PROOF = Column("C·C·V", _proof_shortly)
BLOCKED_BY = Column("BLOCKED BY", _blocked_by)
WAITS_FOR = Column("BLOCKED BY", _waits_for)
LAST_ACTIVITY = Column("LAST ACTIVITY", _last_activity)
LAST = Column("LAST", _last_activity)


LAYOUTS: tuple[tuple[Column, ...], ...] = (
    (NAME, PHASE, TASKS, FINAL_WAVE, CRITERIA, CLAIMED, COMMITTED, VERIFIED, BLOCKED_BY, LAST_ACTIVITY),
    (NAME, PHASE, TASKS, FINAL_WAVE, CRITERIA, CLAIMED, COMMITTED, VERIFIED, WAITS_FOR, LAST),
    (NAME, SHORT_PHASE, TASKS, FINAL_WAVE, CRITERIA, PROOF, WAITS_FOR, LAST),
    (NAME, SHORT_PHASE, TASKS, FINAL_WAVE, SHORT_PROOF, WAITS_FOR, LAST),
    (NAME, SHORT_PHASE, TASKS, SHORT_PROOF, WAITS_FOR, LAST),
    (NAME, SHORT_PHASE, TASKS, SHORT_PROOF, LAST),
    (NAME, SHORT_PHASE, TASKS, SHORT_PROOF),
)
"""From wide to narrow; the first one that leaves room for the names is shown."""

Rows = list[list[Span]]


def lay_out(
    plans: Sequence[PlanRow], document: TableDocument, width: int | None
) -> tuple[tuple[Column, ...], Rows]:
    """Return the widest layout whose columns fit `width` cells (`None`: no limit), with its rows."""
    chosen, rows = LAYOUTS[-1], _rows(LAYOUTS[-1], plans, document)
    for layout in LAYOUTS:
        found = _rows(layout, plans, document)
        if width is None or _least_width(found, max(_LEAST_NAME, width // 4)) <= width:
            return layout, found
    return chosen, rows


def legend(layout: Sequence[Column], document: TableDocument) -> str | None:
    """Return what the heading of the narrow column stands for; `None` for a layout without it."""
    if PROOF not in layout and SHORT_PROOF not in layout:
        return None
    words = "C·C·V: tasks claimed · committed · verified"
    return f"{words} (?: unknown)" if SHORT_PROOF in layout and document.repository is None else words


def _rows(layout: Sequence[Column], plans: Sequence[PlanRow], document: TableDocument) -> Rows:
    heading = [Span(("  " if column is NAME else "") + column.heading, Style.MUTED) for column in layout]
    return [heading, *([column.cell(plan, document) for column in layout] for plan in plans)]


def _least_width(rows: Rows, name: int) -> int:
    widths = [max(width_of(safe(cell.text)) for cell in column) for column in zip(*rows, strict=True)]
    return min(widths[0], name) + sum(widths[1:]) + 2 * (len(widths) - 1)
