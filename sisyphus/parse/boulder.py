"""boulder.json of every era and dialect, read into one shape."""

import json
from collections.abc import Mapping, Sequence

from sisyphus.errors import InputError
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.work import Boulder, Work
from sisyphus.parse.boulder_work import parse_work, plan_stem
from sisyphus.parse.json_text import load_json

_MIRRORED = ("active_plan", "plan_name", "status", "ended_at", "worktree_path", "session_ids")
"""Root fields that repeat those of one work."""


def parse_boulder(text: str, path: str) -> Boulder:
    """Read works and the active work's id; what is odd becomes a finding.

    Works beat the root fields where they disagree, as in the engine. Raises InputError when the text is no
    JSON object.
    """
    value, oddities = load_json(text, path)
    if not isinstance(value, dict):
        raise InputError(
            "boulder.json holds no object",
            fix="delete the file, or restore it from history; plans are read without it",
            path=path,
            line=1,
        )
    remarks = Remarks(text, path)
    entries = _entries(value.get("works"), remarks)
    works = [work for key, entry in entries if (work := parse_work(key, entry, remarks)) is not None]
    if works:
        _compare_mirror(value, works, remarks)
    else:
        works = _legacy(value, remarks)
    if not works:
        remarks.add("boulder-empty", "no work is recorded")
    active = _active_id(value.get("active_work_id"), works, remarks)
    findings = oddities + tuple(remarks.findings)
    return Boulder(path=path, works=tuple(works), active_work_id=active, findings=findings)


class Remarks:
    """Findings of one file, in the order met."""

    def __init__(self, text: str, path: str) -> None:
        self.findings: list[Finding] = []
        self._text = text
        self._path = path

    def add(self, rule: str, message: str, key: str | None = None) -> None:
        """Note a finding at the first line that holds `key` as a JSON string."""
        place = -1 if key is None else self._text.find(json.dumps(key, ensure_ascii=False))
        line = None if place < 0 else self._text.count("\n", 0, place) + 1
        source = Source(path=self._path, line=line)
        self.findings.append(Finding(rule=rule, severity=Severity.WARNING, message=message, source=source))


def _entries(works: object, remarks: Remarks) -> list[tuple[str, Mapping[str, object]]]:
    """Pairs of id and fields; entries that are no objects are left out with a finding."""
    if works is None:
        return []
    if isinstance(works, dict):
        named = list(works.items())
    elif isinstance(works, list):
        remarks.add("boulder-dialect", "works is a list, not an object", "works")
        named = [(_own_id(entry) or f"work-{number}", entry) for number, entry in enumerate(works, start=1)]
    else:
        remarks.add("boulder-dialect", f"works is {_kind(works)}, not an object; ignored", "works")
        return []
    entries: list[tuple[str, Mapping[str, object]]] = []
    for key, entry in named:
        if isinstance(entry, dict):
            entries.append((key, entry))
        else:
            remarks.add("boulder-entry", f"work {key!r} is {_kind(entry)}, not an object; skipped", key)
    return entries


def _own_id(entry: object) -> str | None:
    own = entry.get("work_id") if isinstance(entry, dict) else None
    return own if isinstance(own, str) and own else None


def _legacy(root: Mapping[str, object], remarks: Remarks) -> list[Work]:
    """Read the root fields as the one work of a file from before `works`."""
    if not any(root.get(key) for key in ("active_plan", "plan_name")):
        return []
    work = parse_work(f"{plan_stem(root) or 'plan'}-legacy", {**root, "work_id": None}, remarks)
    return [] if work is None else [work]


def _compare_mirror(root: Mapping[str, object], works: Sequence[Work], remarks: Remarks) -> None:
    present = [key for key in _MIRRORED if root.get(key) is not None]
    if not present:
        return
    mirrored = _mirrored_work(root, works)
    # Read the root with the same eyes as a work, so that only real differences are left.
    unheard = Remarks("", "")
    fields = {**root, "work_id": None, "plan_name": root.get("plan_name") or mirrored.plan_name}
    as_work = parse_work(mirrored.work_id, fields, unheard)
    for key in present:
        said = root[key] if as_work is None else getattr(as_work, key)
        own = getattr(mirrored, key)
        if said != own:
            message = (
                f"root says {key} {_show(said)}, work {mirrored.work_id!r} says {_show(own)}; the work counts"
            )
            remarks.add("boulder-mirror", message, key)


def _mirrored_work(root: Mapping[str, object], works: Sequence[Work]) -> Work:
    """Find the work that the root fields repeat: the active one, else the latest, else the first."""
    for work in works:
        if work.work_id == root.get("active_work_id"):
            return work
    same_plan = [work for work in works if work.plan_name == root.get("plan_name")]
    stamps = [(moment, work) for work in same_plan or works if (moment := work.updated_at or work.started_at)]
    return max(stamps, key=lambda pair: pair[0])[1] if stamps else (same_plan or works)[0]


def _active_id(value: object, works: Sequence[Work], remarks: Remarks) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        remarks.add(
            "boulder-field", f"active_work_id is {_kind(value)}, not a string; ignored", "active_work_id"
        )
        return None
    if value not in {work.work_id for work in works}:
        remarks.add(
            "boulder-active",
            f"active_work_id names {value!r}, which is not among the works",
            "active_work_id",
        )
    return value


def _show(value: object) -> str:
    if isinstance(value, tuple):
        return f"{len(value)} session(s)"
    return "nothing" if value is None else repr(str(value))


def _kind(value: object) -> str:
    names = {
        "NoneType": "null",
        "list": "a list",
        "dict": "an object",
        "str": "a string",
        "bool": "a boolean",
    }
    return names.get(type(value).__name__, "a number")
