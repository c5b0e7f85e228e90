"""What the user has allowed to run, kept outside every repository and bound to the exact command."""

import hashlib
import json
import os
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from sisyphus.adapters.private import (
    explain,
    open_regular,
    require_private,
    user_folder,
    user_state_home,
    write_atomically,
)
from sisyphus.errors import InputError, UsageError
from sisyphus.model.check import Check

_FOLDER = "trust"
_KEY = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"([0-9a-f]{64})\.(allow|deny)")
_ENTRY_LIMIT = 1 << 16
_FILE_LIMIT = 1 << 20
_DESCRIPTION_CHARS = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustEntry:
    """One decision of the user."""

    key: str
    allowed: bool
    description: str
    """What the user was shown, for a list to read."""
    at: datetime
    """UTC."""


def repository_id(root_commit: str | None, root: Path) -> str:
    """Name a repository across its clones and worktrees; one without commits only by its place."""
    return root_commit or hashlib.sha256(os.fsencode(root.resolve())).hexdigest()


class TrustStore:
    """Decisions, one file each, in the user's state folder. A denial outweighs a permission."""

    def __init__(self, root: Path) -> None:
        """Raise InputError when the state folder lies inside the work tree, which could then allow itself."""
        self.home = user_state_home(root)
        self.path = self.home / _FOLDER

    @staticmethod
    def key(check: Check, repository_id: str, plan_path: str) -> str:
        """Digest all that decides what a command does and when it passes: 64 hexadecimal digits.

        A change of any of it, white space included, makes another key, so that the user is asked again. Line
        and id of the check are no part of it.
        """
        identity = {
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

    def allow(self, key: str, description: str, now: datetime) -> None:
        """Allow one command from now on. Raises UsageError for one that is denied."""
        if any(not entry.allowed for entry in self._read({key})):
            raise UsageError("this command is denied", fix=f"sisyphus trust revoke {key[:12]}")
        self._write(f"{key}.allow", description, now)

    def deny(self, key: str, description: str, now: datetime) -> None:
        """Deny one command from now on, allowed before or not."""
        self._write(f"{key}.deny", description, now)

    def revoke(self, key: str) -> bool:
        """Forget what was decided about one command. False when nothing was."""
        _require_key(key)
        forgotten = False
        try:
            with user_folder(self.home, _FOLDER, create=False) as opened:
                for suffix in ("allow", "deny"):
                    with suppress(FileNotFoundError):
                        os.unlink(f"{key}.{suffix}", dir_fd=opened)
                        forgotten = True
        except FileNotFoundError:
            return False
        except OSError as error:
            raise explain(error, str(self.path)) from error
        return forgotten

    def entries(self) -> tuple[TrustEntry, ...]:
        """Return all decisions, oldest first; of a command both allowed and denied only the denial."""
        return tuple(sorted(self._read(None), key=lambda entry: (entry.at, entry.key)))

    def _read(self, keys: set[str] | None) -> list[TrustEntry]:
        """Read decisions about the given keys, or all: one a key, the denial where there is one."""
        entries: dict[str, TrustEntry] = {}
        try:
            with user_folder(self.home, _FOLDER, create=False) as opened:
                for name in sorted(os.listdir(opened)):  # noqa: PTH208 - a descriptor; allow comes before deny
                    known = _NAME.fullmatch(name)
                    if known and (keys is None or known[1] in keys):
                        entries[known[1]] = self._entry(name, opened)
        except FileNotFoundError:
            return list(entries.values())
        except OSError as error:
            raise explain(error, str(self.path)) from error
        return list(entries.values())

    def _entry(self, name: str, parent: int) -> TrustEntry:
        place = str(self.path / name)
        try:
            with open(open_regular(name, os.O_RDONLY, parent), "rb") as stream:  # noqa: PTH123 - a descriptor
                require_private(os.fstat(stream.fileno()), place)
                content = stream.read(_ENTRY_LIMIT)
        except OSError as error:
            raise explain(error, place) from error
        key, _, decision = name.partition(".")
        try:
            said = json.loads(content)
            whole = said["key"] == key and said["decision"] == decision
            entry = TrustEntry(
                key=key,
                allowed=decision == "allow",
                description=str(said["description"]),
                at=datetime.fromisoformat(said["at"]).astimezone(UTC),
            )
        except (ValueError, KeyError, TypeError, RecursionError, OverflowError) as error:
            raise InputError("not a decision that we wrote", path=place, fix="remove the file") from error
        if not whole:
            raise InputError("speaks of another command", path=place, fix="remove the file")
        return entry

    def _write(self, name: str, description: str, now: datetime) -> None:
        key, _, decision = name.partition(".")
        _require_key(key)
        entry = {
            "v": 1,
            "key": key,
            "decision": decision,
            "description": description[:_DESCRIPTION_CHARS],
            "at": now.astimezone(UTC).isoformat(),
        }
        try:
            with user_folder(self.home, _FOLDER, create=True) as opened:
                write_atomically(name, json.dumps(entry, sort_keys=True).encode(), opened)
        except OSError as error:
            raise explain(error, str(self.path / name)) from error


def read_trust_file(path: Path, root: Path) -> frozenset[str]:
    """Read keys that a user allows in a file: JSON (a list, or `{"keys": [...]}`) or lines with `#` comments.

    Raises InputError for a file inside `root`, which the repository could have brought along.
    """
    try:
        real = path.resolve(strict=True)
        if real.is_relative_to(root.resolve()):
            raise InputError(
                "a trust file inside the repository could allow anything",
                path=str(path),
                fix="keep it outside the repository",
            )
        if not real.is_file():
            raise InputError("no regular file", path=str(path), fix="name a readable file of keys")
        with real.open("rb") as stream:
            content = stream.read(_FILE_LIMIT + 1)
    except (OSError, ValueError, RuntimeError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(why or str(error), path=str(path), fix="name a readable file of keys") from error
    if len(content) > _FILE_LIMIT:
        raise InputError("too large for a trust file", path=str(path), fix="keep one key a line")
    text = content.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    keys = _keys_of_json(text, path) if text.lstrip()[:1] in {"[", "{"} else _keys_of_lines(text, path)
    return frozenset(keys)


def _keys_of_json(text: str, path: Path) -> list[str]:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON: {error}", path=str(path), fix="write a list of keys") from error
    keys = said.get("keys") if isinstance(said, dict) else said
    if not isinstance(keys, list) or not all(isinstance(key, str) and _KEY.fullmatch(key) for key in keys):
        raise InputError("no list of keys", path=str(path), fix='write {"keys": ["<64 hexadecimal digits>"]}')
    return keys


def _keys_of_lines(text: str, path: Path) -> list[str]:
    keys = []
    for number, line in enumerate(text.split("\n"), 1):
        word = line.partition("#")[0].strip()
        if word and not _KEY.fullmatch(word):
            raise InputError(
                "not a key", path=str(path), line=number, fix="write 64 hexadecimal digits a line"
            )
        if word:
            keys.append(word)
    return keys


def _require_key(key: str) -> None:
    if not _KEY.fullmatch(key):
        raise UsageError(f"not a trust key: {key[:80]!r}", fix="copy one from `sisyphus trust list`")
