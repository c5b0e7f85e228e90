"""`sisyphus evidence export`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

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
)
from sisyphus.errors import TamperedError, UsageError


class Format(StrEnum):
    """Forms of the export."""

    IN_TOTO = "in-toto"


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="Form of the export.")]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to FILE; - is stdout.")
]

_UNSIGNED = (
    "the statement is not signed: it says what this log says. Sign it where somebody else can check the "
    "signature, for example in a CI job"
)


def export(  # noqa: PLR0913 - each is an option of the command
    plan: PlanArgument = None,
    *,
    form: FormatOption = Format.IN_TOTO,  # noqa: ARG001 - there is one form so far; scripts name it
    output: OutputOption = None,
    directory: DirectoryOption = HERE,
    as_json: JsonOption = False,  # noqa: ARG001 - every command has it; the statement is JSON
    color: ColourOption = Colour.AUTO,  # noqa: ARG001 - every command has it; a statement is never painted
    quiet: QuietOption = False,
    verbose: VerboseOption = False,  # noqa: ARG001 - every command has it; a statement is always whole
) -> Answer:
    """Write what the plan's checks showed of the commit here as an in-toto statement (test-result v0.1).

    It is not signed. Runs on uncommitted changes are left out: they show nothing of a commit.
    """
    start = start_folder(directory)
    text = _statement(start, plan)
    warnings = () if quiet else (_UNSIGNED,)
    if output is None or str(output) == "-":
        return Answer(text=text, warnings=warnings)
    from sisyphus.adapters.files import write_atomically  # noqa: PLC0415 - start-up: only where used

    target = start / output
    write_atomically(target, text.encode())
    return Answer(text="", warnings=() if quiet else (f"wrote {target}", *warnings))


def _statement(start: Path, plan: str | None) -> str:
    """Return the statement. Raises UsageError where nothing speaks of the commit."""
    from sisyphus.adapters.evidence import require_own_log  # noqa: PLC0415 - start-up: only where used
    from sisyphus.adapters.observe import take_snapshot  # noqa: PLC0415 - same
    from sisyphus.adapters.place import choose_plan, find_place  # noqa: PLC0415 - same
    from sisyphus.analysis.assess import assess  # noqa: PLC0415 - same
    from sisyphus.analysis.attestation import of_commit  # noqa: PLC0415 - same
    from sisyphus.render.in_toto import RESULTS, render_statement  # noqa: PLC0415 - same

    place = find_place(start, plan=plan)
    snapshot = take_snapshot(place, [choose_plan(place, start, plan)])
    require_own_log(snapshot.plans[0].evidence, place.root)
    for fault in snapshot.plans[0].evidence.tampered:
        fix = "sisyphus evidence check says what is wrong"
        raise TamperedError(fault.message, fix=fix, path=fault.source.path, line=fault.source.line)
    commit = snapshot.subject.commit
    if commit is None:
        raise UsageError("there is no commit that a statement could speak of", fix="commit your work first")
    status = assess(snapshot).plans[0]
    checks = of_commit(status.checks)
    if not any(RESULTS[c.standing] for c in checks):
        fix = "commit your changes, then: sisyphus verify"
        raise UsageError(f"no stored run speaks of commit {commit[:12]}", fix=fix)
    return render_statement(status, snapshot.subject, checks, snapshot.tool_version)
