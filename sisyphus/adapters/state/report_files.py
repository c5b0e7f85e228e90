"""Whether a file that the user named is a report, and of which plan."""

import re
from pathlib import Path

from sisyphus.adapters.files import read_file
from sisyphus.adapters.place import Place, is_same_file
from sisyphus.adapters.private import explain, folder
from sisyphus.parse.encoding import MAX_BYTES, decode
from sisyphus.parse.notepads.names import is_report
from sisyphus.parse.plan import parse_plan

_FOLDER_MODE = 0o777
"""Less what the user's mask takes away."""
_PLAN_PATH = re.compile(r"\bplans/([\w.-]{1,200}?)\.md\b")


def plan_of_report(place: Place, file: Path) -> str | None:
    """Return the plan that a report speaks of; empty when it does not say, `None` for a plan.

    The folder of its notepads tells, else the one plan that it names. Raises InputError, MachineError
    or UsageError when it cannot be read.
    """
    names = {p.name for p in place.plans}
    if any(is_same_file(p.path, file) for p in place.plans):
        return None
    above = file.parent.name if file.parent.parent.name == "notepads" else ""
    loose = file.stem if file.parent.name == "notepads" else ""
    if found := next((n for n in (above, loose) if n in names), None):
        return found
    content = read_file(file, None, limit=MAX_BYTES)
    if not is_report(file.name) and parse_plan(content, file.name).tasks:
        return None
    text, _ = decode(content, file.name)
    named = {m for m in _PLAN_PATH.findall(text) if m in names}
    return named.pop() if len(named) == 1 else ""


def make_report_folder(state_dir: Path, plan: str) -> Path:
    """Return the plan's notepad folder, made if need be; no link below the workspace is followed.

    Raises InputError for a link in its path, MachineError when the machine refuses.
    """
    where = state_dir / "notepads" / plan
    try:
        with folder(state_dir.parent, (state_dir.name, "notepads", plan), create=_FOLDER_MODE):
            return where
    except OSError as error:
        raise explain(error, str(where)) from error
