"""Which copy of a plan its reviews judged: hashes that drafts, notepads and ledgers name as the plan's."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import PureWindowsPath

from sisyphus.adapters.files import read_file
from sisyphus.adapters.place import Place, error_finding
from sisyphus.adapters.state.state_files import draft_files
from sisyphus.errors import InputError, MachineError
from sisyphus.model.copies import Judged
from sisyphus.model.finding import Finding, Source
from sisyphus.model.ledger import LedgerRow
from sisyphus.model.regex import regex
from sisyphus.parse.encoding import MAX_BYTES, decode

A_REVIEW = "a review"
"""Stands for a reviewer whose name the text does not tell."""

_HASH = regex(r"plan[_ -]?sha-?256\W{1,8}(?P<hash>[0-9a-f]{64})\b", re.IGNORECASE)
_KEY = regex(r"(?P<indent> *)(?P<key>[\w.-]{1,60}):\s*(?P<value>.*)$")
_LONGEST = 200
"""Lines of front matter that are read."""
_BOX = regex(rb"^([ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[)[^\]\r\n](\][ \t])", re.MULTILINE)


def read_drafts(place: Place, findings: list[Finding]) -> dict[str, tuple[Judged, ...]]:
    """Read the planner's drafts: by the name of the plan that they are about, the hashes that they name."""
    found: dict[str, tuple[Judged, ...]] = {}
    try:
        files = draft_files(place.state)
    except MachineError as error:
        findings.append(error_finding("unreadable-draft", error, place.root))
        return found
    for file in files:
        try:
            text, _ = decode(read_file(file.path, place.state.bound, limit=MAX_BYTES), file.relative)
        except (InputError, MachineError) as error:
            findings.append(error_finding("unreadable-draft", error, place.root))
            continue
        plan, judged = judged_in_draft(text, file.relative)
        if judged:
            name = plan or file.name
            found[name] = (*found.get(name, ()), *judged)
    return found


def judged_in_draft(text: str, path: str) -> tuple[str | None, tuple[Judged, ...]]:
    """Return the plan that a draft's front matter names, without folder and suffix, and the hashes in it.

    A hash below `review:` belongs to the reviewer whose key stands above it, one at the top to the draft.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return None, judged_in_text(text, path)
    plan, slug = None, None
    judged: list[Judged] = []
    above: list[tuple[int, str]] = []
    for number, line in enumerate(lines[1:_LONGEST], start=2):
        if line.rstrip() == "---":
            break
        entry = _KEY.match(line.rstrip())
        if entry is None:
            continue
        indent, key, value = len(entry["indent"]), entry["key"], entry["value"].strip(" \"'`")
        above = [(at, name) for at, name in above if at < indent]
        if not value:
            above.append((indent, key))
        plan = (_stem(value) or plan) if key == "plan_path" else plan
        slug = value if key == "slug" else slug
        if match := _HASH.match(f"{key.rpartition('.')[2]}: {value}"):
            names = [*(name for _, name in above), *key.split(".")[:-1]]
            by = next((n for n in reversed(names) if n != "review"), "the draft")
            judged.append(Judged(by=by, sha256=match["hash"].lower(), source=Source(path=path, line=number)))
    return plan or slug or None, tuple(judged)


def _stem(path: str) -> str:
    return PureWindowsPath(path).name.removesuffix(".md")


def judged_in_text(text: str, path: str, by: str = A_REVIEW) -> tuple[Judged, ...]:
    """Return the hashes that a text names as those of its plan."""
    return tuple(
        Judged(by=by, sha256=match["hash"].lower(), source=Source(path=path, line=number))
        for number, line in enumerate(text.split("\n"), start=1)
        if "256" in line and (match := _HASH.search(line))
    )


def judged_in_ledger(rows: Iterable[LedgerRow], named: dict[tuple[str, int], str]) -> Iterator[Judged]:
    """Yield the hashes in the rows of one plan; `named` gives the hash of a row by path and line."""
    for row in rows:
        if digest := named.get((row.path, row.line)):
            source = Source(path=row.path, line=row.line)
            yield Judged(by=row.event or A_REVIEW, sha256=digest, source=source)


def hash_as_planned(content: bytes) -> str:
    """Return the hash of a plan with all its boxes open: ticking is no change of the plan that was judged."""
    return hashlib.sha256(_BOX.sub(rb"\1 \2", content)).hexdigest()
