"""How the blocks of Markdown begin, told by the first character of a line."""

import re

from sisyphus.parse.block_state import CODE_INDENT, BlockState

MARKER = re.compile(r"(?:[-+*]|[0-9]{1,9}[.)])(?=[ \t]|$)")
RULE = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_FIRST_ITEM = re.compile(r"(?:[-+*]|0{0,8}1[.)])[ \t]+[^ \t\n]")
HEADING = re.compile(r"#{1,6}(?=[ \t\n]|$)")
FENCE = re.compile(r"(?:(`{3,})([^`]*)|(~{3,})(.*))$")

INTERRUPTING = frozenset("`~>*-_+0123456789<#=")
"""First characters of lines that may be more than the text of a paragraph."""
MARKING = frozenset("*-+0123456789")
RULING = frozenset("*-_")
RULE_CHARACTERS = frozenset("*-_ \t")


def marker_end(src: str, at: int, end: int) -> int:
    """Return where the marker of an item ends that begins at an offset; -1 where none does."""
    if src[at : at + 1] in _BULLETS:
        return at + 1 if src[at + 1 : at + 2] in BEHIND_BULLET else -1
    marker = MARKER.match(src, at, end)
    return marker.end() if marker else -1


_BULLETS = frozenset("-+*")
BEHIND_BULLET = frozenset({" ", "\t", "\n", ""})


def may_rule(src: str, at: int) -> bool:
    """Whether the third character goes on like a thematic break: bullets are far more frequent."""
    return src[at + 2 : at + 3] in RULE_CHARACTERS


def interrupts(state: BlockState, line: int, at: int, *, paragraph: bool) -> bool:
    """Whether a line, not indented as code, ends a quote, a table or a `paragraph` above it.

    `at` is where it begins behind its indentation.
    """
    src = state.src
    char = src[at]
    if char == ">":
        return True
    if char in RULING and may_rule(src, at) and RULE.match(src, at, state.eMarks[line]):
        return True
    if char in MARKING:
        return _opens_list(state, line, at, paragraph=paragraph)
    if char == "#":
        found = HEADING.match(src, at) is not None
        if not found:
            state.glued.append(state.base + line + 1)
        return found
    if char in "`~":
        return FENCE.match(src, at, state.eMarks[line]) is not None
    return char == "<" and state.md.opens_html(state, line)


def _opens_list(state: BlockState, line: int, at: int, *, paragraph: bool) -> bool:
    indent = state.sCount[line]
    if state.listIndent >= 0 and indent - state.listIndent >= CODE_INDENT and indent < state.blkIndent:
        return False
    if paragraph and indent >= state.blkIndent:
        # Only a list that begins with 1 ends a paragraph, and no empty item does.
        return _FIRST_ITEM.match(state.src, at) is not None
    return marker_end(state.src, at, state.eMarks[line]) >= 0


def ends_quote(state: BlockState, line: int, end: int, silent: bool) -> bool:  # noqa: ARG001, FBT001 - markdown-it's signature
    """Stand for all rules that may end a quote, where markdown-it asks for them."""
    at = state.bMarks[line] + state.tShift[line]
    if state.is_code_block(line) or at >= state.eMarks[line]:
        return False
    return interrupts(state, line, at, paragraph=False)
