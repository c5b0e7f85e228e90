"""Commit ids that agents wrote down. Each counts only with the task of the line on which it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from sisyphus.analysis.link_doubt import Candidates
from sisyphus.analysis.link_evidence import Evidence, Kind, Scene
from sisyphus.analysis.link_text import commit_ids, mentions, plain_label
from sisyphus.model.ledger import LedgerRow
from sisyphus.model.notepad import Notepad
from sisyphus.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Note:
    """A commit id that somebody wrote down for a task."""

    label: str
    """As `plain_label` has it."""
    sha: str
    where: str


def find_notes(plan: Plan, notepads: tuple[Notepad, ...]) -> Iterator[Note]:
    """Yield the commit ids in plan and notepads, with the task of the line on which they stand."""
    labels = {task.key: plain_label(task.label) for task in plan.tasks}
    for box in plan.boxes:
        for sha in commit_ids(box.text):
            if box.task in labels:
                yield Note(labels[box.task], sha, f"{plan.path}:{box.line}")
    for pad in notepads:
        for entry in pad.entries:
            heading = mentions(entry.title) if entry.task is None else {plain_label(entry.task)}
            for line in (entry.title, *entry.text.split("\n")):
                found = list(commit_ids(line))
                for label in (mentions(line) or heading) if found else ():
                    for sha in found:
                        yield Note(label, sha, f"{pad.path}:{entry.line}")


def find_rows(ledger: tuple[LedgerRow, ...]) -> Iterator[Note]:
    """Yield the commit ids in rows of a ledger that are about one task."""
    for row in ledger:
        # Of several ids one may be the base that was reviewed against.
        if row.task is not None and len(row.shas) == 1:
            yield Note(plain_label(row.task), row.shas[0], f"{row.path}:{row.line}")


def add_notes(
    scene: Scene,
    candidates: dict[str, Candidates],
    notepads: tuple[Notepad, ...],
    ledger: tuple[LedgerRow, ...] = (),
) -> dict[str, str]:
    """Add the commits that notes name; return what notes name and the branch does not have, by task key."""
    missing: dict[str, str] = {}
    for note in (*find_notes(scene.plan, notepads), *find_rows(ledger)):
        numbers = scene.history.find_id(note.sha)
        for one in candidates.values():
            if plain_label(one.task.label) != note.label:
                continue
            if not numbers:
                gone = f"{note.where} names {note.sha}, which this branch does not have"
                missing.setdefault(one.task.key, gone)
            for number in numbers:
                if scene.history.usable[number]:
                    _add(scene, one, number, note)
    return missing


def _add(scene: Scene, one: Candidates, number: int, note: Note) -> None:
    known = one.evidence.setdefault(number, [])
    # A note for a commit that changes nothing of what the task names is a hint, no more.
    agrees = known or not any(scene.named[one.task.key])
    kind = Kind.NOTE if agrees else Kind.LIKE
    evidence = Evidence(kind, f"{note.where} names it for task {one.task.label}")
    if evidence not in known:
        known.append(evidence)
