"""Fenced blocks to drafts: scripts of a shell, and scenarios."""

import re
from collections.abc import Sequence
from functools import lru_cache

from sisyphus.model.check import Origin
from sisyphus.parse.commands.drafts import Trail
from sisyphus.parse.commands.entries import read_entries
from sisyphus.parse.commands.names import KEYS, Key
from sisyphus.parse.commands.places import Places
from sisyphus.parse.commands.script_blocks import ScriptBlock
from sisyphus.parse.commands.steps import Reader
from sisyphus.parse.markdown import Block, Document, Kind

SHELLS = {
    "bash": "bash",
    "sh": "bash",
    "shell": "bash",
    "zsh": "bash",
    "fish": "bash",
    "console": "bash",
    "terminal": "bash",
    "shell-session": "bash",
    "shellsession": "bash",
    "powershell": "powershell",
    "ps1": "powershell",
    "pwsh": "powershell",
    "cmd": "cmd",
    "bat": "cmd",
    "batch": "cmd",
}
"""Shell of a fenced block by the first word of its info string."""

_LANGUAGE_END = re.compile(r"[{,;]")
_CLOSING = re.compile(r"[ \t>]*(?:`{3,}|~{3,})[ \t]*$")
_PLAIN = frozenset({"", "text", "txt", "plaintext", "plain", "gherkin", "markdown", "md"})
_SCENARIO = re.compile(
    r"[ \t]*(?:[-*][ \t]+)?\**(?P<name>[^\s:\uff1a*()][^:\uff1a*()\n]{0,30}+)\**"
    r"[ \t]*(?:\([^()\n]*\))?[ \t]*\**[:\uff1a]"
)


def read_fence(document: Document, block: Block, trail: Trail, places: Places) -> None:
    """Take the commands of one fenced or indented block."""
    language = block.mark.partition(" ")[0] if block.kind is Kind.FENCE else ""
    language = _LANGUAGE_END.split(language.casefold(), maxsplit=1)[0]
    first = block.line + (block.kind is Kind.FENCE)
    last = block.end_line - (1 if _closed(document, block) else 0)
    if last == block.end_line and block.kind is Kind.FENCE:
        last = _real_end(document, block)
        trail.read_to = last + 1
    lines = document.lines[first - 1 : last]
    shell = SHELLS.get(language)
    if shell is None and 0 < block.line - trail.awaits <= _ANNOUNCED:
        _attach_output(lines, block.line, trail)
        return
    if shell == "bash" and _CMDLET.search(block.text):
        shell = "powershell"
    if language == "gherkin" or ((shell or language in _PLAIN) and _is_scenario(block.text)):
        if places.key is None and places.origin is None:
            return
        _read_scenario(lines, first, trail, places)
    elif places.origin is not None and (shell or language in _PLAIN):
        exact = re.search(r"\{.*\}", block.mark)
        script = ScriptBlock(lines, first, places.origin, shell, exact[0] if exact else None)
        script.read(trail, places)


_ANNOUNCED = 2
"""Lines below its announcement in which a block is the output that a command should show."""


def _attach_output(lines: Sequence[str], line: int, trail: Trail) -> None:
    """Give a block of output to the command above it."""
    draft = trail.last(line)
    shown = [text.strip() for text in lines if text.strip()]
    if draft is None or draft.words or not shown:
        return
    single = len(shown) == 1 and '"' not in shown[0]
    draft.words.append(f'"{shown[0]}"' if single else "\n".join(shown))


_REACH = 80
"""Lines below an unclosed fence in which its real end may stand."""
_ENDS = re.compile(r"[ \t]*(?:`{3,}|~{3,})(?P<info>.*)$")
_STOPS = re.compile(r"#{1,6}\s|[-*+]\s+\[[ xX~-]\]\s")


def _real_end(document: Document, block: Block) -> int:
    """Return the last content line of a fence that an unindented line, mostly of a heredoc, cut off."""
    for number in range(block.end_line, min(block.end_line + _REACH, len(document.lines))):
        line = document.lines[number]
        end = _ENDS.match(line)
        if end:
            return number if not end["info"].strip() else block.end_line
        if _STOPS.match(line):
            break
    return block.end_line


_CMDLET = re.compile(
    r"^[ \t]*(?:\$env:\w+[ \t]*=|(?:Get|Set|Test|Select|New|Remove|Copy|Start|Write|Invoke)-[A-Z]\w+ )",
    re.MULTILINE,
)


def _closed(document: Document, block: Block) -> bool:
    return block.kind is Kind.FENCE and bool(_CLOSING.match(document.lines[block.end_line - 1]))


_HEAD = 1500
"""Characters in which a scenario shows itself as one."""


def _is_scenario(text: str) -> bool:
    if ":" not in text and "\uff1a" not in text:
        return False
    first: Key | None = None
    for line in text[:_HEAD].split("\n"):
        match = _SCENARIO.match(line) if ":" in line or "\uff1a" in line else None
        key = _key(match[1]) if match else None
        if key in _TELLING:
            if first is not None and key is not first:
                return True
            first = key
    return False


@lru_cache(maxsize=1024)
def _key(name: str) -> Key | None:
    return KEYS.get(" ".join(name.split()).casefold())


_TELLING = frozenset({Key.STEPS, Key.SCENARIO, Key.EXPECTED, Key.ASIDE})
"""Keys, two of which make a scenario."""


def _read_scenario(lines: Sequence[str], first: int, trail: Trail, places: Places) -> None:
    trail.restart()
    reader = Reader(trail, places, fenced=True)
    reader.first = first
    origin = places.origin if places.origin not in {None, Origin.ACCEPTANCE} else Origin.QA_SCENARIO
    for entry in read_entries(lines, wraps=False):
        reader.read(entry, origin)
