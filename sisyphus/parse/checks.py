"""Commands of a plan that should prove something: where they stand, and what they should show."""

import hashlib
import json
import re
from collections.abc import Sequence
from functools import lru_cache

from sisyphus.model.check import Assertion, AssertionKind, Check, Expectation
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.plan import Box, Role, Task
from sisyphus.parse.commands.carried import tells_code
from sisyphus.parse.commands.directory import stated_directory
from sisyphus.parse.commands.drafts import Draft, Trail
from sisyphus.parse.commands.entries import read_entries, read_line
from sisyphus.parse.commands.exact_form import read_exact
from sisyphus.parse.commands.fences import read_fence
from sisyphus.parse.commands.looks import Looks
from sisyphus.parse.commands.names import KEYS
from sisyphus.parse.commands.places import Places
from sisyphus.parse.commands.programs import PROGRAMS
from sisyphus.parse.commands.result_text import result_text
from sisyphus.parse.commands.risk import judge
from sisyphus.parse.commands.shell_facts import Shell
from sisyphus.parse.commands.side_effects import only_commits
from sisyphus.parse.commands.spoken_words import LEAD_IN
from sisyphus.parse.commands.steps import Reader
from sisyphus.parse.commands.table_rows import read_row
from sisyphus.parse.commands.windows import CMDLET
from sisyphus.parse.expectation import parse_expectation
from sisyphus.parse.markdown import Document, Kind
from sisyphus.parse.plans.sections import Section
from sisyphus.parse.shell import read_shell

TIMEOUT_S = 600
"""How long a check may run where the plan does not say."""


def find_checks(
    document: Document,
    *,
    path: str,
    sections: tuple[Section, ...],
    tasks: tuple[Task, ...],
    boxes: tuple[Box, ...],
) -> tuple[tuple[Check, ...], tuple[Finding, ...]]:
    """Return the checks of a plan in file order, and what is wrong with them."""
    checks: list[Check] = []
    findings: list[Finding] = []
    seen: dict[str, int] = {}
    for draft in sorted(find_drafts(document, sections, tasks, boxes), key=lambda d: d.line):
        bash = draft.shell == "bash" and draft.looks is Looks.COMMAND
        read = read_shell(draft.command) if bash else None
        if read and only_commits(read.calls):
            continue
        check = _check(draft, read, path, seen)
        checks.append(check)
        masked = _masked_exit(check, read)
        if masked:
            findings.append(masked)
    return tuple(checks), tuple(findings)


def find_drafts(
    document: Document, sections: Sequence[Section], tasks: Sequence[Task], boxes: Sequence[Box]
) -> list[Draft]:
    """Return the commands of a plan where they stand, with the words about their results."""
    places = Places(sections, tasks, boxes)
    trail = Trail()
    titles = {t.line for t in tasks if t.role is Role.TASK}
    reader = Reader(trail, places, fenced=False)
    lines = _without_escaped_fences(document.lines)
    paragraph, item, row, fence, code = Kind.PARAGRAPH, Kind.ITEM, Kind.ROW, Kind.FENCE, Kind.CODE
    for block in document.blocks:
        kind, first, last = block[:3]
        if first <= trail.read_to:
            continue
        if first >= places.boundary:
            places.enter(first)
            trail.enter(places.group)
            reader.part = None
        if kind is paragraph:
            first += first in titles
            if first < last or (first == last and not _says_nothing(lines[first - 1], first, reader)):
                _read_paragraph(lines, first, last, reader)
        elif kind is item:
            line = lines[first - 1]
            places.item(first, len(line) - len(line.lstrip()))
        elif kind is row:
            read_row(block, trail, places)
        elif kind is fence or kind is code:
            read_fence(document, block, trail, places)
    return trail.drafts


def _without_escaped_fences(lines: Sequence[str]) -> Sequence[str]:
    """Blank the lines of fences that were written escaped, as in the prompt: what they hold is plain text."""
    text = "\n".join(lines)
    # One sign is found far faster than several.
    if "\\" not in text or "\\`\\`\\`" not in text:
        return lines
    return ["" if "\\`" in line and _ESCAPED_FENCE.fullmatch(line.strip()) else line for line in lines]


_ESCAPED_FENCE = re.compile(r"(?:\\`){3,}\w*")


def _read_paragraph(lines: Sequence[str], first: int, last: int, reader: Reader) -> None:
    """Take the commands of a paragraph or an item; a task's own title, left out, holds none."""
    places = reader.places
    reader.first = first
    alone = first == last
    for entry in read_line(lines[first - 1]) if alone else read_entries(lines[first - 1 : last], wraps=True):
        if not entry.item:
            places.paragraph(entry.indent)
        if entry.name and entry.name not in KEYS:
            places.named(entry.name, entry.indent, item=entry.item, bold=entry.bold)
            if places.group != reader.trail.group:
                reader.trail.enter(places.group)
        reader.read(entry, places.origin)


