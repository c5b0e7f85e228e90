"""Remembers outside the repository how far our own log went: a chain that was cut still holds together."""

import hashlib
import json
import os
from pathlib import Path

from sisyphus.adapters.evidence_chain import Chain
from sisyphus.adapters.private import explain, read_regular, user_folder, user_state_home, write_atomically
from sisyphus.errors import InputError
from sisyphus.model.deferred import dataclass

_FOLDER = "anchors"
_LIMIT = 4096


@dataclass(frozen=True, slots=True)
class Anchor:
    """The end of a log as we last wrote it."""

    count: int
    last: str
    """Digest of line number `count`."""


def anchor_fault(chain: Chain, anchor: Anchor) -> str | None:
    """Compare a log with its anchor, `chain` having watched the anchor's line.

    More lines than anchored are fine: a crash between line and anchor leaves such a log.
    """
    if chain.count < anchor.count:
        return (
            f"was cut off at line {chain.count}: it went to line {anchor.count} when it was last written here"
        )
    if chain.watched != anchor.last:
        return f"was replaced: line {anchor.count} is not the one that was written here"
    return None


class AnchorFile:
    """Where the anchor of one log lies."""

    def __init__(self, state_dir: Path, plan: str, writer: str, root: Path) -> None:
        """Raise InputError when the user's state folder lies inside `root`."""
        self.home = user_state_home(root)
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
            raise explain(error, self.path) from error
        try:
            said = json.loads(content)
            count, last = said["count"], said["hash"]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise InputError("not an anchor that we wrote", path=self.path, fix="remove the file") from error
        if not isinstance(count, int) or not isinstance(last, str) or count < 1:
            raise InputError("not an anchor that we wrote", path=self.path, fix="remove the file")
        return Anchor(count, last)

    def remove(self) -> None:
        """Forget the log. Raises MachineError when that is not allowed."""
        try:
            with user_folder(self.home, _FOLDER, create=False) as opened:
                os.unlink(self.name, dir_fd=opened)
        except FileNotFoundError:
            return
        except OSError as error:
            raise explain(error, self.path) from error

    def write(self, anchor: Anchor) -> None:
        """Replace the anchor. Raises MachineError when it cannot be written."""
        content = json.dumps({"v": 1, "count": anchor.count, "hash": anchor.last}).encode()
        try:
            with user_folder(self.home, _FOLDER, create=True) as opened:
                write_atomically(self.name, content, opened)
        except OSError as error:
            raise explain(error, self.path) from error
