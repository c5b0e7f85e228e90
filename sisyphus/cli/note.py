"""`sisyphus note` and `sisyphus notes`: write an entry into a notepad, read the entries back."""

import re
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from sisyphus.cli.options import (
    HERE,
    Answer,
    Colour,
    ColourOption,
    DirectoryOption,
    JsonOption,
    PlanArgument,
    QuietOption,
    VerboseOption,
    start_folder,
    terminal_width,
    wants_colour,
)
from sisyphus.cli.words import argument, option
from sisyphus.errors import UsageError
from sisyphus.parse.encoding import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable

    from sisyphus.adapters.place import Place
    from sisyphus.model.notepad import PlacedEntry


class NoteKind(StrEnum):
    """The notepads that notes go to."""

    LEARNINGS = "learnings"
    DECISIONS = "decisions"
    ISSUES = "issues"
    PROBLEMS = "problems"


TextArgument = Annotated[
    str | None, argument(metavar="TEXT", help="The note; - or nothing reads it from stdin.")
]
PlanOption = Annotated[
    str | None, option("--plan", "-p", metavar="PLAN", help="The plan; else the active or only one.")
]


KindArgument = Annotated[NoteKind, argument(metavar="KIND", help="The notepad that it goes to.")]


def note(  # noqa: PLR0913 - each is an option of the command
    kind: KindArgument,
    text: TextArgument = None,
    *,
    task: Annotated[
        str | None, option("--task", "-t", metavar="ID", help="The task that it is about.")
    ] = None,
    plan: PlanOption = None,
    directory: DirectoryOption = HERE,
    as_json: JsonOption = False,
    color: ColourOption = Colour.AUTO,  # noqa: ARG001 - every command has it; one line is never painted
    quiet: QuietOption = False,
    verbose: VerboseOption = False,  # noqa: ARG001 - every command has it; nothing more to say here
) -> Answer:
    """Append one entry to a notepad of the plan, stamped with the time; nothing that is there is touched."""
    from sisyphus.adapters.place import choose_plan, evidence_home, find_place  # noqa: PLC0415 - same
    from sisyphus.adapters.state.note_file import append_note  # noqa: PLC0415 - start-up: only where used
    from sisyphus.adapters.state.state_files import notepad_files  # noqa: PLC0415 - same

    start = start_folder(directory)
    place = find_place(start, plan=plan)
    chosen = choose_plan(place, start, plan)
    if isinstance(chosen, Path):
        fix = "name a plan in a state folder with --plan"
        raise UsageError(f"{chosen} lies in no state folder: it has no notepads", fix=fix)
    if task is not None:
        _require_task(place, chosen, task)
    path = next((p.relative for p in place.plans if p.name == chosen), "")
    there = [f.relative for f in notepad_files(place.state, chosen) if f.name == kind]
    home = there[0].split("/", 1)[0] if there else evidence_home(place, path).name
    noted = append_note(place.root, home, chosen, str(kind), _given(text), task=task)
    if as_json:
        from sisyphus.render.json import render_noted  # noqa: PLC0415 - start-up: only where used

        return Answer(text=render_noted(chosen, str(kind), task, noted.path, noted.line, noted.written_at))
    return Answer(text="" if quiet else f"noted in {noted.path}:{noted.line}\n")


def _given(text: str | None) -> str:
    """Return the note. Raises UsageError for bytes that are no UTF-8, too many or none."""
    if text is not None and text != "-":
        return text
    if text is None and sys.stdin.isatty():
        raise UsageError("no text given", fix="give the text, or - to type it and end with Ctrl-D")
    given = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(given) > MAX_BYTES:  # it may never end
        fix = "note what is to be remembered, and name the file that holds the rest"
        raise UsageError(f"the note has more than {MAX_BYTES} bytes", fix=fix)
    try:
        return given.decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise UsageError(f"line {line} of the note is not UTF-8", fix="convert it to UTF-8 first") from error


