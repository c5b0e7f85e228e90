"""What quoted text, a file or a bare word means as a result."""

import re

from sisyphus.model.check import Assertion, AssertionKind
from sisyphus.parse.commands import result_words
from sisyphus.parse.commands.printed import Prints
from sisyphus.parse.commands.programs import words

Built = tuple[Assertion, ...] | None
"""What a form builds; `None` where what it says cannot be asserted."""
EXIT_0 = Assertion(kind=AssertionKind.EXIT_CODE, equals=0)


def shown_text(text: str) -> Assertion:
    """Take text that the output holds."""
    return Assertion(kind=AssertionKind.STDOUT_CONTAINS, text=text)


_PIECE = re.compile(result_words.QUOTED)


_VAGUE_TEXT = re.compile(r"\.\.\.|…|<[^>]*>|\[[A-Za-z ]+\]|\{[A-Za-z_]+\}|\b[XN]\b|\\[nrtx0]|^\W*$")


def contains(match: "re.Match[str]", kind: Prints, command: str) -> Built:
    """Take quoted text that the output holds; one of several where the plan says `or`."""
    del command
    groups = match.groupdict()
    if kind is Prints.RUN and match[0].startswith("`") and "either" not in match.re.groupindex:
        return None
    pieces = [p[1:-1] for p in _PIECE.findall(groups.get("either") or groups["quoted"])]
    if any(_VAGUE_TEXT.search(p) for p in pieces) or kind in {Prints.QUIET, Prints.HTTP_STATUS}:
        return None
    if groups.get("either"):
        pattern = "|".join(re.escape(p) for p in pieces)
        return (Assertion(kind=AssertionKind.STDOUT_MATCHES, pattern=pattern),)
    figure = len(pieces) == 1 and re.fullmatch(r"\d+", pieces[0]) and not _HOLDS.match(match[0])
    if figure and kind in {Prints.COUNT, Prints.VALUE}:
        return (Assertion(kind=AssertionKind.STDOUT_NUMBER, op="==", value=float(pieces[0])),)
    return tuple(_json(p) if re.match(r"[{\[]\s*[\"\[\]{}\d]", p) else shown_text(p) for p in pieces)


_HOLDS = re.compile(
    r".*\b(?:contain|includ|mention)|.*(?:包含|含有|포함|contiene|incluye)", re.IGNORECASE | re.DOTALL
)


def _json(text: str) -> Assertion:
    """Take a piece of JSON, whatever its blanks."""
    tokens = re.findall(r"\"[^\"]*\"|[{}\[\]:,]|[^\s{}\[\]:,\"]+", text)
    return Assertion(kind=AssertionKind.STDOUT_MATCHES, pattern=r"\s*".join(map(re.escape, tokens)))


def contains_not(match: "re.Match[str]", kind: Prints, command: str) -> Built:
    """Take quoted text that the output must not hold."""
    del kind, command
    pieces = [p[1:-1] for p in _PIECE.findall(match["quoted"])]
    return tuple(
        Assertion(kind=AssertionKind.STDOUT_MATCHES, pattern=rf"(?s)\A(?!.*{re.escape(p)})") for p in pieces
    )


def equals(match: "re.Match[str]", kind: Prints, command: str) -> Built:
    """Take quoted text that is the whole output."""
    text = match["quoted"][1:-1]
    if re.fullmatch(r"\d+", text) and kind in {Prints.COUNT, Prints.HTTP_STATUS}:
        return (Assertion(kind=AssertionKind.STDOUT_NUMBER, op="==", value=float(text)),)
    if _VAGUE_TEXT.search(text) or kind not in {Prints.VALUE, Prints.MATCHES, Prints.LINES, Prints.FILES}:
        return contains(match, kind, command) if kind in {Prints.RUN, Prints.HTTP_BODY} else None
    return (Assertion(kind=AssertionKind.STDOUT_EQUALS, text=text),)


def file_exists(match: "re.Match[str]", kind: Prints, command: str) -> Built:
    """Take a file that is there afterwards."""
    path = (match["path"] or match["path2"]).strip('`"')
    if kind in {Prints.FILES, Prints.QUIET}:
        return (
            (EXIT_0,)
            if path in command
            else (shown_text(path.rpartition("/")[2]),)
            if kind is Prints.FILES
            else None
        )
    if path.startswith(".") and "/" not in path:
        return None
    if "*" in path or "{" in path or path.startswith(("http", "//")):
        return None
    return (Assertion(kind=AssertionKind.FILE_EXISTS, path=path),)


_VAGUE_WORDS = words(
    """a all an both build change changes clean content contents correct data details each error errors
    every expected failure file files help info information it json json. line lines list lists match
    message messages new one only output passed result results something status success summary test
    tests text that the them this true-ish unchanged updated usage usage. value values version warning
    warnings works yaml"""
)


def word(match: "re.Match[str]", kind: Prints, command: str) -> Built:
    """Take one bare word that a command prints as its value."""
    del command
    text = match["word"]
    if text.casefold() in _VAGUE_WORDS or kind is not Prints.VALUE or text.endswith(("Error", "Exception")):
        return None
    return (shown_text(text),)
