"""One work of a boulder.json, whichever dialect wrote it."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from sisyphus.model.work import Work
from sisyphus.parse.json_text import printable
from sisyphus.parse.timestamp import parse_timestamp

_STARTED = ("started_at", "created_at")
_ENDED = ("ended_at", "completed_at")
_UPDATED = ("updated_at",)
_PREFIX = re.compile(r"[A-Za-z][\w-]*:(?=.)", re.ASCII)


class Notes(Protocol):
    """Takes the findings of the file."""

    def add(self, rule: str, message: str, key: str | None = None) -> None:
        """Note a finding at the first line that holds `key`."""


def parse_work(key: str, fields: Mapping[str, object], notes: Notes) -> Work | None:
    """Read one work; `None`, with a finding, when it names no plan.

    `key` is its id: it counts even where the entry's own `work_id` says something else.
    """
    own_id = fields.get("work_id")
    if isinstance(own_id, str) and own_id != key:
        notes.add("boulder-entry", f"work {key!r} calls itself {own_id!r}; the key counts", key)
    active_plan = _text(fields, "active_plan") or ""
    plan_name = plan_stem(fields)
    if not plan_name:
        notes.add("boulder-entry", f"work {key!r} names no plan; skipped", key)
        return None
    if active_plan and _stem(active_plan).casefold() != plan_name.casefold():
        notes.add(
            "boulder-plan-name", f"work {key!r}: plan_name {plan_name!r} is not the file of active_plan", key
        )
    return Work(
        work_id=key,
        plan_name=plan_name,
        active_plan=active_plan,
        status=_status(key, fields.get("status"), notes),
        started_at=_moment(key, fields, _STARTED, notes),
        ended_at=_moment(key, fields, _ENDED, notes),
        updated_at=_moment(key, fields, _UPDATED, notes),
        session_ids=_sessions(key, fields.get("session_ids"), notes),
        worktree_path=_text(fields, "worktree_path"),
    )


def plan_stem(fields: Mapping[str, object]) -> str | None:
    """Give the plan's name: as recorded, else from the path; `None` when neither is there."""
    return _text(fields, "plan_name") or _stem(_text(fields, "active_plan") or "") or None


def bare_session(session: str) -> str:
    """Drop one `platform:` prefix, known or not."""
    return _PREFIX.sub("", session, count=1) if _PREFIX.match(session) else session


def _text(fields: Mapping[str, object], key: str) -> str | None:
    value = fields.get(key)
    return printable(value).strip() or None if isinstance(value, str) else None


def _stem(recorded: str) -> str:
    """Give the file name without `.md`; both slashes separate, as the path may be of any machine."""
    return re.split(r"[/\\]", recorded.rstrip("/\\"))[-1].removesuffix(".md")


def _status(key: str, value: object, notes: Notes) -> str:
    if value is None:
        return "active"
    if isinstance(value, str) and value.strip():
        return printable(value).strip().lower()
    notes.add("boulder-field", f"work {key!r}: status is not a word; read as unknown", key)
    return "unknown"


def _moment(key: str, fields: Mapping[str, object], names: tuple[str, ...], notes: Notes) -> datetime | None:
    for name in names:
        value = fields.get(name)
        if value is None or value == "":
            continue
        moment = parse_timestamp(value)
        if moment is not None:
            return moment
        notes.add("boulder-field", f"work {key!r}: {name} is no time; ignored", name)
    return None


def _sessions(key: str, value: object, notes: Notes) -> tuple[str, ...]:
    listed = [value] if isinstance(value, str) else value
    if listed is None:
        return ()
    if not isinstance(listed, list):
        notes.add("boulder-field", f"work {key!r}: session_ids is no list; ignored", "session_ids")
        return ()
    texts = [printable(entry).strip() for entry in listed if isinstance(entry, str)]
    if len(texts) < len(listed):
        notes.add("boulder-field", f"work {key!r}: a session id is no text; ignored", "session_ids")
    return tuple(dict.fromkeys(bare_session(text) for text in texts if text))