def _require_task(place: "Place", plan: str, label: str) -> None:
    """Refuse the label of a task that the plan does not have: the entry would be nobody's."""
    from sisyphus.adapters.files import read_file  # noqa: PLC0415 - start-up: only where used
    from sisyphus.model.first_few import first_few  # noqa: PLC0415 - same
    from sisyphus.parse.plan import parse_plan  # noqa: PLC0415 - same

    file = next((p for p in place.plans if p.name == plan), None)
    if file is None:
        return
    parsed = parse_plan(read_file(file.path, place.state.bound, limit=MAX_BYTES), file.relative)
    labels = dict.fromkeys(task.label for task in parsed.tasks)
    if label.casefold() not in {known.casefold() for known in labels}:
        known = first_few(list(labels), _LABELS_NAMED)
        fix = f"its tasks: {known}" if labels else "leave out --task: the plan has no tasks"
        raise UsageError(f"{plan} has no task {label}", fix=fix)


_LABELS_NAMED = 20


def notes(  # noqa: PLR0913 - each is an option of the command
    plan: PlanArgument = None,
    *,
    kind: Annotated[
        list[str] | None,
        option("--kind", "-k", metavar="KIND", help="Only entries of this notepad; repeatable."),
    ] = None,
    task: Annotated[
        str | None, option("--task", "-t", metavar="ID", help="Only entries about this task.")
    ] = None,
    open_: Annotated[bool, option("--open", help="Only what still waits for somebody.")] = False,
    grep: Annotated[
        str | None,
        option(
            "--grep", "-g", metavar="PATTERN", help="Only entries that match; case counts if it has capitals."
        ),
    ] = None,
    directory: DirectoryOption = HERE,
    as_json: JsonOption = False,
    color: ColourOption = Colour.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> Answer:
    """Show the entries of all notepads, or of those of PLAN, newest first."""
    from sisyphus.adapters.place import find_place  # noqa: PLC0415 - same
    from sisyphus.adapters.state.note_list import read_entries  # noqa: PLC0415 - start-up: only where used
    from sisyphus.render.json import render_entries  # noqa: PLC0415 - same
    from sisyphus.render.text_notes import render_notes  # noqa: PLC0415 - same

    place = find_place(start_folder(directory))
    entries, findings = read_entries(place, None if plan is None else [_named(place, plan)])
    wanted = _filter(kind, task, grep, waiting=open_)
    shown = tuple(e for e in entries if wanted(e))
    if as_json:
        return Answer(text=render_entries(shown))
    text = render_notes(shown, colour=wants_colour(color), width=terminal_width(), whole=verbose)
    return Answer(text=text, warnings=() if quiet else tuple(f.message for f in findings))


def _named(place: "Place", plan: str) -> str:
    """Return the plan that is meant; a notepad folder whose plan is gone can be named too."""
    from sisyphus.adapters.locate import select  # noqa: PLC0415 - start-up: only where used
    from sisyphus.adapters.state.note_list import names_with_notes  # noqa: PLC0415 - same

    return select(names_with_notes(place), Path(plan).stem if plan.endswith(".md") else plan)


def _filter(
    kinds: list[str] | None, task: str | None, grep: str | None, *, waiting: bool
) -> "Callable[[PlacedEntry], bool]":
    """Return the test of an entry. Raises UsageError for a pattern that is none."""
    try:
        pattern = None if grep is None else re.compile(grep, 0 if grep != grep.lower() else re.IGNORECASE)
    except re.error as error:
        raise UsageError(f"--grep: not a pattern: {error}", fix="quote special signs with \\") from error
    wanted = {k.casefold() for k in kinds or ()}

    def test(placed: "PlacedEntry") -> bool:
        entry = placed.entry
        return (
            (not wanted or placed.kind.casefold() in wanted)
            and (task is None or (entry.task or "").casefold() == task.casefold())
            and (not waiting or entry.state == "open")
            and (pattern is None or bool(pattern.search(f"{entry.title}\n{entry.text}")))
        )

    return test
