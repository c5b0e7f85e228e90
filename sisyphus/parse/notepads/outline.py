"""A notepad's lines as an outline: headings with the lines that stand under each, fences respected."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.parse.notepads.stamp import parse_stamp

MAX_RECOVERIES = 8
"""Fences that nothing closes and whose text is read again; the rest of the file stays code after that."""

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*))?$")
_FENCE = re.compile(r"(?: {0,3}|[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+|[ \t]+)(`{3,}|~{3,})([^\n]*)$")
_UNDERLINE = re.compile(r" {0,3}=+[ \t]*$")
_BOLD_LINE = re.compile(r"\*\*(\S.{1,200}\S)\*\*:?[ \t]*$")
_FRONT_MATTER_LINES = 60


@dataclass(slots=True)
class Section:
    """One heading and the lines under it, up to the next heading of any level."""

    level: int
    """0 for what stands before the first heading."""
    heading: str
    line: int
    lines: list[tuple[int, str, bool]] = field(default_factory=list)
    """Line number, text, and whether it is code."""
    children: list["Section"] = field(default_factory=list)
    bold: bool = False
    """A line in bold with a stamp in front, used as a heading below the title."""

    def walk(self) -> list["Section"]:
        """Give this section and all below it, in file order."""
        found, waiting = [], [self]
        while waiting:
            section = waiting.pop()
            found.append(section)
            waiting.extend(reversed(section.children))
        return found


def parse_outline(text: str, path: str) -> tuple[Section, tuple[Finding, ...]]:
    """Build the outline. A fence that nothing closes ends at the next `##` heading, with a finding."""
    lines = text.split("\n")
    start = _after_front_matter(lines)
    code, findings = _code_lines(lines, start, path)
    root = Section(level=0, heading="", line=start + 1)
    stack = [root]
    for index in range(start, len(lines)):
        line = lines[index]
        found = None if code[index] else _HEADING.match(line)
        if found is not None:
            section = Section(len(found[1]), _trim(found[2] or ""), index + 1)
            _place(section, stack)
        elif not code[index] and (bold := _bold_heading(lines, index, stack[-1])):
            section = Section(2, bold, index + 1, bold=True)
            _place(section, stack)
        elif not code[index] and _is_underlined(lines, code, index, start):
            stack[-1].lines.pop()
            _place(Section(1, lines[index - 1].strip(), index), stack)
        else:
            stack[-1].lines.append((index + 1, line, code[index]))
    return root, findings


def _bold_heading(lines: Sequence[str], index: int, above: Section) -> str | None:
    """Give the text of a paragraph's first line that is wholly in bold and stamped, below the title alone."""
    found = _BOLD_LINE.match(lines[index]) if above.level <= 1 or above.bold else None
    if found is None or (index and lines[index - 1].strip()) or "**" in found[1]:
        return None
    stamp = parse_stamp(found[1])
    return found[1] if stamp.leading and (stamp.title or stamp.written_at) else None


def _place(section: Section, stack: list[Section]) -> None:
    while stack[-1].level >= section.level:
        stack.pop()
    stack[-1].children.append(section)
    stack.append(section)


def _trim(heading: str) -> str:
    """Drop the closing hashes of a heading."""
    bare = heading.strip()
    body = bare.rstrip("#")
    return body.rstrip() if body == "" or body[-1] in " \t" else bare


def _is_underlined(lines: Sequence[str], code: Sequence[bool], index: int, start: int) -> bool:
    """Tell whether this line of `===` underlines a title. Lines of `---` do not: authors mean a divider."""
    if index <= start or _UNDERLINE.match(lines[index]) is None or code[index - 1]:
        return False
    before = lines[index - 1]
    alone = index - 1 == start or not lines[index - 2].strip()
    return alone and bool(before.strip()) and not before.startswith(("#", "-", "*", ">", " ", "="))


def _after_front_matter(lines: Sequence[str]) -> int:
    if lines[0].rstrip() == "---":
        for index, line in enumerate(lines[1:_FRONT_MATTER_LINES], start=1):
            if line.rstrip() == "---":
                return index + 1
            if line.strip() and ":" not in line and not line.startswith((" ", "-", "#")):
                break
    return 0


def _code_lines(lines: Sequence[str], start: int, path: str) -> tuple[list[bool], tuple[Finding, ...]]:
    """Say of each line whether it is fenced code or a comment."""
    code = [False] * len(lines)
    findings: list[Finding] = []
    # Known beforehand, so that a file full of unclosed comments is not searched to its end again and again.
    last_comment = max((at for at, line in enumerate(lines) if "-->" in line), default=-1)
    index = start
    while index < len(lines):
        comment_end = _comment_end(lines, index) if index <= last_comment else index - 1
        end = comment_end if comment_end >= index else _fence_end(lines, index)
        if end is None and len(findings) < MAX_RECOVERIES:
            heading = next(
                (at for at in range(index + 1, len(lines)) if lines[at].startswith("## ")), len(lines)
            )
            end = heading - 1
            findings.append(_unclosed(path, index + 1, heading + 1 if heading < len(lines) else None))
        elif end is None:
            end = len(lines) - 1
        if end >= index:
            code[index : end + 1] = [True] * (end + 1 - index)
        index = max(end, index) + 1
    return code, tuple(findings)


def _comment_end(lines: Sequence[str], index: int) -> int:
    """Give the last line of the comment that begins here; `index - 1` when none does."""
    if not lines[index].lstrip().startswith("<!--"):
        return index - 1
    return next((at for at in range(index, len(lines)) if "-->" in lines[at]), index - 1)


def _fence_end(lines: Sequence[str], index: int) -> int | None:
    """Give the last line of the fence that begins here: `index - 1` when none does, `None` without an end."""
    opened = _FENCE.match(lines[index])
    if opened is None or (opened[1][0] == "`" and "`" in opened[2]):
        return index - 1
    mark, length = opened[1][0], len(opened[1])
    for at in range(index + 1, len(lines)):
        bare = lines[at].strip()
        if bare.startswith(mark * length) and not bare.strip(mark):
            return at
    return None


def _unclosed(path: str, line: int, heading: int | None) -> Finding:
    end = "the end" if heading is None else f"line {heading}"
    message = f"fence is never closed; read as code up to {end}"
    source = Source(path=path, line=line)
    return Finding(rule="broken-fence", severity=Severity.WARNING, message=message, source=source)
