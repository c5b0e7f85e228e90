"""What the user has allowed to run, kept outside every repository and bound to the exact command."""

import hashlib
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from sisyphus.adapters.private import (
    DECISIONS,
    explain,
    open_regular,
    require_private,
    user_folder,
    user_state_home,
    write_atomically,
)
from sisyphus.adapters.repository.layout import list_worktrees, read_layout
from sisyphus.errors import InputError, UsageError
from sisyphus.model.check import Check
from sisyphus.model.deferred import asdict, dataclass, replace
from sisyphus.model.regex import regex

_KEY = regex(r"[0-9a-f]{64}")
_NAME = regex(r"([0-9a-f]{64})\.(allow|deny)")
_ENTRY_LIMIT = 1 << 20
_DESCRIPTION_CHARS = 4000
_TEXT_CHARS = 80_000
"""With the description, each character of twelve bytes in JSON, still an entry that is read again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What a decision is about, as the user was shown it."""

    repository: str
    """As `repository_id` names it."""
    folder: str
    """Absolute path of the work tree in which it was decided."""
    plan: str
    """Relative to the git top level."""
    task: str | None
    line: int
    text: str
    """Context lines and command, whole."""
    commit: str | None
    """HEAD when it was decided; `None` without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustEntry:
    """One decision of the user."""

    key: str
    allowed: bool
    description: str
    """What the user was shown, for a list to read."""
    at: datetime
    """UTC."""
    matter: Matter | None = None
    """`None` for decisions of older versions."""


def repository_id(root_commit: str | None, root: Path) -> str:
    """Name a repository across its clones and worktrees; one without commits only by its place."""
    return root_commit or hashlib.sha256(os.fsencode(root.resolve())).hexdigest()


class TrustStore:
    """Decisions, one file each, in the user's state folder. A denial outweighs a permission."""

    def __init__(self, root: Path) -> None:
        """Raise InputError when the state folder lies in a work tree of the repository: its own judge."""
        self.home = user_state_home(root)
        for top in list_worktrees(read_layout(root)):
            user_state_home(top)
        self.path = self.home / DECISIONS

    @staticmethod
    def key(check: Check, repository_id: str, plan_path: str) -> str:
        """Digest all that decides what a command does and when it passes: 64 hexadecimal digits.

        A change of any of it, white space included, makes another key, so that the user is asked again. Line
        and id of the check are no part of it.
        """
        identity: dict[str, object] = {
            "v": 1,
            "repository": repository_id,
            "plan": plan_path,
            "task": check.task,
            "command": check.command,
            "context": check.context,
            "shell": check.shell,
            "cwd": check.cwd,
            "timeout_s": check.timeout_s,
            "expect": asdict(check.expect),
        }
        if not check.runnable:  # what was allowed as an ordinary command was not allowed as this
            identity["against"] = [check.why_not, check.risk]
        # Escaped, since lone surrogates have no UTF-8 form.
        canonical = json.dumps(identity, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        return hashlib.sha256(canonical.encode()).hexdigest()

    def trusted(self, keys: Iterable[str]) -> set[str]:
        """Return those of the keys that are allowed and not denied.

        Raises MachineError for a store that others may write, InputError for one with links in it.
        """
        wanted = set(keys)
        found = {entry.key: entry for entry in self._read(wanted)}
        return {key for key, entry in found.items() if entry.allowed}

    def denied(self, keys: Iterable[str]) -> set[str]:
        """Return those of the keys that the user has denied."""
        return {entry.key for entry in self._read(set(keys)) if not entry.allowed}

    def allow(self, key: str, description: str, now: datetime, matter: Matter | None = None) -> None:
        """Allow one command from now on. Raises UsageError for one that is denied."""
        if any(not entry.allowed for entry in self._read({key})):
            raise UsageError("this command is denied", fix=f"sisyphus trust revoke {key[:12]}")
        self._write(f"{key}.allow", description, now, matter)

    def deny(self, key: str, description: str, now: datetime, matter: Matter | None = None) -> None:
        """Deny one command from now on, allowed before or not."""
        self._write(f"{key}.deny", description, now, matter)

    def revoke(self, key: str) -> bool:
        """Forget what was decided about one command. False when nothing was."""
        _require_key(key)
        forgotten = False
        try:
            with user_folder(self.home, DECISIONS, create=False) as opened:
                for suffix in ("allow", "deny"):
                    with suppress(FileNotFoundError):
                        os.unlink(f"{key}.{suffix}", dir_fd=opened)
                        forgotten = True
        except FileNotFoundError:
            return False
        except OSError as error:
            raise explain(error, str(self.path), own=True) from error
        return forgotten

    def entries(self) -> tuple[TrustEntry, ...]:
        """Return all decisions, oldest first; of a command both allowed and denied only the denial."""
        return tuple(sorted(self._read(None), key=lambda entry: (entry.at, entry.key)))

    def _read(self, keys: set[str] | None) -> list[TrustEntry]:
        """Read decisions about the given keys, or all: one a key, the denial where there is one."""
        entries: dict[str, TrustEntry] = {}
        try:
            with user_folder(self.home, DECISIONS, create=False) as opened:
                for name in sorted(os.listdir(opened)):  # noqa: PTH208 - a descriptor; allow comes before deny
                    known = _NAME.fullmatch(name)
                    if known and (keys is None or known[1] in keys):
                        with suppress(FileNotFoundError):  # revoked since it was listed
                            entries[known[1]] = self._entry(name, opened)
        except FileNotFoundError:
            return list(entries.values())
        except OSError as error:
            raise explain(error, str(self.path), own=True) from error
        return list(entries.values())

    def _entry(self, name: str, parent: int) -> TrustEntry:
        """Read one decision. Raises FileNotFoundError for one that is gone, and SisyphusError."""
        place = str(self.path / name)
        try:
            with open(open_regular(name, os.O_RDONLY, parent), "rb") as stream:  # noqa: PTH123 - a descriptor
                require_private(os.fstat(stream.fileno()), place)
                content = stream.read(_ENTRY_LIMIT)
        except FileNotFoundError:
            raise
        except OSError as error:
            raise explain(error, place, own=True) from error
        key, _, decision = name.partition(".")
        try:
            said = json.loads(content)
            whole = said["key"] == key and said["decision"] == decision
            entry = TrustEntry(
                key=key,
                allowed=decision == "allow",
                description=str(said["description"]),
                at=datetime.fromisoformat(said["at"]).astimezone(UTC),
                matter=_matter(said["matter"]) if said.get("matter") else None,
            )
        except (ValueError, KeyError, TypeError, RecursionError, OverflowError) as error:
            raise InputError("not a decision that we wrote", path=place, fix="remove the file") from error
        if not whole:
            raise InputError("speaks of another command", path=place, fix="remove the file")
        return entry

    def _write(self, name: str, description: str, now: datetime, matter: Matter | None) -> None:
        key, _, decision = name.partition(".")
        _require_key(key)
        entry = {
            "v": 1,
            "key": key,
            "decision": decision,
            "description": description[:_DESCRIPTION_CHARS],
            "at": now.astimezone(UTC).isoformat(),
            "matter": asdict(replace(matter, text=matter.text[:_TEXT_CHARS])) if matter else None,
        }
        try:
            with user_folder(self.home, DECISIONS, create=True) as opened:
                write_atomically(name, json.dumps(entry, sort_keys=True).encode(), opened)
        except OSError as error:
            raise explain(error, str(self.path / name), own=True) from error


def _matter(said: object) -> Matter:
    if not isinstance(said, dict):
        raise TypeError(type(said).__name__)
    texts = {name: str(said[name]) for name in ("repository", "folder", "plan", "text")}
    task, commit = (None if said[name] is None else str(said[name]) for name in ("task", "commit"))
    return Matter(**texts, task=task, line=int(said["line"]), commit=commit)


def _require_key(key: str) -> None:
    if not _KEY.fullmatch(key):
        raise UsageError(f"not a trust key: {key[:80]!r}", fix="copy one from `sisyphus trust list`")
