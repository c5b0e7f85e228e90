"""How a run came about, as its record keeps it: environment, machine, what each assertion came to.

Older records lack these fields, and another writer's may hold anything: what is not as it should be is
unknown.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sisyphus import __version__
from sisyphus.model.check import Assertion, AssertionKind, Check
from sisyphus.model.evidence import AssertionResult, Circumstances, Run

_MOST = 500
"""Variables, context lines or assertions that are read of one record."""
_TEXTS = ("op", "text", "pattern", "path")
_TEXT_CHARS = 2000
_KINDS = {kind.value: kind for kind in AssertionKind}
_OF_START = ("machine", "timeout_s", "cwd", "context", "shell", "expect", "environment")
_OF_END = ("assertions", "left_processes")
_MOST_CHARS = 8000
"""Of what is remembered."""


def start_fields(check: Check) -> dict[str, Any]:
    """Return what is known before a run: names of its variables, never values, and where and what runs it."""
    import platform  # noqa: PLC0415 - start-up: only a writer needs it

    from sisyphus.adapters.running.command import check_environment, find_shell  # noqa: PLC0415 - same
    from sisyphus.adapters.supervisor import MARKER  # noqa: PLC0415 - same

    variables = check_environment()
    shell = find_shell(variables)
    return {
        "context": list(check.context),
        "environment": sorted(variables.keys() - {MARKER}),
        "machine": {
            "system": f"{platform.system()} {platform.release()}".strip(),
            "architecture": platform.machine(),
            "python": platform.python_version(),
            "sisyphus": __version__,
            # Which of the two ran it; the path would tell of this machine what nobody needs.
            "shell": shell[0].rpartition("/")[2] if shell else "none",
        },
    }


def end_fields(run: Run) -> dict[str, Any]:
    """Return what each assertion came to."""
    return {"assertions": [{**_plain(r.assertion), "holds": r.holds} for r in run.results]}


def _plain(assertion: Assertion) -> dict[str, Any]:
    values = {"kind": assertion.kind.value, "equals": assertion.equals, "value": assertion.value}
    values |= {name: (getattr(assertion, name) or "")[:_TEXT_CHARS] or None for name in _TEXTS}
    return {name: value for name, value in values.items() if value is not None}


def read_circumstances(start: Mapping[str, Any], end: Mapping[str, Any]) -> Circumstances:
    """Read them from the two records of a run; `end` is empty for one that never ended."""
    said = [[start.get(name) for name in _OF_START], [end.get(name) for name in _OF_END]]
    try:
        text = json.dumps(said)
    except RecursionError:  # deeper than anything that we write: unknown
        return _read("[[], []]")
    return _remembered(text) if len(text) < _MOST_CHARS else _read(text)


@lru_cache(maxsize=256)
def _remembered(text: str) -> Circumstances:
    """Read what one run after the other says in the same words."""
    return _read(text)


def _read(text: str) -> Circumstances:
    of_start, of_end = json.loads(text)
    said = dict(zip(_OF_START, of_start, strict=False)) | dict(zip(_OF_END, of_end, strict=False))
    machine, results = said.get("machine"), said.get("assertions")
    timeout, left = said.get("timeout_s"), said.get("left_processes")
    return Circumstances(
        cwd=_text(said.get("cwd")),
        context=_texts(said.get("context")) or (),
        shell=_text(said.get("shell")),
        timeout_s=timeout if isinstance(timeout, int | float) else None,
        expect=_text(said.get("expect")),
        environment=_texts(said.get("environment")),
        machine=tuple((str(name), value) for name, value in sorted(machine.items()) if isinstance(value, str))
        if isinstance(machine, dict)
        else (),
        left_processes=left if isinstance(left, int) else None,
        results=tuple(result for row in results[:_MOST] if (result := _result(row)))
        if isinstance(results, list)
        else (),
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _texts(values: object) -> tuple[str, ...] | None:
    return tuple(v for v in values[:_MOST] if isinstance(v, str)) if isinstance(values, list) else None


def _result(row: object) -> AssertionResult | None:
    kind = _KINDS.get(str(row.get("kind"))) if isinstance(row, dict) else None
    if not isinstance(row, dict) or kind is None:
        return None
    equals, value, holds = row.get("equals"), row.get("value"), row.get("holds")
    return AssertionResult(
        assertion=Assertion(
            kind=kind,
            equals=equals if isinstance(equals, int) else None,
            value=float(value) if isinstance(value, int | float) and abs(value) < 1e300 else None,  # noqa: PLR2004 - a float
            **{name: _text(row.get(name)) for name in _TEXTS},
        ),
        holds=holds if isinstance(holds, bool) else None,
    )