def _says_nothing(line: str, number: int, reader: Reader) -> bool:
    """Pass a line by that holds no command and names no place; most lines of a plan are such."""
    places = reader.places
    bare = line.lstrip()
    indent = len(line) - len(bare)
    item = bare[:1] in _BULLETS and bare[:2] != "**"
    level = 2 * indent + item
    if places.closed and places.level < level:
        if _may_overrule(bare):
            return False
    elif ":" in bare or "**" in bare or "__" in bare or "\uff1a" in bare:
        # It may name a place.
        return False
    elif places.origin is not None and (_may_hold(bare) or reader.trail.last(number)):
        return False
    if not item and places.level > level + 1:
        places.paragraph(indent)
    if reader.part is not None:
        reader.pass_by(indent, item=item)
    return True


def _may_overrule(text: str) -> bool:
    """Whether a line may name a place below a label that says that nothing there is a check."""
    text = text.lower()
    if "commit" in text or "step" in text or "enari" in text or ("qa" in text and _QA.search(text)):
        return True
    return not text.isascii() and _OVERRULING.search(text) is not None


def _may_hold(text: str) -> bool:
    """Whether a line may hold a command in an open place."""
    if "`" in text:
        return True
    match = _FIRST.match(text)
    first = match[1] if match else ""
    return not first.isalpha() or first in PROGRAMS or bool(LEAD_IN.match(first))


_FIRST = re.compile(r"(?:[-*+\u2022]\s+|\d+[.)]\s+)?(?:\[.\]\s+)?(\S+)")
# Beside those in ASCII (`scenario`, `skenario` and `szenarien` have their middle in common), in lower case.
# None begins with a letter that is frequent in English, so that the search passes by what is only decorated.
_OVERRULING = re.compile(
    "\u573a\u666f|\u5834\u666f|\u60c5\u5883|\u1ecbch b\u1ea3n|\u00e9nario|\u00e1rio(?<=cen\u00e1rio)"
    "|\uc2dc\ub098\ub9ac\uc624|\u0441\u0446\u0435\u043d|\u30b7\u30ca\u30ea\u30aa|\u63d0\u4ea4|\ucee4\ubc0b"
)
_QA = re.compile(r"qa\b")
_BULLETS = frozenset("-*+0123456789")


def _check(draft: Draft, read: Shell | None, path: str, seen: dict[str, int]) -> Check:
    words = result_text(draft)
    exact = read_exact(words or "") or read_exact(draft.options or "")
    expect = parse_expectation(words, draft.command)
    if exact and exact.assertions and not (words and expect.understood):
        expect = Expectation(text=words or draft.options, assertions=exact.assertions, understood=True)
    masked = read and read.masked and read.masked.startswith(("||", ";"))
    always_0 = (
        masked or tells_code(draft.command) or (draft.shell == "powershell" and CMDLET.match(draft.command))
    )
    if always_0 and {(a.kind, a.equals) for a in expect.assertions} == {(AssertionKind.EXIT_CODE, 0)}:
        # `… || true` and a cmdlet end with 0 whatever happens, so exit code 0 proves nothing.
        expect = Expectation(text=expect.text, assertions=expect.assertions, understood=False)
    verdict = judge(draft.command, draft.context, draft.looks, draft.shell)
    cwd = stated_directory(words, draft.command, draft.context) or "."
    return Check(
        id=_id(draft, expect, cwd, seen),
        task=draft.task,
        label=draft.label,
        origin=draft.origin,
        path=path,
        line=draft.line,
        command=draft.command,
        context=draft.context,
        shell=draft.shell,
        cwd=cwd,
        timeout_s=exact.timeout_s if exact and exact.timeout_s else TIMEOUT_S,
        expect=expect,
        runnable=verdict.why_not is None,
        why_not=verdict.why_not,
        needs_own_approval=verdict.needs_own_approval,
        risk=verdict.risk,
        programs=read.programs if read else (),
    )


def _id(draft: Draft, expect: Expectation, cwd: str, seen: dict[str, int]) -> str:
    """Return an id that holds when lines move: what is run for which task, where, and what it should show.

    What an old run showed proves nothing of a new expectation. Equal ones are told apart by their order.
    """
    shown = _shown(expect.assertions, expect.understood)
    content = "\0".join((draft.task or "", draft.shell, cwd, *draft.context, draft.command, shown))
    seen[content] = met = seen.get(content, 0) + 1
    digest = hashlib.sha256(f"{content}\0{met}".encode("utf-8", "surrogatepass"))
    return f"c-{digest.hexdigest()[:10]}"


@lru_cache(maxsize=512)
def _shown(assertions: tuple[Assertion, ...], understood: bool) -> str:  # noqa: FBT001 - a key of the cache
    wanted = [(a.kind, a.equals, a.op, a.value, a.text, a.pattern, a.path) for a in assertions]
    return json.dumps([wanted, understood])


def _masked_exit(check: Check, read: Shell | None) -> Finding | None:
    """Return a finding where the exit code that decides is not that of the command in question."""
    codes = {AssertionKind.EXIT_CODE, AssertionKind.EXIT_NONZERO}
    if read is None or read.masked is None or not any(a.kind in codes for a in check.expect.assertions):
        return None
    piped = read.masked.startswith("|") and not read.masked.startswith("||")
    return Finding(
        rule="masked-exit",
        severity=Severity.INFO if piped else Severity.WARNING,
        message=f"`{read.masked[:60]}` decides the exit code, so a failure before it can stay hidden",
        source=Source(path=check.path, line=check.line),
    )
