"""What a stated result means for a command, by what the command prints."""

import re

from sisyphus.model.check import Assertion, AssertionKind
from sisyphus.parse.commands import result_words as words
from sisyphus.parse.commands.asked import Asked
from sisyphus.parse.commands.echoes import echoed, echoed_code
from sisyphus.parse.commands.printed import Prints, is_negated
from sisyphus.parse.commands.result_absence import LISTS, NONZERO
from sisyphus.parse.commands.result_lines import EMPTY, number_of_lines
from sisyphus.parse.commands.result_texts import EXIT_0, Built, shown_text
from sisyphus.parse.commands.said import Said

EXIT_1 = Assertion(kind=AssertionKind.EXIT_CODE, equals=1)

_NUMBERS = frozenset({Prints.COUNT, Prints.VALUE, Prints.HTTP_STATUS})
_ANSWERS = frozenset({Prints.QUIET, Prints.DIFFERENCE})


def exit_code(match: Said, kind: Prints, command: Asked) -> Built:
    """Take a stated exit code."""
    del kind
    told = command.ask(echoed_code, match["n"])
    return (told or Assertion(kind=AssertionKind.EXIT_CODE, equals=int(match["n"])),)


def exit_nonzero(match: Said, kind: Prints, command: Asked) -> Built:
    """Take any exit code but 0."""
    told = command.ask(echoed_code, "[1-9][0-9]*")
    texts = command.ask(echoed)
    if texts is not None and not told:
        printed = texts.said_in(match[0])
        return (shown_text(printed),) if printed else None if texts.either else (NONZERO,)
    if kind in _NUMBERS and not told and not _CODE.search(match[0]) and _NOT_0.search(match[0]):
        return (Assertion(kind=AssertionKind.STDOUT_NUMBER, op="!=", value=0.0),)
    return (told or NONZERO,)


_CODE = re.compile(r"exit|code|status|rc\b|退出|종료", re.IGNORECASE)
_NOT_0 = re.compile(r"non-?zero|^\D*\bnot (?:be )?0$", re.IGNORECASE)


def http_status(match: Said, kind: Prints, command: Asked) -> Built:
    """Take a status, where the command prints it."""
    del command
    if kind is Prints.HTTP_STATUS:
        return (Assertion(kind=AssertionKind.STDOUT_NUMBER, op="==", value=float(match["n"])),)
    if kind is Prints.HTTP_HEAD:
        return (
            Assertion(
                kind=AssertionKind.STDOUT_MATCHES,
                pattern=rf"(?m)(?:^HTTP/\S+ {match['n']}\b|\b{match['n']}\s*$)",
            ),
        )
    return None


def no_failures(match: Said, kind: Prints, command: Asked) -> Built:
    """Take a number of failed tests."""
    del command
    stated = match["n"]
    value = int(stated) if stated and stated.isdigit() else 0
    if kind in LISTS and not value:
        return (EMPTY,)
    if kind is not Prints.RUN:
        return None
    failures = Assertion(kind=AssertionKind.FAILURES, op="==", value=float(value))
    return (EXIT_0, failures) if not value else (failures,)


def tests_passed(match: Said, kind: Prints, command: Asked) -> Built:
    """Take a number of passed tests."""
    del command
    if kind is not Prints.RUN:
        return None
    op = ">=" if match["plus"] else comparison(match["op"])
    value = match["n"]
    return (EXIT_0, Assertion(kind=AssertionKind.TESTS_PASSED, op=op, value=float(value)))


def at_least_tests(match: Said, kind: Prints, command: Asked) -> Built:
    """Take a number of tests among those that a run holds: `5 new tests`, `12 existing + 3 new`."""
    del command
    if kind is not Prints.RUN:
        return None
    value = float(int(match["old"] or 0) + int(match["n"]))
    return (EXIT_0, Assertion(kind=AssertionKind.TESTS_PASSED, op=">=", value=value))


def coverage(match: Said, kind: Prints, command: Asked) -> Built:
    """Take a share that is covered, where the command itself fails below it."""
    del kind
    held = command.ask(_least_coverage)
    return (EXIT_0,) if held is not None and held >= float(match["n"]) else None


def _least_coverage(command: str) -> float | None:
    """Return the share below which a command fails; `None` where it names none."""
    held = _FAILS_UNDER.search(command)
    return float(held[1]) if held else None


_FAILS_UNDER = re.compile(r"--(?:cov-)?fail-under[= ](\d+(?:\.\d+)?)")


def comparison(text: str | None) -> str:
    """Return the operator that words or a sign stand for."""
    if not text:
        return "=="
    for op, pattern in _OPERATORS:
        if re.fullmatch(pattern, text, re.IGNORECASE):
            return op
    return "=="


_OPERATORS = (
    (">=", words.AT_LEAST),
    ("<=", words.AT_MOST),
    ("!=", words.UNEQUAL),
    (">", words.MORE),
    ("<", words.LESS),
)


