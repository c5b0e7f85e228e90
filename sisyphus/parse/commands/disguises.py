"""Shell text that begins with something else than its program: quotes, backslashes, groups, assignments."""

import re
from collections.abc import Iterator

from sisyphus.parse.commands.programs import PROGRAMS

MAY_HIDE = re.compile(r"[\"'{(\\]|[A-Za-z_]\w*(?:=|\\|\(\)|\s\S*\\\n)|(?:alias|trap|function|cd|pushd)\s")
"""What such a text begins with."""
_QUOTED = re.compile(r"(?P<q>[\"'])(?P<first>[\w./${}-]+)(?P=q)(?=\s)(?P<rest>.*)$", re.DOTALL)
_QUOTED_WORD = re.compile(r"\s+([\"'])([\w-]+)\1(?=\s|$)")
_ESCAPED = re.compile(r"\\?[A-Za-z](?:\\?[\w.-])*(?=\s)")
_CONTINUED = re.compile(r"(?<=\w)\\\n(?=\w)")
_LED = re.compile(
    r"(?:(?P<name>[A-Za-z_]\w*)=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s;|&\"'()<>]*)\s*(?:;|&&)"
    r"|alias\s+(?P<alias>[\w.-]+)=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s;]+)\s*;"
    r"|trap\s+(?:\"[^\"\n]*\"|'[^'\n]*')(?:\s+[A-Z0-9]{1,9})+\s*;|(?:cd|pushd)\s+/\s*(?:&&|;)"
    r"|(?:function\s+)?(?P<function>[A-Za-z_]\w*)\s*(?:\(\)\s*)?\{\s[^{}]*\}\s*;)\s*(?P<rest>\S.*)$",
    re.DOTALL,
)
_FIRST = re.compile(r"[\"']?(?P<sign>\$?)\{?(?P<word>[\w./-]+)")


def undisguised(text: str) -> Iterator[str]:
    """Yield what a text is without what hides its program, to be looked at in its place."""
    if (text[0] == "{" and text[1:2].isspace() and text[-1] == "}") or (text[0] == "(" and text[-1] == ")"):
        yield text[1:-1].strip("; \t\n")
    quoted = _QUOTED.match(text)
    if quoted:
        rest = quoted["rest"]
        yield quoted["first"] + (
            _QUOTED_WORD.sub(r" \2", rest, count=1) if _QUOTED_WORD.match(rest) else rest
        )
    whole = _CONTINUED.sub("", text)
    escaped = _ESCAPED.match(whole)
    if escaped and "\\" in escaped[0]:
        yield escaped[0].replace("\\", "") + whole[escaped.end() :]
    elif whole != text:
        yield whole


def leads_to_program(text: str) -> bool:
    """Whether an assignment, an alias or the like stands before a program or what was just named."""
    match = _LED.match(text)
    first = _FIRST.match(match["rest"]) if match else None
    if not match or not first:
        return False
    known = {match["name"]} if first["sign"] else PROGRAMS | {match["alias"], match["function"]}
    return first["word"] in known
