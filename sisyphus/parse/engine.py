"""How the original engine reads a plan's rows, to tell its users what it will not count.

It has had several rules. Those that look for task sections are held here: one from v3.16.0 on, and a stricter
one from v4.19.0 on. Neither is a Markdown parser: both go line by line.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sisyphus.model.lint import Dropped, EngineView


class _Form(NamedTuple):
    """One rule of the engine."""

    since: str
    tasks: re.Pattern[str]
    final: re.Pattern[str]
    ends: re.Pattern[str]
    row: re.Pattern[str]
    label: re.Pattern[str]
    fences: bool
    """Whether it leaves out what stands in code fences."""


_OLD = _Form(
    since="v3.16.0",
    tasks=re.compile(r"## TODOs\b", re.IGNORECASE),
    final=re.compile(r"## Final Verification Wave\b", re.IGNORECASE),
    ends=re.compile(r"## "),
    row=re.compile(r"[-*]\s*\[\s*[xX]?\s*\]\s+(?P<text>\S.*)"),
    label=re.compile(r"(?P<final>[Ff])?\d+\. "),
    fences=False,
)
_NEW = _Form(
    since="v4.19.0",
    tasks=re.compile(r"##[ \t]+TODOs(?:[ \t]+#+)?[ \t]*$", re.IGNORECASE),
    final=re.compile(r"##[ \t]+Final[ \t]+Verification[ \t]+Wave(?:[ \t]+#+)?[ \t]*$", re.IGNORECASE),
    ends=re.compile(r"##?(?:[ \t]|$)"),
    row=re.compile(r"- \[[ xX]\] (?P<text>\S.*)"),
    label=re.compile(r"(?P<final>[Ff])?[1-9]\d*\. "),
    fences=True,
)
_SIMPLE = re.compile(r"[-*]\s*\[\s*[xX]?\s*\]\s+\S")
"""Without a task section: every box that is not indented."""
_FENCE = re.compile(r"[ \t]{0,3}(?P<marks>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)$")
_BOX = re.compile(r"(?P<indent>\s*)(?P<bullet>[-*+]|\d+[.)])?\s*\[(?P<marker>[^\]]*)\]\s*(?P<text>.*)")


class _Reading(NamedTuple):
    structured: bool
    counted: frozenset[int]
    hidden: Mapping[int, int]
    """Lines in fences, with the line that opens the fence."""
    under: Mapping[int, tuple[int, bool | None]]
    """By line: the heading that the engine sees above it, and whether that opens the final wave; `None` for
    a heading that opens neither section."""


def view(lines: Sequence[str], tasks: Collection[int]) -> EngineView:
    """Return what the engine makes of a plan whose tasks stand on the lines `tasks` (from 1)."""
    new = _read(lines, _NEW)
    lost = sorted(set(tasks) - new.counted)
    old = _read(lines, _OLD).counted if lost else frozenset()
    dropped = []
    for line in lost:
        reason, heading = _why(lines, new, line)
        since = _NEW.since if line in old else _OLD.since
        dropped.append(Dropped(line=line, since=since, reason=reason, heading=heading))
    return EngineView(structured=new.structured, counted=len(new.counted), dropped=tuple(dropped))


def _read(lines: Sequence[str], form: _Form) -> _Reading:
    hidden = _fenced(lines) if form.fences else {}
    final: bool | None = None
    heading = 0
    under: dict[int, tuple[int, bool | None]] = {}
    structured, simple, rows = False, set[int](), set[int]()
    for number, text in enumerate(lines, 1):
        if number in hidden:
            continue
        if text[:1] == "#" and form.ends.match(text):
            heading = number
            final = False if form.tasks.match(text) else True if form.final.match(text) else None
            structured = structured or final is not None
        under[number] = heading, final
        if text[:1] not in {"-", "*"} or "[" not in text:
            continue
        if _SIMPLE.match(text):
            simple.add(number)
        row = form.row.match(text)
        label = form.label.match(row["text"]) if row else None
        if label and final is not None and (not form.fences or bool(label["final"]) is final):
            rows.add(number)
    return _Reading(structured, frozenset(rows if structured else simple), hidden, under)


def _fenced(lines: Sequence[str]) -> dict[int, int]:
    """Return the lines in code fences as the engine sees them: it knows no lists that would end one."""
    inside: dict[int, int] = {}
    marks, opened = "", 0
    for number, text in enumerate(lines, 1):
        match = _FENCE.match(text) if "```" in text or "~~~" in text else None
        if not marks and match:
            marks, opened = match["marks"], number
            inside[number] = opened
        elif marks:
            inside[number] = opened
            if match and match["marks"].startswith(marks) and not match["info"].strip():
                marks = ""
    return inside


def _why(lines: Sequence[str], reading: _Reading, line: int) -> tuple[str, int | None]:
    """Return why a row is not counted, and the heading that makes it so."""
    if line in reading.hidden:
        return f"the code fence of line {reading.hidden[line]} is not closed for it", None
    heading, final = reading.under[line]
    if reading.structured and final is None:
        return "no heading that it knows stands above", heading
    return _fault(lines[line - 1], structured=reading.structured), None


def _fault(text: str, *, structured: bool) -> str:
    """Return what the form of a row lacks."""
    match = _BOX.match(text)
    if match is None or match["bullet"] is None:
        return "only items of lists are rows for it"
    if match["indent"] or match["bullet"] != "-":
        return "a row has to begin with `- [ ]`, not indented"
    if match["marker"] not in {" ", "x", "X"}:
        return f"it does not know the marker [{match['marker'][:3]}]"
    if not structured or not _NEW.label.match(match["text"]):
        return "an id has to be a bare number from 1 on with a full stop, as in `1. `"
    if not _NEW.row.match(text):
        return "one blank has to stand between box and id"
    return "ids of the final wave begin with F, those of tasks do not"
