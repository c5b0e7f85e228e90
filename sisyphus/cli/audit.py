"""`sisyphus audit`."""

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
    QuietOption,
    VerboseOption,
    start_folder,
    terminal_width,
    wants_colour,
)
from sisyphus.cli.words import argument, option
from sisyphus.errors import Exit

if TYPE_CHECKING:
    from sisyphus.adapters.place import Place
    from sisyphus.model.claim import AuditDocument


class AuditFormat(StrEnum):
    """Forms of the answer."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


AuditArgument = Annotated[
    str | None,
    argument(metavar="PLAN|FILE", help="Plan name or file, or one report to hold against its plan."),
]
AuditExitOption = Annotated[
    bool, option("--exit-code", help="Exit 1 when a claim is false or stale, else 0.")
]


def audit(  # noqa: PLR0913 - each is an option of the command
    plan: AuditArgument = None,
    *,
    form: Annotated[AuditFormat, option("--format", "-f", help="Form of the answer.")] = AuditFormat.TEXT,
    exit_code: AuditExitOption = False,
    directory: DirectoryOption = HERE,
    as_json: JsonOption = False,
    color: ColourOption = Colour.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> Answer:
    """Hold what reports and notepads claim against plan, git and evidence.

    False claims come first, each with what was found. Runs nothing, writes nothing.
    """
    from sisyphus.model.claim import Verdict  # noqa: PLC0415 - start-up: only where used
    from sisyphus.render import annotations, json_audit, text_audit  # noqa: PLC0415 - same

    document = _audit(start_folder(directory), plan)
    wrong = any(one.verdict in {Verdict.FALSE, Verdict.STALE} for one in document.claims)
    code = Exit.WORK_LEFT if exit_code and wrong else Exit.OK
    if as_json or form is AuditFormat.JSON:
        return Answer(text=json_audit.render_audit(document), code=code)
    if form is AuditFormat.GITHUB:
        return Answer(text=annotations.render_audit(document), code=code)
    text = text_audit.render_audit(
        document, colour=wants_colour(color), width=terminal_width(), whole=verbose
    )
    silent = quiet or document.claims
    warnings = () if silent else (f"no report or notepad of {document.plan} makes a claim that can be read",)
    return Answer(text=text, code=code, warnings=warnings)


def _audit(start: Path, word: str | None) -> "AuditDocument":
    from sisyphus.adapters.observe import take_snapshot  # noqa: PLC0415 - start-up: only where used
    from sisyphus.adapters.place import find_place, works_by_plan  # noqa: PLC0415 - same
    from sisyphus.adapters.reports import read_reported  # noqa: PLC0415 - same
    from sisyphus.analysis.assess import assess  # noqa: PLC0415 - same
    from sisyphus.analysis.claims import audit as judge  # noqa: PLC0415 - same

    place = find_place(start, plan=word)
    wanted, report = _choose(place, start, word)
    snapshot = take_snapshot(place, [wanted])
    status = assess(snapshot).plans[0]
    names = (*(p.name for p in place.plans), *works_by_plan(place))
    return judge(snapshot, status, read_reported(place, snapshot, status, report), names)


def _choose(place: "Place", start: Path, word: str | None) -> tuple[str | Path, Path | None]:
    """Return the plan that is meant, and the one report where a report was named."""
    from sisyphus.adapters.place import choose_plan, named_file  # noqa: PLC0415 - start-up: only where used
    from sisyphus.adapters.state.report_files import plan_of_report  # noqa: PLC0415 - same

    named = named_file(start, word)
    of = plan_of_report(place, named) if named else None
    if of is None:
        return choose_plan(place, start, word), None
    return of or choose_plan(place, start, None), named
