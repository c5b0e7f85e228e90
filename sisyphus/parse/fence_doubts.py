"""Whether a fence that CommonMark sees closed is in truth left open, and on which line it ends then.

One fence without its end, or one end too many, turns what is code and what is not for the rest of the file.
Rows and headings in a fence are the sign of it; but a sample may hold them, so that another sign must come
along.
"""

import re
from collections.abc import Sequence

ROW = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+\[(?:[^\[\]\n]|N/A)\](?:[ \t]|$)")
FENCE_LINE = re.compile(r"[ \t]*(`{3,}(?=[^`]*$)|~{3,})[ \t]*(.*)$")
_SECTION = re.compile(r"##[ \t]+\S")
_HEADING = re.compile(r"#{1,6}[ \t]+\S")
_SUBHEADING = re.compile(r"#{2,6}[ \t]+\S")
"""Where nothing is said of the language, one sign may open a comment."""
_LABEL = re.compile(r"\*\*[^*\s][^*\n]*(?::\*\*|\*\*[ \t]*:)")
_AT_MARGIN = frozenset("-*+0123456789#")
"""First characters of such lines."""
_OF_MARKDOWN = re.compile(r"(?:markdown|md|mdx)\b")
_OF_TEXT = re.compile(r"(?:te?xt|plaintext|plain)?\b(?!\w)|$")
_HASH_COMMENTS = re.compile(
    r"(?:bash|sh|shell|zsh|fish|console|python\d?|py|ruby|rb|ya?ml|toml|make|makefile|docker\w*|perl|r|elixir"
    r"|julia|powershell|ps1|pwsh|nix|terraform|hcl|nginx|conf|ini|env|dotenv|properties|gitignore)\b"
)
"""Languages in which a line that begins with `#` is a comment."""
_FAR = 2000
"""Lines in which a sample ends."""


def is_row_or_section(line: str) -> bool:
    """Whether a line is an unindented row or a `## ` heading, which most fences do not hold."""
    return line[:1] in _AT_MARGIN and bool(ROW.match(line) or _SECTION.match(line))


def language_of(opening: str) -> str:
    """Return what stands behind the marks that open a fence, in lower case."""
    return opening.lstrip("> \t`~").casefold()


def is_of_code(opening: str) -> bool:
    """Whether a fence is opened for the code of a language, and for neither text nor a sample of Markdown."""
    language = language_of(opening)
    return not (_OF_MARKDOWN.match(language) or _OF_TEXT.match(language))


def is_of_markdown(opening: str) -> bool:
    """Whether a fence is opened for a sample of Markdown."""
    return bool(_OF_MARKDOWN.match(language_of(opening)))


def is_closed(markup: str, body: Sequence[str], first: int, end: int) -> bool:
    """Whether the last of the lines `[first, end)` closes the fence that the first opens."""
    if end - 1 <= first:
        return False
    last = FENCE_LINE.match(body[end - 1].lstrip("> \t"))
    return bool(last and not last[2].strip() and last[1].startswith(markup))


def end_of_open(body: Sequence[str], first: int, end: int) -> int | None:
    """Return the index of the line that ends a fence which is known to be left open; `None` without one."""
    language = language_of(body[first])
    commented = bool(_HASH_COMMENTS.match(language))
    heading = _HEADING if language.strip() and not commented else _SUBHEADING
    for number in range(first + 1, end):
        line = body[number]
        if is_row_or_section(line):
            return number
        if line[:1] == "#" and heading.match(line) and not (commented and _is_comment(body, number)):
            return number
        if line[:2] == "**" and _LABEL.match(line) and not body[number - 1].strip():
            return number
    return None


def wraps_file(markup: str, body: Sequence[str], first: int) -> bool:
    """Whether a fence for Markdown stands around a whole file: an answer was saved as it was."""
    if not is_of_markdown(body[first]) or any(line.strip() for line in body[:first]):
        return False
    last = next((number for number in range(len(body) - 1, first, -1) if body[number].strip()), first)
    closed = is_closed(markup, body, first, last + 1)
    return closed and any(map(is_row_or_section, body[first + 1 : last]))


def is_stray_end(markup: str, body: Sequence[str], first: int, end: int) -> bool:
    """Whether what opens a fence is an end too many, or that of a fence whose beginning is missing."""
    fence = FENCE_LINE.match(body[first])
    if not fence or fence[2].strip() or not _stands_as_end(body, first):
        return False
    closed = is_closed(markup, body, first, end) and not _opens_inside(markup, body, first, end)
    if closed and _stands_as_end(body, end - 1):
        return False
    return any(map(_is_no_code, body[first + 2 : end - 1]))


def _stands_as_end(body: Sequence[str], number: int) -> bool:
    """Whether a line of marks stands right below text and above a blank line; a beginning does not."""
    above, below = body[max(number - 1, 0) : number], body[number + 1 : number + 2]
    return bool("".join(above).strip()) and not "".join(below).strip()


def _is_no_code(line: str) -> bool:
    """Whether a line is a row, a heading or a label."""
    bare = line.lstrip()
    return bare[:1] in _AT_MARGIN and bool(ROW.match(bare) or _SUBHEADING.match(bare) or _LABEL.match(bare))


def _is_comment(body: Sequence[str], number: int) -> bool:
    """Whether a line with `#` stands at code, as a comment does, and not between blanks."""
    behind = "".join(body[number + 1 : number + 2]).strip()
    return bool(body[number - 1].strip() or (behind and not _SUBHEADING.match(behind)))


def is_doubtful(markup: str, body: Sequence[str], first: int, end: int, *, astray: bool) -> bool:
    """Whether a fence at the margin is left open although something closes it.

    `astray` is whether a fence behind it is never closed.
    """
    if _opens_inside(markup, body, first, end):
        # What CommonMark takes for the end is that one's; unless it is a sample that holds fences of its own.
        return is_of_code(body[first]) or _is_lost(markup, body, first, end)
    if is_of_markdown(body[first]) or not any(map(is_row_or_section, body[first + 1 : end])):
        return False
    if body[end - 1][:1] in {" ", "\t"}:
        return True
    opens = "".join(body[end : end + 1]).strip()
    return bool(astray or opens) and not _prose_behind(body, end)


def _is_lost(markup: str, body: Sequence[str], first: int, end: int) -> bool:
    """Whether a fence of text holds rows or sections, and never comes to an end."""
    return any(map(is_row_or_section, body[first + 1 : end])) and not _balances(markup, body, first)


def _opens_inside(markup: str, body: Sequence[str], first: int, end: int) -> bool:
    """Whether a fence of a language opens inside another one."""
    fences = (FENCE_LINE.match(line) for line in body[first + 1 : end] if markup in line)
    return any(fence and fence[2].strip() and fence[1].startswith(markup) for fence in fences)


def _balances(markup: str, body: Sequence[str], first: int) -> bool:
    """Whether a fence and those inside it are all closed before the file ends, each by an end of its own."""
    depth = 1
    for number in range(first + 1, min(len(body), first + _FAR)):
        fence = FENCE_LINE.match(body[number])
        if fence and fence[1].startswith(markup):
            depth += 1 if fence[2].strip() else -1
            if not depth:
                return True
    return False


def _prose_behind(body: Sequence[str], end: int) -> bool:
    """Whether a row or a heading stands between the end of a fence and the next one: then it is no code."""
    for number in range(end, min(len(body), end + _FAR)):
        line = body[number]
        if FENCE_LINE.match(line):
            return False
        if is_row_or_section(line) or _HEADING.match(line):
            return True
    return True
