"""A note as text: the entry and the head of a new notepad, in the form that agents use and we read back."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from sisyphus.errors import UsageError
from sisyphus.parse.markdown import Kind, parse_markdown
from sisyphus.parse.notepads.words import first_sentence

PURPOSES: Mapping[str, str] = MappingProxyType(
    {
        "learnings": "Conventions, patterns and what worked.",
        "decisions": "Choices and their reasons.",
        "issues": "Problems met on the way, and how they were solved.",
        "problems": "What is unresolved and waits for somebody.",
    }
)
"""The kinds of notepad that notes go to, and what each is for."""

LONGEST = 64 * 1024
"""Characters of one note: a notepad is read whole, at most 2 MiB."""

_TITLE = 80
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ATX = re.compile(r"^ {0,3}#{1,2}(?=[ \t]|$)")
_WORD = re.compile(r"\w")
_FENCE = re.compile(r"`{3,}|~{3,}")
_MOST_OPEN = 8
_NEWLINE = "\n"
_ENTRY_LEVEL = 2
"""Headings of entries; those of a note must lie below."""


def entry_text(text: str, *, task: str | None, at: datetime) -> str:
    """Return a note as one entry, ending in a newline.

    Headings inside it are moved below the entry's own, an open fence is closed: what is written as one note
    is read as one entry. Raises UsageError for a note that is empty, too long or not text.
    """
    body = _one_entry(_clean(text))
    stamp = f"## [{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}]"
    if task:
        return f"{stamp} Task: {task}\n\n{body}\n"
    heading, _, rest = body.partition("\n")
    if heading.startswith("### ") and rest.strip():  # the note has a heading of its own
        return f"{stamp} {heading.removeprefix('### ')}\n\n{rest.strip(_NEWLINE)}\n"
    return f"{stamp} {_title(body)}\n\n{body}\n"


def scaffold_text(kind: str, plan: str) -> str:
    """Return the head of a new notepad: it holds no entry."""
    return f"# {kind.capitalize()} — {plan}\n\n{PURPOSES[kind]}\n\n---\n"


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").rstrip()
    if not text.strip():
        raise UsageError("the note is empty", fix="give the text, or - to read it from stdin")
    if len(text) > LONGEST:
        fix = "note what is to be remembered, and name the file that holds the rest"
        raise UsageError(f"the note has {len(text)} characters; at most {LONGEST} are taken", fix=fix)
    found = _CONTROL.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        problem = f"the note holds the control character U+{ord(found[0]):04X} in its line {line}"
        raise UsageError(problem, fix="leave colour codes and binary data out")
    return text


def _one_entry(text: str) -> str:
    """Move headings of the entries' own level and above below it, and close what is left open."""
    document = parse_markdown(text)
    if all(block.kind is Kind.HEADING for block in document.blocks):
        # A heading with nothing below it says nothing: it is the note.
        return _closed("\n\n".join(" ".join(block.text.split()) for block in document.blocks) or text)
    lines = list(document.lines)
    for block in reversed(document.blocks):
        if block.kind is Kind.HEADING and block.level <= _ENTRY_LEVEL and not block.quoted:
            first = block.line - 1
            if _ATX.match(lines[first]):
                lines[first] = _ATX.sub("###", lines[first])
            else:  # underlined, perhaps over several lines
                lines[first : block.end_line] = [f"### {' '.join(block.text.split())}"]
    return _closed("\n".join(lines).rstrip())


def _closed(body: str) -> str:
    """Close an open fence, comment or other HTML, which would swallow the entry that is written next."""
    for _ in range(_MOST_OPEN):
        document = parse_markdown(f"{body}\n\n## end\n")
        lines = body.split("\n")
        if document.broken_fences:
            body += f"\n{_fence(lines[document.broken_fences[-1].line - 1])}"
            continue
        last = document.blocks[-1]
        if last.kind is Kind.HEADING:
            return body
        lines[last.line - 1] = lines[last.line - 1].replace("<", "\\<")
        body = "\n".join(lines)
    fix = "put it into a fence"
    raise UsageError("the note has too much open HTML to be told from what follows", fix=fix)


def _fence(opening: str) -> str:
    """Return what closes the fence that a line opens."""
    found = _FENCE.search(opening)
    return found[0] if found else "```"


def _title(body: str) -> str:
    """Return the first words of a note as a heading."""
    lines = (line.strip() for line in body.split("\n"))
    prose = next((line for line in lines if line[:1] not in {"`", "~", "|", "<"} and _WORD.search(line)), "")
    sentence = first_sentence(prose.lstrip("#>-*+ ").strip()) or "Note"
    if len(sentence) <= _TITLE:
        return sentence
    cut = sentence[:_TITLE]
    return (cut[: cut.rfind(" ")] if " " in cut[_TITLE // 2 :] else cut) + "…"
