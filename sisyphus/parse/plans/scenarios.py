"""QA scenarios in a task's body: fenced, with fences that are only written out, or bare."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from sisyphus.model.plan import Scenario
from sisyphus.parse.plans.field_names import Field
from sisyphus.parse.plans.fields import FieldLine
from sisyphus.parse.plans.named_fields import field_named
from sisyphus.parse.plans.paths import find_evidence_paths, path_names
from sisyphus.parse.plans.scenario_names import LISTED, PART_NAMES, TITLE_STARTS, Part, part_named

_FENCE = re.compile(r"\\?(?:`{3,}|~{3,}|(?:\\`){3,})")
_LEAD = re.compile(r"(?:\d{1,3}[.)][\s*_]*)?(?:\[[^\]]\][\s*_]*)?")
_TAIL = re.compile(r"\s*\([^()]*\)\s*$")
_NUMBER = re.compile(r"(?:^|(?<=\s))(\d{1,2})[.)]\s+")
_PIECE = re.compile(r"[|;]\s{0,4}|[.,]\s{1,4}(?=\W{0,2}[A-Z][a-z]+(?: [A-Z]?[a-z]+){0,2}\W{0,2}:)")
_COLON = re.compile("[:：]")  # noqa: RUF001 - full width
_LONGEST_NAME = 80
_MARKS = " \t>-*+#_"
_OPENERS = frozenset("0123456789[")
_LEADING = " \t>-*+#_.)[]0123456789"


@dataclass
class _Draft:
    title: str
    line: int
    fenced: bool
    parts: dict[Part, list[str]] = field(default_factory=dict)


def read_scenarios(
    lines: Sequence[str], first: int, last: int, named: Sequence[FieldLine]
) -> tuple[Scenario, ...]:
    """Return the scenarios of the body on lines `first` to `last` (from 1, inclusive).

    `named` are the lines of its field of scenarios.
    """
    start = next((f.line for f in named if f.opens), None)
    if start is None:
        start = _first_beginning(lines, first, last)
    if start is None:
        return ()
    reader = _Reader()
    for number in range(start, last + 1):
        if text := lines[number - 1].strip():
            reader.read(text, number)
    reader.end()
    return tuple(reader.found)


def _first_beginning(lines: Sequence[str], first: int, last: int) -> int | None:
    for number, line in enumerate(lines[first - 1 : last], first):
        if (":" in line or "：" in line) and _begins(line):  # noqa: RUF001 - full width
            return number
    return None


def _begins(line: str) -> bool:
    """Whether a line outside a field of scenarios begins one."""
    if ":" not in line and "：" not in line:  # noqa: RUF001 - full width
        return False
    text = line.lstrip(_LEADING)
    return text[:2].casefold() in TITLE_STARTS and part_named(_key(text)[0]) is Part.TITLE


class _Reader:
    """Reads the lines from the first scenario on, one by one."""

    def __init__(self) -> None:
        self._draft: _Draft | None = None
        self._part: Part | None = None
        self._fenced = False
        self._open = True
        """Whether the lines stand in a field of scenarios."""
        self.found: list[Scenario] = []

    def read(self, text: str, number: int) -> None:
        """Take one line, stripped and not empty."""
        if text[0] in "`\\~" and _FENCE.match(text):
            self._fenced = not self._fenced
            if self._draft and self._draft.fenced:
                self.end()
            return
        if self._part is Part.STEPS and text[0].isdigit() and not _begins(text):
            self._add(Part.STEPS, text)
            return
        name, value = _key(text)
        part = self._part_of(name) if name else None
        if part is Part.TITLE:
            self.end()
            self._begin(value if part_named(name) is Part.TITLE and name in _PLAIN else text, number)
        elif part:
            if self._draft or (self._open and part in _BEGINNINGS):
                self._draft = self._draft or _Draft("", number, self._fenced)
                self._take(part, value)
        elif name and (not self._fenced or text[:2] == "**") and (opened := field_named(name)) is not None:
            self.end()
            self._fenced = False
            self._open = opened is Field.SCENARIOS
            if self._open and value:
                self._begin(value, number)
        elif self._part:
            self._add(self._part, text)

    def end(self) -> None:
        """End the scenario under way, if there is one."""
        if self._draft and (self._draft.title or self._draft.parts):
            self.found.append(_finished(self._draft))
        self._draft = self._part = None

    def _part_of(self, name: str) -> Part | None:
        part = part_named(name)
        if part is Part.FAILURE and name == "failure" and self._draft:
            # `Happy: …` and `Failure: …` are two scenarios.
            return Part.TITLE if self._draft.title[:5].casefold() == "happy" else part
        return None if self._part is Part.STEPS and name in _ALSO_STEPS else part

    def _begin(self, text: str, number: int) -> None:
        title, pieces = _split(text)
        self._draft = _Draft(title.strip("* ").removeprefix("- "), number, self._fenced)
        for piece in pieces:
            self._read_piece(piece)

    def _read_piece(self, piece: str) -> None:
        name, value = _key(piece)
        part = part_named(name)
        if part and part is not Part.TITLE:
            self._take(part, value)

    def _take(self, part: Part, value: str) -> None:
        self._part = part
        value, pieces = _split(value)
        self._add(part, value)
        for piece in pieces:
            self._read_piece(piece)

    def _add(self, part: Part, text: str) -> None:
        if self._draft and text:
            steps = _steps(text) if part in LISTED else (text,)
            self._draft.parts.setdefault(part, []).extend(steps)


_PLAIN = frozenset(PART_NAMES[Part.TITLE].split("|"))
_ALSO_STEPS = frozenset(
    {"assert", "asserts", "assertion", "expect", "断言", "setup", "given", "when", "cleanup", "capture"}
)
"""Words that begin a step as well as a part."""
_BEGINNINGS = frozenset({Part.TOOL, Part.PRECONDITIONS, Part.STEPS, Part.EXPECTED})
"""Parts that begin a scenario without a title."""


def _key(text: str) -> tuple[str, str]:
    """Return the name before the first colon, in lower case, and what stands behind it."""
    if text.isascii():
        at = text.find(":", 0, _LONGEST_NAME)
    else:
        colon = _COLON.search(text, 0, _LONGEST_NAME)
        at = colon.start() if colon else -1
    if at < 0:
        bare = text.startswith(("**", "__")) and len(text) <= _LONGEST_NAME
        return (_name(text) if bare else ""), ""
    name = _name_before(text[:at])
    return ("", text) if name is None else (name, text[at + 1 :].lstrip("*_ \t").rstrip())


# Plans repeat their names over and over.
@lru_cache(maxsize=4096)
def _name_before(head: str) -> str | None:
    """Return the name that stands before a colon; None where inline code does."""
    head = head.strip(_MARKS)
    if head[:1] in _OPENERS and (lead := _LEAD.match(head)):
        head = head[lead.end() :]
    return None if "`" in head else _name(head)


def _name(head: str) -> str:
    if head.endswith((")", ")**", ")__")):
        head = _TAIL.sub("", head.strip(_MARKS))
    name = head.strip(_MARKS).casefold().rstrip(" 0123456789#")
    return " ".join(name.split()) if "  " in name else name


def _split(value: str) -> tuple[str, list[str]]:
    """Split `x | Tool: y; Steps: z` before the pieces that name a part; backticks protect."""
    if ":" not in value:
        return value, []
    cuts = [
        m
        for m in _PIECE.finditer(value)
        if part_named(_key(value[m.end() : m.end() + _LONGEST_NAME])[0])
        and not value.count("`", 0, m.start()) % 2
    ]
    ends = [m.start() for m in cuts[1:]] + [len(value)]
    pieces = [value[m.end() : end] for m, end in zip(cuts, ends, strict=True)] if cuts else []
    return (value[: cuts[0].start()].rstrip() if cuts else value), pieces


def _steps(text: str) -> list[str]:
    """Return one line's steps: `1. x 2. y` holds two; bullet and number are dropped."""
    wanted = 1 if " 2. " in text or " 2) " in text else 0
    cuts: list[re.Match[str]] = []
    for match in _NUMBER.finditer(text) if wanted else ():
        if int(match[1]) == wanted and not text.count("`", 0, match.start()) % 2:
            cuts.append(match)
            wanted += 1
    if len(cuts) > 1 and cuts[0].start() == 0:
        ends = [m.start() for m in cuts[1:]] + [len(text)]
        return [text[m.end() : end].strip() for m, end in zip(cuts, ends, strict=True)]
    lead = _STEP_LEAD.match(text)
    return [text[lead.end() :] if lead else text]


_STEP_LEAD = re.compile(r"(?:[-*+]|\d{1,3}[.)])\s+(?:\[[^\]]\]\s+)?")


def _finished(draft: _Draft) -> Scenario:
    parts = {part: tuple(filter(None, texts)) for part, texts in draft.parts.items()}
    return Scenario(
        title=draft.title,
        line=draft.line,
        tool=" ".join(parts.get(Part.TOOL, ())) or None,
        preconditions=parts.get(Part.PRECONDITIONS, ()),
        steps=parts.get(Part.STEPS, ()),
        expected=parts.get(Part.EXPECTED, ()),
        failure_indicators=parts.get(Part.FAILURE, ()),
        evidence=tuple(dict.fromkeys(e for t in parts.get(Part.EVIDENCE, ()) for e in _evidence(t))),
    )


def _evidence(text: str) -> Sequence[str]:
    """Return the paths that a line of evidence names; its words where it names none."""
    text = text.strip("*` ")
    return find_evidence_paths(text) or (path_names(text) if " " not in text else ()) or (text,)
