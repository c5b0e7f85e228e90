"""How the blocks of Markdown begin, told by the first character of a line."""

import re

from sisyphus.parse.block_state import CODE_INDENT, BlockState

MARKER = re.compile(r"(?:[-+*]|[0-9]{1,9}[.)])(?=[ \t]|$)")
RULE = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
HEADING = re.compile(r"(#{1,6})(?=[ \t]|$)")
FENCE = re.compile(r"(?:(`{3,})([^`]*)|(~{3,})(.*))$")

INTERRUPTING = frozenset("`~>*-_+0123456789<#=")
"""First characters of lines that may be more than the text of a paragraph."""
MARKING = frozenset("*-+0123456789")
RULING = frozenset("*-_")
RULE_CHARACTERS = frozenset("*-_ \t")


def marker_end(src: str, at: int, end: int) -> int:
    """Return where the marker of an item ends that begins at an offset; -1 where none does."""
    if src[at : at + 1] in _BULLETS:
        return at + 1 if src[at + 1 : at + 2] in _BEHIND_BULLET else -1
    marker = MARKER.match(src, at, end)
    return marker.end() if marker else -1


_BULLETS = frozenset("-+*")
_BEHIND_BULLET = frozenset({" ", "\t", "\n", ""})


def may_rule(src: str, at: int) -> bool:
    """Whether the third character goes on like a thematic break: bullets are far more frequent."""
    return src[at + 2 : at + 3] in RULE_CHARACTERS


def interrupts(state: BlockState, line: int, char: str, *, paragraph: bool) -> bool:
    """Whether a line, not indented as code, ends a quote, a table or a `paragraph` above it."""
    at, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    if char == ">":
        return True
    if char in RULING and may_rule(state.src, at) and RULE.match(state.src, at, end):
        return True
    if char in MARKING:
        return _opens_list(state, line, at, paragraph=paragraph)
    if char == "#":
        return HEADING.match(state.src, at, end) is not None
    if char in "`~":
        return FENCE.match(state.src, at, end) is not None
    return char == "<" and state.md.opens_html(state, line)


def _opens_list(state: BlockState, line: int, at: int, *, paragraph: bool) -> bool:
    indent, end = state.sCount[line], state.eMarks[line]
    if state.listIndent >= 0 and indent - state.listIndent >= CODE_INDENT and indent < state.blkIndent:
        return False
    behind = marker_end(state.src, at, end)
    if behind < 0:
        return False
    if paragraph and indent >= state.blkIndent:
        # Only a list that begins with 1 ends a paragraph, and no empty item does.
        number = state.src[at : behind - 1]
        return (not number or int(number) == 1) and bool(state.src[behind:end].strip(" \t"))
    return True


def ends_quote(state: BlockState, line: int, end: int, silent: bool) -> bool:  # noqa: ARG001, FBT001 - markdown-it's signature
    """Stand for all rules that may end a quote, where markdown-it asks for them."""
    at = state.bMarks[line] + state.tShift[line]
    if state.is_code_block(line) or at >= state.eMarks[line]:
        return False
    return interrupts(state, line, state.src[at], paragraph=False)
