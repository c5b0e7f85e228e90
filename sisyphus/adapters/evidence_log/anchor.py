"""Remembers outside the repository how far our own log went: a chain that was cut still holds together."""

import hashlib
import json
import os
from collections.abc import Container
from itertools import chain as one_after_another
from itertools import count as numbers
from pathlib import Path

from sisyphus.adapters.evidence_log.chain import Chain
from sisyphus.adapters.evidence_log.place import is_log_of
from sisyphus.adapters.private import explain, read_regular, user_folder, user_state_home, write_atomically
from sisyphus.errors import InputError
from sisyphus.model.deferred import dataclass

_FOLDER = "anchors"
_LIMIT = 4096


@dataclass(frozen=True, slots=True)
class Anchor:
    """The end of our own log as we last wrote it."""

    count: int
    """0 for a log that was only begun."""
    last: str
    """Digest of line number `count`."""
    log: str
    """Name of the log, without its suffix."""
    next: str | None = None
    """Digest of the line that was being written: it is ours too, should a crash have come in between."""


def anchor_fault(chain: Chain, anchor: Anchor) -> str | None:
    """Compare a log with its anchor, `chain` having watched the anchor's line."""
    if chain.count < anchor.count:
        return (
            f"was cut off at line {chain.count}: it went to line {anchor.count} when it was last written here"
        )
    if anchor.count and chain.watched != anchor.last:
        return f"was replaced: line {anchor.count} is not the one that was written here"
    return None


def vouched(chain: Chain, anchor: Anchor) -> int:
    """Return how many lines of a log without fault were written here; what follows is somebody else's."""
    crashed = chain.count == anchor.count + 1 and chain.last == anchor.next
    return anchor.count + crashed


def ends_at(chain: Chain, anchor: Anchor) -> bool:
    """Whether the last line of a log is the last one that was written here."""
    announced = chain.count == anchor.count + 1 and chain.last == anchor.next
    return announced or (chain.count, chain.last) == (anchor.count, anchor.last)


class AnchorFile:
    """Where the anchor of one log lies."""

    def __init__(self, state_dir: Path, plan: str, writer: str, root: Path) -> None:
        """Raise InputError when the user's state folder lies inside `root`."""
        self.home, self.writer = user_state_home(root), writer
        place = "\0".join([str(state_dir.resolve()), plan, writer])
        self.name = hashlib.sha256(os.fsencode(place)).hexdigest() + ".json"
        self.path = str(self.home / _FOLDER / self.name)

    def read(self) -> Anchor | None:
        """Return the anchor, `None` for a log never written here. Raises SisyphusError for a bad one."""
        try:
            with user_folder(self.home, _FOLDER, create=False) as opened:
                content = read_regular(self.name, opened, _LIMIT)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise explain(error, self.path, own=True) from error
        try:
            said = json.loads(content)
            count, last = said["count"], said["hash"]
            log, following = said.get("log", self.writer), said.get("next")
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise InputError("not an anchor that we wrote", path=self.path, fix="remove the file") from error
        whole = isinstance(count, int) and count >= 0 and isinstance(last, str)
        named = isinstance(log, str) and is_log_of(log, self.writer)
        if not whole or not named or not isinstance(following, str | None):
            raise InputError("not an anchor that we wrote", path=self.path, fix="remove the file")
        return Anchor(count, last, log, following)

    def remove(self) -> None:
        """Forget the log. Raises MachineError when that is not allowed."""
        try:
            with user_folder(self.home, _FOLDER, create=False) as opened:
                os.unlink(self.name, dir_fd=opened)
        except FileNotFoundError:
            return
        except OSError as error:
            raise explain(error, self.path, own=True) from error

    def write(self, anchor: Anchor) -> None:
        """Replace the anchor. Raises MachineError when it cannot be written."""
        said = {"v": 1, "count": anchor.count, "hash": anchor.last, "log": anchor.log}
        if anchor.next:
            said["next"] = anchor.next
        try:
            with user_folder(self.home, _FOLDER, create=True) as opened:
                # Lasting, also where it only announces a line: lost in a power cut, it would disown the log.
                write_atomically(self.name, json.dumps(said).encode(), opened)
        except OSError as error:
            raise explain(error, self.path, own=True) from error


def free_log(writer: str, taken: Container[str]) -> str:
    """Return the first name of a log of this writer that is not taken."""
    names = one_after_another([writer], (f"{writer}-{number}" for number in numbers(2)))
    return next(name for name in names if name not in taken)
