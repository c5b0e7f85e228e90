"""The start-work ledger: one JSON object a line, in whichever of its shapes the agent wrote it."""

import re
from collections.abc import Iterator, Mapping

from sisyphus.errors import InputError
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.ledger import LedgerRow
from sisyphus.parse.boulder_work import bare_session
from sisyphus.parse.json_text import load_json, printable
from sisyphus.parse.timestamp import parse_timestamp

MAX_FINDINGS = 20
"""Bad lines that are listed one by one; the rest are counted."""

_EVENT = ("event", "kind", "type")
_PLAN = ("plan", "plan_name", "plan_path", "active_plan")
_TASK = ("task", "task_label", "task_id", "task_key", "todo")
_TIME = ("timestamp", "ts", "at", "time", "updated_at", "created_at", "date")
_VERDICT = ("verdict", "status", "result", "criterionStatus", "outcome")
_SESSION = ("session_id", "session", "sessionId", "sessionID")
_CHECKS = ("checks", "review_work", "final_wave", "gates", "lanes", "gate")
_ARTIFACTS = ("artifact", "artifacts", "evidence_path", "evidence_paths")
_CLAIMS = (
    "notes",
    "note",
    "summary",
    "message",
    "evidence",
    "verification",
    "blockers",
    "reason",
    "outcome_text",
)
_COMMITS = frozenset({"commit", "commits", "sha", "head", "commit_sha", "head_sha", "reviewed_sha", "base"})

_LABEL = re.compile(
    r"(?:(?:todo|final-wave):|task[ #:_-]*)?((?:[a-z]{1,2}-?)?\d+(?:\.\d+)*[a-z]?)(?=$|[\s.:),\]-])",
    re.IGNORECASE | re.ASCII,
)
_SHA = re.compile(r"(?<![\w-])[0-9a-f]{7,40}(?![\w-])", re.IGNORECASE | re.ASCII)
_PATH = re.compile(r"[^\s\\]*[/\\][^\s]*|[\w.-]+\.\w{1,8}")


def parse_ledger(text: str, path: str) -> tuple[tuple[LedgerRow, ...], tuple[Finding, ...]]:
    """Read every line that is a JSON object; each other line becomes a finding."""
    rows: list[LedgerRow] = []
    findings: list[Finding] = []
    bad = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip(" \t\ufeff"):
            continue
        try:
            value, oddities = load_json(line, path, number)
        except InputError as error:
            value, oddities, problem = None, (), error.message.removeprefix(f"{path}:{number}: ")
        else:
            problem = "line holds no JSON object"
        if isinstance(value, dict):
            rows.append(_row(value, path, number))
        else:
            oddities += (_finding(f"{problem}; line left out", path, number),)
            bad += 1
        findings += oddities[: MAX_FINDINGS - len(findings)]
    if bad > MAX_FINDINGS:
        findings.append(_finding(f"{bad} lines left out in all", path, None))
    return tuple(rows), tuple(findings)


def _row(fields: Mapping[str, object], path: str, line: int) -> LedgerRow:
    plan = _first(fields, _PLAN)
    name = None if plan is None else re.split(r"[/\\]", plan)[-1].removesuffix(".md")
    session = _first(fields, _SESSION)
    verdict = _first(fields, _VERDICT)
    return LedgerRow(
        path=path,
        line=line,
        event=_first(fields, _EVENT) or "",
        plan=name,
        task=_task(fields, plan, name),
        at=next((moment for key in _TIME if (moment := parse_timestamp(fields.get(key)))), None),
        verdict=None if verdict is None else verdict.lower(),
        session=None if session is None else bare_session(session),
        checks=tuple(check for key in _CHECKS for check in _checks(key, fields.get(key))),
        shas=_shas(fields),
        artifacts=_artifacts(fields),
        claims=tuple(text for key in _CLAIMS for _, text in _texts(key, fields.get(key))),
    )


def _first(fields: Mapping[str, object], keys: tuple[str, ...]) -> str | None:
    """Give the first of `keys` that holds a text or a whole number."""
    for key in keys:
        value = fields.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, str) and value.strip():
            return printable(value).strip()
    return None


def _task(fields: Mapping[str, object], plan: str | None, name: str | None) -> str | None:
    """Give the label in front of the task's title; a task called like its plan is the plan."""
    task = _first(fields, _TASK)
    if task is None or task in {plan, name}:
        return None
    found = _LABEL.match(task)
    return found.group(1) if found else task


def _checks(key: str, value: object) -> Iterator[tuple[str, str]]:
    """Yield name and result from a map, a list of maps, or one word."""
    if isinstance(value, dict):
        for name, result in value.items():
            if isinstance(result, dict):
                result = _first(result, _VERDICT)  # noqa: PLW2901  a nested result stands for its own verdict
            if isinstance(result, str | bool | int):
                yield name, printable(str(result))
    elif isinstance(value, list):
        for entry in value:
            if isinstance(entry, dict):
                name = _first(entry, ("name", "id", "lane", "check", "class", "gate"))
                result = _first(entry, _VERDICT)
                if name is not None and result is not None:
                    yield name, result
    elif isinstance(value, str) and value.strip():
        yield key, printable(value).strip()


def _texts(key: str, value: object) -> Iterator[tuple[str, str]]:
    """Yield every text inside a value, with the key it stands under, in file order and without recursion."""
    waiting = [(key, value)]
    while waiting:
        name, current = waiting.pop()
        if isinstance(current, str):
            if current.strip():
                yield name, printable(current).strip()
        elif isinstance(current, dict):
            waiting.extend(reversed([(inner, entry) for inner, entry in current.items()]))
        elif isinstance(current, list):
            waiting.extend((name, entry) for entry in reversed(current))


def _shas(fields: Mapping[str, object]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for key, text in _texts("", dict(fields)):
        for sha in _SHA.findall(text):
            # Outside a commit's own field, a word of a-f or a plain number is more likely just that.
            mixed = any(c.isdigit() for c in sha) and any(c.isalpha() for c in sha)
            if mixed or key in _COMMITS:
                found.setdefault(sha.lower())
    return tuple(found)


def _artifacts(fields: Mapping[str, object]) -> tuple[str, ...]:
    named = [text for key in _ARTIFACTS for _, text in _texts(key, fields.get(key))]
    # `evidence` is prose or paths, as the agent liked.
    named += [text for _, text in _texts("evidence", fields.get("evidence")) if _PATH.fullmatch(text)]
    return tuple(dict.fromkeys(named))


def _finding(message: str, path: str, line: int | None) -> Finding:
    source = Source(path=path, line=line)
    return Finding(rule="ledger-line", severity=Severity.WARNING, message=message, source=source)