def differs(match: Said, kind: Prints, command: Asked) -> Built:
    """Take that two files differ."""
    del match, command
    if kind is Prints.LINES:
        return (Assertion(kind=AssertionKind.STDOUT_MATCHES, pattern=r"\S"),)
    return (EXIT_1,) if kind is Prints.DIFFERENCE else None


def found(match: Said, kind: Prints, command: Asked) -> Built:
    """Take that what the command looks for is there."""
    if kind is Prints.VALUE:
        return _told_by_echo(match[0], command)
    if command.ask(is_negated):
        return None
    if kind is Prints.COUNT:
        return (Assertion(kind=AssertionKind.STDOUT_NUMBER, op=">=", value=1.0),)
    if kind is Prints.LINES:
        return (Assertion(kind=AssertionKind.STDOUT_MATCHES, pattern=r"\S"),)
    return (EXIT_0,) if kind in {Prints.MATCHES, Prints.QUIET, Prints.FILES} else None


def passes(match: Said, kind: Prints, command: Asked) -> Built:
    """Take that a run goes well."""
    stated = match[0].casefold()
    if "clean" in stated and kind is Prints.STATE:
        return (shown_text("nothing to commit"),)
    if "clean" in stated and kind in LISTS:
        return (EMPTY,)
    if kind is Prints.VALUE and command.ask(echoed) is not None:
        return _told_by_echo(match[0], command)
    well = kind in {Prints.RUN, *_ANSWERS, Prints.MATCHES}
    if kind is Prints.FILES:
        well = bool(_SUCCEEDS.search(stated))
    elif kind is Prints.VALUE:
        well = not _A_VALUE.search(stated) or command.matches(_COMPUTES)
    elif kind is Prints.HTTP_BODY:
        well = command.matches(_FAILS_ON_STATUS)
    return (EXIT_0,) if well else None


_SUCCEEDS = re.compile(r"pass|succe|成功|通过|성공|통과|éxito")
_A_VALUE = re.compile(r"\b(?:ok|success|valid)\b|成功")
"""Words that a command may as well print."""
_COMPUTES = re.compile(r"\s-(?:c|e|-eval)\s|jq |json\.tool")
_FAILS_ON_STATUS = re.compile(r"\s-[a-zA-Z]*f|--fail")


def _told_by_echo(said: str, command: Asked) -> Built:
    """Take a word of `… && echo YES || echo NO`: what is printed, or that the command before it goes well."""
    texts = command.ask(echoed)
    if texts is None:
        return None
    printed = texts.said_in(said)
    if printed:
        return (shown_text(printed),)
    return None if texts.either or is_negated(texts.asked) else (EXIT_0,)


def number(match: Said, kind: Prints, command: Asked) -> Built:
    """Take a number: printed, an exit code, or a number of lines."""
    if match[0].count('"') % 2 or match[0].count("`") % 2:
        return None
    value = float(match["n"].replace(",", ""))
    op = ">=" if match["plus"] else comparison(match["op"])
    named = bool(_UNITED.search(match[0]))
    other = not named and _NEXT.match(match.string, match.end())
    if kind in _NUMBERS:
        # One figure for each of several files is not their sum.
        apart = kind is Prints.COUNT and _EACH.search(match[0]) and command.matches(_SEVERAL)
        counts_else = other and kind is Prints.VALUE and not command.holds("jq")
        return (
            None
            if apart or counts_else
            else (Assertion(kind=AssertionKind.STDOUT_NUMBER, op=op, value=value),)
        )
    if kind in LISTS:
        unclear = other or (not named and _SHOWN.search(match[0]))
        return None if unclear else number_of_lines(op, int(value), command)
    if kind is Prints.RUN and _PRINTED.search(match[0]) and not named and not other:
        return (Assertion(kind=AssertionKind.STDOUT_NUMBER, op=op, value=value),)
    returned = _RETURNED.search(match[0]) and not named
    is_code = kind in _ANSWERS or (kind is Prints.RUN and returned and not command.holds("SELECT"))
    known = is_code and op == "==" and value in {0, 1, 2}
    return (Assertion(kind=AssertionKind.EXIT_CODE, equals=int(value)),) if known else None


_PRINTED = re.compile(r"\b(?:prints?|outputs?|stdout)\b", re.IGNORECASE)
"""Says that a number is what the program writes, whatever program it is."""
_RETURNED = re.compile(r"return|返回|devuelve|retorna", re.IGNORECASE)
_UNITED = re.compile(rf"(?:{words.UNIT})\s*\w*$", re.IGNORECASE)
_SHOWN = re.compile(r"show|print|display|显示|出现|출력|muestra", re.IGNORECASE)
"""A figure that a search shows is perhaps a part of its lines."""
_NEXT = re.compile(
    r"\s*(?!and\b|in\b|for\b|from\b|after\b|each\b|per\b"
    r"|(?:on|to) (?:the )?(?:std|console|terminal|screen))[a-z]",
    re.IGNORECASE,
)
"""A word behind a figure which says what it counts."""
_SEVERAL = re.compile(r"[*{]\S*(?:\s|$)")
_EACH = re.compile(r"\b(?:all|each|both|every)\b|均|都|各|모두", re.IGNORECASE)
