"""Blocks of shell to drafts: each command line with its context and the comments about it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from sisyphus.model.check import Origin
from sisyphus.parse.commands.carried import folder_left, moved, tells_code, without_left
from sisyphus.parse.commands.drafts import ABOVE, BEHIND, Draft, Trail
from sisyphus.parse.commands.looks import Looks, looks_like
from sisyphus.parse.commands.places import Places
from sisyphus.parse.commands.prose import is_not_shell, without_quotes
from sisyphus.parse.commands.result_text import MARKED
from sisyphus.parse.commands.script import ScriptLine, logical_lines_of
from sisyphus.parse.commands.shared_results import says_several, share
from sisyphus.parse.commands.spoken import cut_remark, read_bare
from sisyphus.parse.shell import read_shell


class ScriptBlock(NamedTuple):
    """A block read as a script; where no shell is named, only what is surely a command counts."""

    lines: Sequence[str]
    first: int
    """Number of the first line in the file."""
    origin: Origin
    shell: str | None
    options: str | None
    """The exact form in its info string."""

    def read(self, trail: Trail, places: Places) -> None:
        """Add the block's commands."""
        console = _is_session(self.lines)
        context: list[str] = []
        above = ""
        beneath = False
        folder: str | None = None
        trail.restart()
        for line in logical_lines_of(self.shell or "bash", self.lines):
            if not line.text:
                told = (
                    beneath
                    and line.comment is not None
                    and _tell(trail, self.first + line.first, line.comment)
                )
                ended = told or (line.comment is None and says_several(above))
                above = "" if ended else line.comment or above
                beneath = line.comment is not None
                folder = None
                continue
            beneath = True
            output = console and not self.lines[line.first].lstrip().startswith("$ ")
            looks = None if output else _looks(line.text, self.shell)
            if looks is Looks.CONTEXT:
                context += moved(folder, line.text[3:]) if line.text.startswith("cd ..") else ()
                folder = None if line.text.startswith("cd ") else folder
                context = [*without_left(context, line.text), line.text]
            elif looks is not None:
                draft = self._draft(line, looks, places)
                last = trail.last(draft.line)
                told_of = (last.command,) if last and tells_code(draft.command) else ()
                draft.context = (*context, *moved(folder, line.text), *told_of)
                folder = folder_left(draft.command) or folder
                if line.comment:
                    draft.words = [BEHIND + line.comment]
                elif above and not draft.words:
                    draft.words = [ABOVE + above]
                draft.told = bool(MARKED.match(line.comment or above))
                trail.drafts.append(draft)
            above = above if looks is Looks.CONTEXT or says_several(above) else ""

    def _draft(self, line: ScriptLine, looks: Looks, places: Places) -> Draft:
        text = line.text
        command, remark = _mended(text, self.shell) if looks is Looks.COMMAND else (text, "")
        return Draft(
            line=self.first + line.first,
            last_line=self.first + line.last,
            command=command,
            looks=looks,
            origin=self.origin,
            task=places.key,
            label=places.label,
            shell=self.shell or "bash",
            words=[remark] if remark else [],
            options=self.options,
        )


def _tell(trail: Trail, line: int, comment: str) -> bool:
    """Give a comment to the command above it, where it says what that one shows."""
    draft = trail.last(line)
    if draft is None or not MARKED.match(comment) or draft.told:
        return False
    draft.words = [w for w in draft.words if not w.startswith(ABOVE)]
    draft.words.append(BEHIND + comment)
    share(comment, trail.met(), BEHIND)
    return True


def _mended(text: str, shell: str | None) -> tuple[str, str]:
    """Take a remark off a line that is no valid shell with it."""
    if shell != "bash" or "\n" in text:
        return text, ""
    sign = _REMARK.search(without_quotes(text)) if _SIGNS.search(text) else None
    if sign and not text.startswith(("echo ", "printf ")):
        return text[: sign.start()].rstrip(), text[sign.end() :].strip()
    if not read_shell(text).broken:
        return text, ""
    command, remark = cut_remark(text)
    return (command, remark) if remark and not read_shell(command).broken else (text, "")


_SIGNS = re.compile(r"[\u2192\u21d2\u279c\u27f6=\-\u2014\u2013]>?\s|// |\}$|\uff08")
_REMARK = re.compile(
    r"\s+(?:(?=[\u2192\u21d2\u279c\u27f6])|(?:=>|->|\u2014|\u2013)\s+(?=[^\s-])|//\s+(?=expect|should|must|\u2192)"
    r"|(?=\{\s*(?:timeout|exit|stdout|tests|failures|file)\s*:.*\}$))"
    r"|\s*(?=\uff08[^\uff08\uff09]*\uff09\s*$)",
    re.IGNORECASE,
)
"""Where a remark begins that nobody put behind a `#`; no shell takes these signs for anything."""


def _is_session(lines: Sequence[str]) -> bool:
    """Whether a block shows commands behind prompts with what they print."""
    first = next((line for line in lines if line.strip() and not line.lstrip().startswith("#")), "")
    return bool(_PROMPTED.match(first))


_PROMPTED = re.compile(r"\s*\$ \S")
_CONTEXT = re.compile(
    r"(?:cd|pushd|popd|export|source|\.|set|shopt|trap|umask|ulimit|unset|alias|declare|local|readonly)"
    r"(?:\s+[^;&|\n]*)?$"
)
_ASSIGNS = re.compile(r"[A-Za-z_]\w*\+?=(?:\(.*\)|\$\(.*\)|`.*`|\"[^\"]*\"|'[^']*'|[^\s;&|]*)$", re.DOTALL)
_FUNCTION = re.compile(r"(?:function\s+)?[A-Za-z_][\w-]*\s*\(\)\s*\{.*\}$", re.DOTALL)
_WINDOWS_CONTEXT = re.compile(r"(?:cd|Set-Location|\$[\w:]+\s*=|set\s+\w+=)\s*\S")


def _looks(text: str, shell: str | None) -> Looks | None:
    """Tell what a line of a script is; `None` where it is left out."""
    if shell in {"powershell", "cmd"}:
        return Looks.CONTEXT if _WINDOWS_CONTEXT.match(text) else Looks.COMMAND
    if _CONTEXT.match(text) or _ASSIGNS.match(text) or _FUNCTION.match(text):
        return Looks.CONTEXT
    if shell is None:
        bare = read_bare(text, led=False)
        return bare.looks if bare and bare.looks is Looks.COMMAND else None
    looks = looks_like(text)
    if looks is Looks.COMMAND or looks is Looks.TOOL_CALL:
        return looks
    return Looks.OTHER if is_not_shell(text) else Looks.COMMAND
