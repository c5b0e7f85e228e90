"""The lines of a plan that say that all of it is done."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from sisyphus.model.plan import Task
from sisyphus.parse.markdown import Document, Kind
from sisyphus.parse.plans.section_names import SectionKind
from sisyphus.parse.plans.sections import Section

_CLAIM = re.compile(
    r"(?:(?:(?:overall |current |plan |final |project )?status|状态|狀態|상태|ステータス|estado|статус)\W+)?"
    r"(?:all (?:\d+ )?(?:tasks|todos|work|phases|waves|items)(?: (?:are|is|have been))?\s+"
    r"(?:complete|completed|done|finished|implemented)"
    r"|(?:plan|work|project|implementation)(?: is| has been)? (?:100% )?(?:complete|completed|done|finished)"
    r"|(?:所有|全部)任务(?:均|都)?已?(?:全部)?完成|すべての?タスク(?:が)?完了"
    r"|모든 (?:작업|태스크)(?:이|가)? ?완료(?:됨|되었습니다)?"
    r"|todas las tareas (?:están )?(?:completadas|terminadas)"
    r"|todas as tarefas (?:estão )?(?:concluídas|completas)"
    r"|все задачи (?:выполнены|завершены)|alle aufgaben (?:sind )?(?:erledigt|abgeschlossen)"
    r"|toutes les tâches (?:sont )?(?:terminées|achevées)"
    r"|(?P<bare>(?:100% )?complete|completed|fully implemented"
    r"|完成|已完成|全部完成|完了|완료|completado|concluído|завершено))"
    r"(?: successfully)?(?:\W*\d{4}-\d{2}-\d{2}\W*|\W*[(\uff08](?P<remark>[^()\uff08\uff09]*)[)\uff09])?\W*$"
)
_FIRST_LETTERS = frozenset("aAcCeEfFoOpPsStTwWiI1\v\f\r\x1c\x1d\x1e\x1f")
"""What claims begin with that are written in ASCII, and blanks before them."""
_ALL = ("all ", "所有", "全部任务", "모든", "すべて", "todas", "все ", "alle ", "toutes")
_OF_PLAN = re.compile(
    r"(?:(?:overall |final )?status\W+)?(?:(?:all (?:\d+ )?(?:tasks|todos|phases|waves)|plan|project)\b"
    r"|" + "|".join(_ALL[1:]) + ")"
)
"""What speaks of the whole plan wherever it stands: a paragraph below the last task is read as part of it."""
_BUT = re.compile(r"except|but|partial|pending|remain|without|todo|phase|wave|除|待|剩", re.IGNORECASE)
"""Words of a remark that take a claim back."""
_LOUD = re.compile(r"[✅🎉]|status\W|状态|狀態|상태|ステータス|estado|статус", re.IGNORECASE)
_STATUS_LINE = re.compile(r"status\W|状态|狀態|상태|ステータス|estado|статус", re.IGNORECASE)
_LONGEST_CLAIM = 80
_WANTS = frozenset(
    {
        SectionKind.DEFINITION_OF_DONE,
        SectionKind.DELIVERABLE,
        SectionKind.CHECKLIST,
        SectionKind.ACCEPTANCE,
        SectionKind.SUCCESS,
        SectionKind.VERIFICATION,
        SectionKind.COMMIT,
        SectionKind.EXECUTION,
        SectionKind.MATRIX,
    }
)
"""Sections that say what should be, where `All tasks complete` is a wish."""


def find_claims(
    document: Document, sections: tuple[Section, ...], tasks: tuple[Task, ...]
) -> Iterator[tuple[int, str]]:
    """Yield the lines outside tasks that say that the whole plan is complete."""
    starts = [t.line for t in tasks]
    reach = list(accumulate((t.end_line for t in tasks), max))
    headings = [s.line for s in sections]
    for index in sorted((*document.places[Kind.PARAGRAPH], *document.places[Kind.HEADING])):
        block = document.blocks[index]
        if block.parent >= 0:
            continue
        for offset, line in enumerate(block.text.split("\n")):
            claim = _claim(line)
            if claim is None:
                continue
            number = block.line + offset
            position = bisect_right(starts, number) - 1
            inside = position >= 0 and number <= reach[position]
            if inside and not _OF_PLAN.match(claim.string):
                continue
            around = bisect_right(headings, number) - 1
            wanted = around >= 0 and sections[around].effective in _WANTS and not _LOUD.search(line)
            heads = block.kind is Kind.HEADING and _heads_more(document, index)
            # `✅ Completed` over a list says so of the list alone.
            if not wanted and not (heads and claim["bare"] and not _STATUS_LINE.search(line)):
                yield number, line.strip()


def _claim(line: str) -> re.Match[str] | None:
    """Return the claim that a line is."""
    text = line.strip("*_#>✅🎉 \t.![]")
    first = text[:1]
    if first.isascii() and first not in _FIRST_LETTERS:
        return None
    text = text.casefold()
    for sign in ("**", "✅", "🎉"):
        text = text.replace(sign, "")
    match = _CLAIM.match(text.strip()) if len(text) <= _LONGEST_CLAIM else None
    if match is None or (match["remark"] and _BUT.search(match["remark"])):
        return None
    # A bare "Complete" is a claim only as a status, or with a sign that shouts it.
    loud = line.isupper() or _LOUD.search(line)
    return match if loud or match.string.startswith(_ALL) else None


def _heads_more(document: Document, index: int) -> bool:
    """Whether a heading has items, rows or deeper headings below it."""
    heading = document.blocks[index]
    for block in document.blocks[index + 1 :]:
        if block.kind is Kind.HEADING:
            return block.level > heading.level
        if block.kind is Kind.ITEM or block.kind is Kind.ROW:
            return True
    return False
