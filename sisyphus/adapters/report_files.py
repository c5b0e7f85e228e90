"""Whether a file that the user named is a report, and of which plan."""

import re
from pathlib import Path

from sisyphus.adapters.files import read_file
from sisyphus.adapters.place import Place
from sisyphus.parse.encoding import MAX_BYTES, decode
from sisyphus.parse.notepads.names import is_report
from sisyphus.parse.plan import parse_plan

_PLAN_PATH = re.compile(r"\bplans/([\w.-]{1,200}?)\.md\b")


def plan_of_report(place: Place, file: Path) -> str | None:
    """Return the plan that a report speaks of; empty when it does not say, `None` for a plan.

    The folder of its notepads tells, else the one plan that it names. Raises InputError, MachineError
    or UsageError when it cannot be read.
    """
    names = {p.name for p in place.plans}
    if any(_same(p.path, file) for p in place.plans):
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


def _same(first: Path, second: Path) -> bool:
    try:
        return first.samefile(second)
    except OSError:
        return False
