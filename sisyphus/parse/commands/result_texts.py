"""What quoted text, a file or a bare word means as a result."""

import json
import re

from sisyphus.model.check import Assertion, AssertionKind
from sisyphus.parse.commands import result_words
from sisyphus.parse.commands.asked import Asked
from sisyphus.parse.commands.echoes import echoed
from sisyphus.parse.commands.exact_form import pattern_of
from sisyphus.parse.commands.printed import Prints
from sisyphus.parse.commands.programs import words
from sisyphus.parse.commands.said import Said

Built = tuple[Assertion, ...] | None
"""What a form builds; `None` where what it says cannot be asserted."""
EXIT_0 = Assertion(kind=AssertionKind.EXIT_CODE, equals=0)


def shown_text(text: str) -> Assertion:
    """Take text that the output holds."""
    return Assertion(kind=AssertionKind.STDOUT_CONTAINS, text=text)


_PIECE = re.compile(result_words.QUOTED)


_VAGUE_TEXT = re.compile(r"\.\.\.|…|<[^>]*>|\[[A-Za-z ]+\]|\{[A-Za-z_]+\}|\b[XN]\b|\\[nrtx0]|^\W*$")


_QUANTIFIED = re.compile(
    r"\b(?:all|each|every|both)\b(?! (?:\w+ )?(?:commands?|greps?|checks?|steps?|runs?|two|three|four)\b)"
    r"|均|都|各|所有|两个|모두|각",
    re.IGNORECASE,
)
"""Words of a text that several things show, each of which must."""
_ONLY = re.compile(r"\bonly\b|仅|只|만\b|solo\b|sólo\b|somente\b", re.IGNORECASE)
"""What also says that nothing else is shown."""
_EXACTLY = re.compile(r"\b(?:exactly|equals?|equal to)\b|==|恰好|等于|정확히|exactamente", re.IGNORECASE)


def contains(match: Said, kind: Prints, command: Asked) -> Built:
    """Take quoted text that the output holds; one of several where the plan says `or`."""
    either = match.has("either")
    whole = match["either"] if either else match["quoted"]
    said = match[0][: match[0].find(whole)]
    # Code alone behind a run may name anything; `"in quotes"` it is text.
    named = kind is Prints.RUN and _CODE_ALONE.fullmatch(match[0]) and not either
    pieces = [_IN_QUOTES.sub(r"\1", p[1:-1]) for p in _PIECE.findall(whole)]
    vague = any(_VAGUE_TEXT.search(p) for p in pieces) or kind in {Prints.QUIET, Prints.HTTP_STATUS}
    if named or vague or _ONLY.search(said) or _QUANTIFIED.search(said):
        return None
    if either:
        pattern = "|".join(re.escape(p) for p in pieces)
        return (Assertion(kind=AssertionKind.STDOUT_MATCHES, pattern=pattern),)
    if _EXACTLY.search(said):
        return _whole(pieces, kind, command)
    figure = len(pieces) == 1 and re.fullmatch(r"\d+", pieces[0]) and not _HOLDS.match(match[0])
    if figure and kind in {Prints.COUNT, Prints.VALUE}:
        return (Assertion(kind=AssertionKind.STDOUT_NUMBER, op="==", value=float(pieces[0])),)
    return tuple(_json(p) if re.match(r"[{\[]\s*[\"\[\]{}\d]", p) else shown_text(p) for p in pieces)


def version(match: Said, kind: Prints, command: Asked) -> Built:
    """Take the number of a version, which the output holds."""
    del command
    return (
        None if kind in {Prints.QUIET, Prints.COUNT, Prints.HTTP_STATUS} else (shown_text(match["version"]),)
    )


_CODE_ALONE = re.compile(r"`(?![\"'][^`]*[\"']`$).*`", re.DOTALL)
_IN_QUOTES = re.compile(r"^\"([^\"\\]+)\"$")
_HOLDS = re.compile(
    r".*\b(?:contain|includ|mention)|.*(?:包含|含有|포함|contiene|incluye)", re.IGNORECASE | re.DOTALL
)
_BUILDS = re.compile(r"(?:^|[\s:])(?:test|tests|pytest|vitest|jest|build|lint|check|clippy|tsc)(?:[\s:]|$)")
"""Runs that print much more than any text that a plan says of them."""


