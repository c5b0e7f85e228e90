"""Feeds the parsers with inputs that coverage finds, for as long as it is let: no part of the test suite.

usage: python -m tests.fuzz.parsers FOUND CORPUS... [-max_total_time=SECONDS] [libFuzzer's own options]

Needs `pip install atheris`, which is no dependency of the project. CORPUS are folders of inputs to begin with; the first one
grows. What ends in another error than a `SisyphusError`, or takes longer than a second for 100 KB, is kept in the
folder FOUND, once for each place of the code; make it a test, then mend it. The first byte of an input chooses the
parser, the second one how often the text is repeated, which shows what grows faster than its input.
"""

import importlib
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

MOST_BYTES = 20_000
"""Of a text that is repeated."""
SLOW_S = 1e-5
"""A byte."""
INSTRUMENTED = 8
"""How much slower code runs that is watched."""
OFTEN = 224
"""From this value of the second byte on, a text is repeated."""

_Parse = Callable[[bytes], object]


def main(words: list[str]) -> None:
    """Run until the fuzzer ends."""
    atheris: Any = importlib.import_module("atheris")
    found = Path(words[1])
    found.mkdir(parents=True, exist_ok=True)
    with atheris.instrument_imports(include=["sisyphus"]):
        parsers = load()
    seen: set[str] = set()

    def feed(data: bytes) -> None:
        place = try_one(parsers, data)
        if place is not None and place not in seen:
            seen.add(place)
            (found / f"{len(seen):03}").write_bytes(data)
            sys.stderr.write(f"found {len(seen):03}: {place}\n")

    atheris.Setup([words[0], *words[2:]], feed)
    atheris.Fuzz()


def load() -> tuple[_Parse, ...]:
    """Return what is fed, each with bytes."""
    from sisyphus.parse.boulder import parse_boulder  # noqa: PLC0415 - imported under watch
    from sisyphus.parse.notepad import parse_notepad  # noqa: PLC0415 - same
    from sisyphus.parse.plan import parse_plan  # noqa: PLC0415 - same

    def text(data: bytes) -> str:
        return data.decode("utf-8", "replace")

    return (
        lambda data: parse_plan(data, ".sisyphus/plans/p.md"),
        lambda data: parse_notepad(text(data), ".sisyphus/notepads/p/learnings.md"),
        lambda data: parse_boulder(text(data), ".sisyphus/boulder.json"),
    )


def try_one(parsers: tuple[_Parse, ...], data: bytes, slower: int = INSTRUMENTED) -> str | None:
    """Return where an input went wrong, or that it was slow; `None` when all was well."""
    from sisyphus.errors import SisyphusError  # noqa: PLC0415 - imported under watch

    text = repeated(data)
    parse = data[0] % len(parsers) if data else 0
    start = time.process_time()
    try:
        parsers[parse](text)
    except SisyphusError:
        pass
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        last = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} at {last.filename}:{last.lineno}"
    spent = time.process_time() - start
    return (
        f"slow: parser {parse}, {len(text)} bytes, {spent:.2f} s" if spent > allowed(text) * slower else None
    )


def allowed(text: bytes) -> float:
    """Return the seconds that a text may take; small ones have a fixed part."""
    return 0.05 + len(text) * SLOW_S


def repeated(data: bytes) -> bytes:
    """Return the text of an input."""
    text, often = data[2:], data[1:2]
    if not text or often < bytes([OFTEN]):
        return text
    return text * max(MOST_BYTES // len(text), 1)


if __name__ == "__main__":
    main(sys.argv)
