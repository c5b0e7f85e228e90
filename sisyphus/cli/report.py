"""`sisyphus report`."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from sisyphus.cli.exit_code import exit_of_plans
from sisyphus.cli.options import (
    HERE,
    Answer,
    Colour,
    ColourOption,
    DirectoryOption,
    ExitCodeOption,
    JsonOption,
    PlanArgument,
    QuietOption,
    VerboseOption,
    start_folder,
)
from sisyphus.cli.words import option
from sisyphus.errors import Exit, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sisyphus.adapters.place import Place
    from sisyphus.model.status import PlanStatus, StatusDocument


class Format(StrEnum):
    """Forms of the report."""

    MARKDOWN = "markdown"
    PR = "pr"
    SUMMARY = "summary"
    HTML = "html"
    JSON = "json"


REPORT_NAME = "FINAL_STATUS.md"


OutputOption = Annotated[
    Path | None, option("--output", "-o", metavar="FILE", help="Write to FILE; - is stdout.")
]


FormatOption = Annotated[
    Format | None, option("--format", "-f", help="Form of the report; markdown where none is named.")
]
CheckOption = Annotated[
    Path | None,
    option("--check", metavar="FILE", help="Exit 1 when FILE says other than the facts, and show where."),
]


def report(  # noqa: PLR0913 - each is an option of the command
    plan: PlanArgument = None,
    *,
    form: FormatOption = None,
    output: OutputOption = None,
    write: Annotated[
        bool, option("--write", help=f"Write {REPORT_NAME} into the plan's notepad folder.")
    ] = False,
    force: Annotated[
        bool, option("--force", help="With --write: replace a report that was edited by hand.")
    ] = False,
    check: CheckOption = None,
    exit_code: ExitCodeOption = False,
    directory: DirectoryOption = HERE,
    as_json: JsonOption = False,
    color: ColourOption = Colour.AUTO,  # noqa: ARG001 - every command has it; a report is never painted
    quiet: QuietOption = False,
    verbose: VerboseOption = False,  # noqa: ARG001 - every command has it; nothing more to say here yet
) -> Answer:
    """Generate the FINAL_STATUS report of PLAN from facts; each figure names its source."""
    from sisyphus.adapters.place import choose_plan, find_place  # noqa: PLC0415 - start-up: only where used
    from sisyphus.cli.report_facts import gather  # noqa: PLC0415 - same

    form = Format.JSON if as_json else form
    _refuse_odd(form, check, output, write=write, force=force)
    start = start_folder(directory)
    place = find_place(start, plan=plan)
    wanted = choose_plan(place, start, plan)
    document = gather(place, wanted, start / (check or output or ""), name=REPORT_NAME if write else None)
    code = exit_of_plans(document.plans) if exit_code else Exit.OK
    if check is not None:
        from sisyphus.cli.report_check import compare  # noqa: PLC0415 - start-up: only where used

        return compare(start / check, form, place, document, code)
    text = render(form or Format.MARKDOWN, place, document)
    target = _target(place, start, document.plans[0], output, write=write, force=force)
    return Answer(text=text, code=code) if target is None else _written(target, text, code, quiet=quiet)


def _written(target: Path, text: str, code: Exit, *, quiet: bool) -> Answer:
    from sisyphus.adapters.files import write_atomically  # noqa: PLC0415 - start-up: only where used

    write_atomically(target, text.encode("utf-8", "replace"))
    return Answer(text="", code=code, warnings=() if quiet else (f"wrote {target}",))


def _refuse_odd(
    form: Format | None, check: Path | None, output: Path | None, *, write: bool, force: bool
) -> None:
    """Refuse options that exclude each other."""
    if write and form not in {None, Format.MARKDOWN}:
        raise UsageError("--write writes Markdown", fix=f"write {form} with -o FILE")
    if check is not None and (write or force or output is not None):
        raise UsageError("--check writes nothing", fix="leave out --write, --force and --output")
    if force and not write:
        raise UsageError("--force goes with --write", fix="give both, or neither")
    if write and output is not None:
        raise UsageError("--write and --output exclude each other", fix="give one of them")


def render(form: Format, place: "Place", document: "StatusDocument") -> str:
    """Return the report of the document's plan; the page shows what its checks printed, too."""
    plan = document.plans[0]
    if form is not Format.HTML:
        return renderers()[form](document, plan)
    from sisyphus.adapters.evidence_log.run_logs import read_run_logs  # noqa: PLC0415 - same
    from sisyphus.adapters.place import evidence_home  # noqa: PLC0415 - start-up: only where used
    from sisyphus.render.html import render_html  # noqa: PLC0415 - same

    logs = read_run_logs(evidence_home(place, plan.path), plan.name, plan.checks)
    return render_html(document, plan, logs)


def renderers() -> "dict[Format, Callable[[StatusDocument, PlanStatus], str]]":
    """Return the renderer of each form."""
    from sisyphus.render import html, json, markdown, pr, summary  # noqa: PLC0415 - start-up: only where used

    return {
        Format.MARKDOWN: markdown.render_report,
        Format.PR: pr.render_pr,
        Format.SUMMARY: summary.render_summary,
        Format.HTML: html.render_html,
        Format.JSON: lambda document, _plan: json.render_status(document),
    }


def _target(  # noqa: PLR0913 - the options that decide on it
    place: "Place", start: Path, status: "PlanStatus", output: Path | None, *, write: bool, force: bool
) -> Path | None:
    """Return the file to write, `None` for stdout. Raises UsageError rather than lose someone's words."""
    if output is not None:
        return None if str(output) == "-" else start / output
    if not write:
        return None
    from sisyphus.adapters.place import evidence_home  # noqa: PLC0415 - start-up: only where used
    from sisyphus.adapters.state.report_files import make_report_folder  # noqa: PLC0415 - same

    target = make_report_folder(evidence_home(place, status.path), status.name) / REPORT_NAME
    if not force and _edited(target):
        raise UsageError(
            "was written or edited by hand", fix="keep it, or replace it with --force", path=str(target)
        )
    return target


def _edited(target: Path) -> bool:
    """Whether a file is there that is not a report as it was generated."""
    from sisyphus.adapters.files import read_file  # noqa: PLC0415 - start-up: only where used
    from sisyphus.parse.encoding import MAX_BYTES  # noqa: PLC0415 - same
    from sisyphus.render.markdown import is_untouched  # noqa: PLC0415 - same

    if not target.is_symlink() and not target.exists():
        return False
    return not is_untouched(read_file(target, None, limit=MAX_BYTES).decode("utf-8", "replace"))
