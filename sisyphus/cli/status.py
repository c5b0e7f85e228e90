"""`sisyphus status`."""

from typing import TYPE_CHECKING, Annotated, TypedDict

import typer

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
    terminal_width,
    wants_colour,
)
from sisyphus.errors import Exit, UsageError

if TYPE_CHECKING:
    from sisyphus.model.status import PlanStatus


AllOption = Annotated[bool, typer.Option("--all", help="Show complete plans too.")]
ExplainOption = Annotated[
    bool, typer.Option("--explain", help="With PLAN: what each figure counts, and what was not counted.")
]


def status(  # noqa: PLR0913 - each is an option of the command
    plan: PlanArgument = None,
    *,
    all_: AllOption = False,
    explain: ExplainOption = False,
    exit_code: ExitCodeOption = False,
    directory: DirectoryOption = HERE,
    as_json: JsonOption = False,
    color: ColourOption = Colour.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> Answer:
    """Show what is claimed, committed and verified, and what blocks the rest.

    Every plan in one table; with PLAN, that plan in detail. Runs nothing, writes nothing.
    """
    from sisyphus.adapters.observe import take_snapshot  # noqa: PLC0415 - start-up: only where used
    from sisyphus.adapters.place import choose_plan, find_place  # noqa: PLC0415 - same
    from sisyphus.analysis.assess import assess  # noqa: PLC0415 - same
    from sisyphus.render import json, text_explain, text_plan, text_status  # noqa: PLC0415 - same

    if explain and plan is None:
        raise UsageError("--explain needs a plan", fix="sisyphus status PLAN --explain")
    start = start_folder(directory)
    place = find_place(start, plan=plan)
    wanted = None if plan is None else [choose_plan(place, start, plan)]
    document = assess(take_snapshot(place, wanted))
    code = exit_of(document.plans) if exit_code else Exit.OK
    if as_json:
        return Answer(text=json.render_status(document), code=code)
    paper: Paper = {"colour": wants_colour(color), "width": terminal_width()}
    if wanted is None:
        return Answer(text=text_status.render_status(document, everything=all_, **paper), code=code)
    shown = document.plans[0]
    text = text_plan.render_plan(document, shown, whole=verbose, **paper)
    if explain:
        text += "\n" + text_explain.render_explanation(shown, **paper)
    # The table shows findings about the workspace by itself.
    warnings = () if quiet else tuple(f.message for f in document.workspace.findings)
    return Answer(text=text, code=code, warnings=warnings)


class Paper(TypedDict):
    """What a text is laid out for."""

    colour: bool
    width: int


def exit_of(plans: "tuple[PlanStatus, ...]") -> Exit:
    """Return the exit code that the phases of plans come to: tampered, work left, blocked, complete."""
    codes = {_exit_of(plan) for plan in plans}
    return next((c for c in (Exit.TAMPERED, Exit.WORK_LEFT, Exit.BLOCKED) if c in codes), Exit.OK)


def _exit_of(plan: "PlanStatus") -> Exit:
    if any(f.rule == "evidence-tampered" for f in plan.findings):
        return Exit.TAMPERED
    if plan.phase == "complete":
        return Exit.OK
    if plan.phase == "done_unverified":
        for_user = {"untrusted-checks", "missing-tool"}
        waits = [b for b in plan.blockers if b.rule in for_user]
        others = plan.verification.failed + plan.verification.stale
        return Exit.BLOCKED if waits and not others else Exit.WORK_LEFT
    return Exit.BLOCKED if plan.phase in {"blocked", "missing"} else Exit.WORK_LEFT