def _whole(pieces: list[str], kind: Prints, command: Asked) -> Built:
    """Take text that is said to be all of the output."""
    if len(pieces) != 1 or (kind is Prints.RUN and command.matches(_BUILDS)):
        return None
    return (Assertion(kind=AssertionKind.STDOUT_EQUALS, text=pieces[0]),)


def _json(text: str) -> Assertion:
    """Take a piece of JSON, whatever its blanks."""
    tokens = re.findall(r"\"[^\"]*\"|[{}\[\]:,]|[^\s{}\[\]:,\"]+", text)
    return Assertion(kind=AssertionKind.STDOUT_MATCHES, pattern=r"\s*".join(map(re.escape, tokens)))


def bare_json(match: Said, kind: Prints, command: Asked) -> Built:
    """Take JSON that nobody put in quotes."""
    del command
    if kind not in {Prints.VALUE, Prints.HTTP_BODY, Prints.RUN} or _VAGUE_TEXT.search(match["json"]):
        return None
    try:
        json.loads(match["json"])
    except (ValueError, RecursionError):
        return None
    return (_json(match["json"]),)


def contains_not(match: Said, kind: Prints, command: Asked) -> Built:
    """Take quoted text that the output must not hold."""
    del kind, command
    pieces = [p[1:-1] for p in _PIECE.findall(match["quoted"] or match["quoted2"])]
    if any(_VAGUE_TEXT.search(p) for p in pieces):
        return None
    return tuple(
        Assertion(kind=AssertionKind.STDOUT_MATCHES, pattern=f"{ABSENT_TEXT}{re.escape(p)})") for p in pieces
    )


ABSENT_TEXT = r"(?s)\A(?!.*"
"""The start of a pattern for text that must not be there."""


def edge(match: Said, kind: Prints, command: Asked) -> Built:
    """Take quoted text that the output begins or ends with."""
    del command
    piece = match["quoted"][1:-1]
    if kind in {Prints.QUIET, Prints.HTTP_STATUS} or _VAGUE_TEXT.search(piece):
        return None
    if _QUANTIFIED.search(match[0][: match[0].find(piece)]):
        return None
    ends = match["edge"].casefold().startswith("end")
    pattern = rf"\A[\s\S]*{re.escape(piece)}\s*\Z" if ends else rf"\A\s*{re.escape(piece)}"
    return (Assertion(kind=AssertionKind.STDOUT_MATCHES, pattern=pattern),)


def matches(match: Said, kind: Prints, command: Asked) -> Built:
    """Take a regular expression that the output matches."""
    del command
    text = match["quoted"] or match["slashed"]
    pattern = pattern_of(text[1:-1])
    return None if pattern is None or kind in {Prints.QUIET, Prints.HTTP_STATUS} else (pattern,)


def equals(match: Said, kind: Prints, command: Asked) -> Built:
    """Take quoted text that is the whole output."""
    text = match["quoted"][1:-1]
    if re.fullmatch(r"\d+", text) and kind in {Prints.COUNT, Prints.HTTP_STATUS}:
        return (Assertion(kind=AssertionKind.STDOUT_NUMBER, op="==", value=float(text)),)
    if _VAGUE_TEXT.search(text) or _QUANTIFIED.search(match[0][: match[0].find(text)]):
        return None
    loose = kind is Prints.RUN and command.matches(_BUILDS) and not _EXACTLY.search(match[0])
    if kind is Prints.HTTP_BODY or loose:
        return contains(match, kind, command)
    return _whole([text], kind, command) if kind in _PRINTING else None


_PRINTING = frozenset({Prints.VALUE, Prints.MATCHES, Prints.LINES, Prints.FILES, Prints.RUN})


def file_exists(match: Said, kind: Prints, command: Asked) -> Built:
    """Take a file that is there afterwards."""
    path = (match["path"] or match["path2"]).strip('`"')
    if kind in {Prints.FILES, Prints.QUIET}:
        return (
            (EXIT_0,)
            if command.holds(path)
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


_QUERY = re.compile(r"\bjq\b|--(?:query|jsonpath|format|template)\b|\byq\b")


def word(match: Said, kind: Prints, command: Asked) -> Built:
    """Take one bare word that a command prints as its value."""
    texts = command.ask(echoed)
    text = match["word"]
    if texts is not None and text not in texts.printed:
        return None
    if command.matches(_QUERY) and command.holds(text):
        # `jq .job_id` prints its value, not its name.
        return None
    if text.casefold() in _VAGUE_WORDS or kind is not Prints.VALUE or text.endswith(("Error", "Exception")):
        return None
    return (shown_text(text),)
