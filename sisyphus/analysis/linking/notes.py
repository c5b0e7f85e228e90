"""Commit ids that agents wrote down. Each counts only with the task of the line on which it stands."""

from collections.abc import Iterator

from sisyphus.analysis.labels import canonical
from sisyphus.analysis.linking.doubt import Candidates
from sisyphus.analysis.linking.evidence import SHORT, Evidence, Kind, Scene
from sisyphus.analysis.linking.past import Past
from sisyphus.analysis.linking.text import mentions
from sisyphus.model.commit_id import find_commit_ids
from sisyphus.model.deferred import dataclass
from sisyphus.model.ledger import LedgerRow
from sisyphus.model.notepad import Notepad
from sisyphus.model.plan import Plan
from sisyphus.model.repository import NamedCommit


@dataclass(frozen=True, slots=True)
class Note:
    """A commit id that somebody wrote down for a task."""

    label: str
    """As `canonical` has it."""
    sha: str
    where: str


def find_notes(
    plan: Plan, notepads: tuple[Notepad, ...], ledger: tuple[LedgerRow, ...] = ()
) -> Iterator[Note]:
    """Yield the commit ids in plan, notepads, reports and ledger, with the task that each is about."""
    yield from _of_rows(plan)
    for pad in notepads:
        yield from _of_entries(pad)
        for each in pad.commits:
            for label in mentions(each.text) or mentions(each.heading):
                yield Note(label, each.sha, f"{pad.path}:{each.line}")
    for row in ledger:
        # Of several ids one may be the base that was reviewed against.
        if row.task is not None and len(row.shas) == 1:
            yield Note(canonical(row.task), row.shas[0], f"{row.path}:{row.line}")


def _of_rows(plan: Plan) -> Iterator[Note]:
    labels = {task.key: canonical(task.label) for task in plan.tasks}
    for box in plan.boxes:
        if box.task in labels:
            for sha in find_commit_ids(box.text):
                yield Note(labels[box.task], sha, f"{plan.path}:{box.line}")


def _of_entries(pad: Notepad) -> Iterator[Note]:
    for entry in pad.entries:
        heading = mentions(entry.title) if entry.task is None else {canonical(entry.task)}
        for line in (entry.title, *entry.text.split("\n")):
            found = list(find_commit_ids(line))
            for label in (mentions(line) or heading) if found else ():
                for sha in found:
                    yield Note(label, sha, f"{pad.path}:{entry.line}")


def add_notes(
    scene: Scene, candidates: dict[str, Candidates], notes: Iterator[Note], past: Past
) -> dict[str, str]:
    """Add the commits that notes name; return what became of those that are not here, by task key."""
    missing: dict[str, str] = {}
    by_label: dict[str, list[Candidates]] = {}
    for one in candidates.values():
        by_label.setdefault(canonical(one.task.label), []).append(one)
    for note in notes:
        tasks = by_label.get(note.label, ())
        numbers = scene.history.find_id(note.sha)
        named = past.named.get(note.sha)
        if not numbers and named is not None and named.twin:
            numbers = scene.history.find_id(named.twin)
        usable = [number for number in numbers if scene.history.usable[number]]
        for one in tasks:
            for number in usable:
                _add(scene, one, number, _reason(scene, note, number, named))
            if not usable:
                missing.setdefault(
                    one.task.key, f"{note.where} names {note.sha}, {_fate(numbers, named, past)}"
                )
    return missing


def _reason(scene: Scene, note: Note, number: int, named: NamedCommit | None) -> str:
    reason = f"{note.where} names it for task {note.label}"
    if scene.history.commits[number].sha.startswith(note.sha) or named is None:
        return reason
    return (
        f"{note.where} names {note.sha} for task {note.label}, which is gone and had the same {_same(named)}"
    )


def _fate(numbers: list[int], named: NamedCommit | None, past: Past) -> str:
    """Return what became of a named commit that cannot carry a task here."""
    if numbers:
        return "which carries nothing: it is a merge, was reverted, or changes no code"
    if named is None or named.sha is None:
        return "which exists nowhere here" if named and past.whole else "which is not here"
    if named.on_head:
        return "which is older than the plan's time"
    show = f"(git show {named.sha[:SHORT]})"
    if named.branches:
        return f"which is not on this branch but on {', '.join(named.branches)} {show}"
    if named.twin:
        return (
            f"which is gone; {named.twin[:SHORT]}, from before the plan's time, has the same {_same(named)}"
        )
    return f"which no branch has any more {show}"


def _same(named: NamedCommit) -> str:
    return "change" if named.twin_by == "patch" else "subject"


def _add(scene: Scene, one: Candidates, number: int, reason: str) -> None:
    known = one.evidence.setdefault(number, [])
    # A note for a commit that changes nothing of what the task names is a hint, no more.
    agrees = known or not any(scene.named[one.task.key])
    evidence = Evidence(Kind.NOTE if agrees else Kind.LIKE, reason)
    if evidence not in known:
        known.append(evidence)
