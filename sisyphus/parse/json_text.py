"""JSON from files that nobody checked: every fault is an InputError or a finding, never another exception."""

import json
import re
from collections.abc import Sequence
from typing import NoReturn

from sisyphus.errors import InputError
from sisyphus.model.finding import Finding, Severity, Source

MAX_DIGITS = 30
"""Longer whole numbers are nothing that a state file counts."""

_UNSAFE = re.compile("[\ud800-\udfff\0]")


def load_json(text: str, path: str, line: int = 1) -> tuple[object, tuple[Finding, ...]]:
    """Read one JSON value that begins on `line` of a file.

    A key that stands twice keeps its last value; NaN, Infinity and numbers of absurd length become `None`:
    each with a finding. Lone surrogates and NUL in strings become U+FFFD. Raises InputError for text that is
    no JSON or that is nested too deep.
    """
    remarks: list[str] = []

    def pairs(items: list[tuple[str, object]]) -> dict[str, object]:
        result = {printable(key): value for key, value in items}
        if len(result) < len(items):
            remarks.append(f"key {_repeated([key for key, _ in items])!r} stands twice; the last one counts")
        return result

    def constant(name: str) -> None:
        remarks.append(f"{name} is no JSON; read as null")

    def whole(digits: str) -> int | None:
        if len(digits) <= MAX_DIGITS:
            return int(digits)
        remarks.append(f"a number of {len(digits)} digits; read as null")
        return None

    try:
        value: object = json.loads(
            text.removeprefix("\ufeff"), object_pairs_hook=pairs, parse_constant=constant, parse_int=whole
        )
    except json.JSONDecodeError as error:
        _refuse(f"broken JSON: {error.msg}", path, line + error.lineno - 1)
    except RecursionError:
        _refuse("JSON is nested too deep", path, line)
    source = Source(path=path, line=line if line > 1 else None)
    return value, tuple(
        Finding(rule="json-oddity", severity=Severity.WARNING, message=remark, source=source)
        for remark in dict.fromkeys(remarks)
    )


def printable(text: str) -> str:
    """Replace what cannot be written as UTF-8 or stand in a path."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


def _repeated(keys: Sequence[str]) -> str:
    seen: set[str] = set()
    for key in keys:
        if printable(key) in seen:
            return printable(key)
        seen.add(printable(key))
    return ""


def _refuse(problem: str, path: str, line: int) -> NoReturn:
    raise InputError(
        problem, fix="restore the file from history, or correct it by hand", path=path, line=line
    )
