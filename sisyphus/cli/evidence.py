"""`sisyphus evidence`: the runs that are stored, one of them whole, the check of the logs, the export."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from sisyphus.cli.evidence_export import export
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
from sisyphus.errors import Exit, UsageError
from sisyphus.model.first_few import first_few

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sisyphus.adapters.place import Place
    from sisyphus.model.evidence import Evidence, Freshness
    from sisyphus.model.snapshot import Snapshot


_NAMED_AT_MOST = 10
evidence = typer.Typer(help="Show, check and export what `sisyphus verify` kept.", no_args_is_help=True)
evidence.command()(export)

RunArgument = Annotated[
    str,
    typer.Argument(metavar="ID|SEQ", help="Id of a check (its latest run), number of a run, or WRITER:SEQ."),
]
RawOption = Annotated[
    bool,
    typer.Option(
        "--raw", help="Write the stored log as it is: stdout's bytes, then stderr's. Not to a terminal."
    ),
]


@evidence.command("list")
def list_(  # noqa: PLR0913 - each is an option of the command
    plan: PlanArgument = None,
    *,
    directory: DirectoryOption = HERE,
    as_json: JsonOption = False,
    color: ColourOption = Colour.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,  # noqa: ARG001 - every command has it; each run is a line
) -> Answer:
    """List the stored runs, oldest first, each with what it is worth for the content that is here now."""
    from sisyphus.render import json_evidence, text_evidence  # noqa: PLC0415 - start-up: only where used

    scene = _look(start_folder(directory), plan)
    if as_json:
        return Answer(text=json_evidence.render_runs(scene.plan, scene.rows), code=scene.code)
    text = text_evidence.render_runs(
        scene.plan_word, scene.rows, colour=wants_colour(color), width=terminal_width()
    )
    return Answer(text=text, code=scene.code, warnings=() if quiet else scene.warnings)


@evidence.command()
def show(  # noqa: PLR0913 - each is an option of the command
    run: RunArgument,
    plan: PlanArgument = None,
    *,
    raw: RawOption = False,
    directory: DirectoryOption = HERE,
    as_json: JsonOption = False,
    color: ColourOption = Colour.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,  # noqa: ARG001 - every command has it; a run is shown whole
) -> Answer:
    """Show one run whole: command, expectation, result, circumstances, digests and its log."""
    from sisyphus.render import json_evidence, text_evidence  # noqa: PLC0415 - start-up: only where used

    scene = _look(start_folder(directory), plan)
    row = _find(scene.rows, run)
    streams = _log(scene, row[0])
    if raw:
        return _write_raw([content for _, content in streams], as_json=as_json)
    log = [(name, content.decode("utf-8", "replace")) for name, content in streams if content]
    if as_json:
        return Answer(text=json_evidence.render_run(scene.plan, row, log))
    text = text_evidence.render_run(
        row, [] if quiet else log, colour=wants_colour(color), width=terminal_width()
    )
    return Answer(text=text, warnings=() if quiet else scene.warnings)


@evidence.command()
def check(  # noqa: PLR0913 - each is an option of the command
    plan: PlanArgument = None,
    *,
    directory: DirectoryOption = HERE,
    as_json: JsonOption = False,
    color: ColourOption = Colour.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,  # noqa: ARG001 - every command has it; all that is known is said anyway
) -> Answer:
    """Check chains, anchors and stored outputs of all logs; exit 7 when one does not hold together.

    Without PLAN: of every plan. It finds what was changed afterwards, and cannot find a log that somebody
    with your rights wrote anew.
    """
    from sisyphus.adapters.evidence_log.check import check_logs, plans_with_evidence  # noqa: PLC0415 - start-up
    from sisyphus.adapters.place import choose_plan, find_place  # noqa: PLC0415 - same
    from sisyphus.render import json_evidence, text_evidence  # noqa: PLC0415 - same

    start = start_folder(directory)
    place = find_place(start, plan=plan)
    chosen = None if plan is None else choose_plan(place, start, plan)
    name = chosen.stem if isinstance(chosen, Path) else chosen
    homes = [place.root / folder for folder in place.state_dirs]
    known = {p.name for p in place.plans}  # also those whose evidence is gone
    wanted = [
        (h, p) for h in homes for p in ([name] if name else sorted(known.union(plans_with_evidence(h))))
    ]
    logs = [log for home, each in wanted for log in check_logs(home, each, place.root)]
    unread = Exit.ENVIRONMENT if any(log.unread for log in logs) else Exit.OK
    code = Exit.TAMPERED if any(log.faults for log in logs) else unread
    if as_json:
        return Answer(text=json_evidence.render_checked(logs), code=code)
    text = text_evidence.render_checked(
        logs, colour=wants_colour(color), width=terminal_width(), remarks=not quiet
    )
    return Answer(text=text, code=code)


class _Scene(NamedTuple):
    """The stored runs of one plan, at one moment."""

    place: "Place"
    snapshot: "Snapshot"
    rows: "tuple[tuple[Evidence, Freshness], ...]"
    warnings: tuple[str, ...]
    code: Exit
    """Tampered when a log does not hold together: what is void is left out of the rows."""

    @property
    def plan(self) -> str:
        """Name of the plan."""
        return self.snapshot.plans[0].name

    @property
    def plan_word(self) -> str:
        """How a command line names the plan."""
        from sisyphus.model.plan import plan_word  # noqa: PLC0415 - start-up: only where used

        return plan_word(self.plan, self.snapshot.plans[0].path)


def _look(start: Path, plan: str | None) -> _Scene:
    """Read the runs of a plan. Raises MachineError where those of this checkout cannot be read."""
    from sisyphus.adapters.evidence import require_own_log  # noqa: PLC0415 - start-up: only where used
    from sisyphus.adapters.observe import take_snapshot  # noqa: PLC0415 - same
    from sisyphus.adapters.place import choose_plan, find_place  # noqa: PLC0415 - same
    from sisyphus.analysis.freshness import judge_freshness  # noqa: PLC0415 - same
    from sisyphus.render.words import located  # noqa: PLC0415 - same

    place = find_place(start, plan=plan)
    snapshot = take_snapshot(place, [choose_plan(place, start, plan)])
    logs = snapshot.plans[0].evidence
    require_own_log(logs, place.root)
    rows = tuple((record, judge_freshness(record, snapshot.subject)) for record in logs.records)
    warnings = tuple(located(f) for f in (*logs.tampered, *logs.findings))
    return _Scene(place, snapshot, rows, warnings, Exit.TAMPERED if logs.tampered else Exit.OK)


def _find(rows: "Sequence[tuple[Evidence, Freshness]]", wanted: str) -> "tuple[Evidence, Freshness]":
    """Return the run that is meant. Raises UsageError for none, or for a number that several logs have."""
    writer, _, number = wanted.rpartition(":")
    found = [row for row in rows if row[0].check == wanted]
    if not found and number.isdecimal():
        found = [
            row for row in rows if str(row[0].seq) == number.lstrip("0") and writer in {"", row[0].writer}
        ]
        own = [row for row in found if row[0].own]
        found = own or found
        if len(found) > 1:
            names = first_few([f"{row[0].writer}:{row[0].seq}" for row in found], _NAMED_AT_MOST)
            raise UsageError(f"several logs have a run {number}", fix=f"name one of them: {names}")
    if not found:
        raise UsageError(f"no stored run {wanted!r}", fix="sisyphus evidence list shows them")
    return found[-1]


def _log(scene: _Scene, run: "Evidence") -> list[tuple[str, bytes]]:
    """Return what is stored of each stream. Raises InputError for an output that was changed."""
    from sisyphus.adapters.evidence import read_output  # noqa: PLC0415 - start-up: only where used
    from sisyphus.adapters.place import evidence_home  # noqa: PLC0415 - same

    home = evidence_home(scene.place, scene.snapshot.plans[0].path)
    streams = (("stdout", run.stdout), ("stderr", run.stderr))
    return [(name, read_output(home, scene.plan, output)) for name, output in streams if output]


def _write_raw(contents: list[bytes], *, as_json: bool) -> Answer:
    """Write bytes as they are: a terminal would obey what is in them."""
    if as_json:
        raise UsageError("--raw and --json exclude each other", fix="leave one of them out")
    if sys.stdout.isatty():
        raise UsageError("raw output could give your terminal orders", fix="write it to a file or a pipe")
    sys.stdout.flush()
    sys.stdout.buffer.write(b"".join(contents))
    sys.stdout.buffer.flush()
    return Answer(text="")
