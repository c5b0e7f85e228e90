"""`sisyphus status`."""

from typing import TYPE_CHECKING, Annotated, TypedDict

from sisyphus.cli.exit_code import exit_of, exit_of_plans
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
    rows_are_cut,
    start_folder,
    terminal_width,
    wants_colour,
)
from sisyphus.cli.words import option
from sisyphus.errors import Exit, UsageError
from sisyphus.model.deferred import replace

if TYPE_CHECKING:
    from pathlib import Path

    from sisyphus.model.status import StatusDocument


AllOption = Annotated[bool, option("--all", help="Show complete plans too.")]
ExplainOption = Annotated[
    bool, option("--explain", help="With PLAN: what each figure counts, and what was not counted.")
]
CommitsOption = Annotated[
    bool,
    option("--commits", help="With PLAN: every task's commits and why, and what no task explains."),
]


def status(  # noqa: PLR0913 - each is an option of the command
    plan: PlanArgument = None,
    *,
    all_: AllOption = False,
    explain: ExplainOption = False,
    commits: CommitsOption = False,
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
    for name, given in {"--explain": explain, "--commits": commits}.items():
        if given and plan is None:
            raise UsageError(f"{name} needs a plan", fix=f"sisyphus status PLAN {name}")
    start, paper = start_folder(directory), Paper(colour=wants_colour(color), width=terminal_width())
    if plan is None and not as_json:
        return _table(start, paper, everything=all_, exit_code=exit_code)
    document = _judge(start, plan, others=commits, keys=as_json)
    # The answer about one plan holds, whatever becomes of the others.
    beside = document.workspace.findings if plan is None else ()
    code = exit_of_plans(document.plans, beside) if exit_code else Exit.OK
    if as_json:
        from sisyphus.render.json import render_status  # noqa: PLC0415 - start-up: only where used

        return Answer(text=render_status(document), code=code)
    from sisyphus.render.words import located  # noqa: PLC0415 - start-up: only where used

    text = _detail(document, paper, commits=commits, explain=explain, whole=verbose)
    # The table shows findings about the workspace by itself.
    warnings = () if quiet else tuple(located(f) for f in document.workspace.findings)
    return Answer(text=text, code=code, warnings=warnings)


def _table(start: "Path", paper: "Paper", *, everything: bool, exit_code: bool) -> Answer:
    """Answer for all plans, a row each."""
    from sisyphus.cli.status_table import read_table  # noqa: PLC0415 - start-up: only where used
    from sisyphus.render.text_status import render_status  # noqa: PLC0415 - same

    table = read_table(start)
    text = render_status(table, everything=everything, cut=rows_are_cut(), **paper)
    return Answer(text=text, code=exit_of(table.plans, table.findings) if exit_code else Exit.OK)


def _judge(start: "Path", plan: str | None, *, others: bool, keys: bool) -> "StatusDocument":
    """Judge all plans, or the one that is named; with `others`, by the light of all of them."""
    # No form of a status shows what the evidence is held against; only JSON shows the keys of checks.
    from sisyphus.adapters.observe import take_snapshot  # noqa: PLC0415 - start-up: only where used
    from sisyphus.adapters.place import choose_plan, find_place, plan_names  # noqa: PLC0415 - same
    from sisyphus.analysis.assess import assess  # noqa: PLC0415 - same

    place = find_place(start, plan=plan)
    if plan is None:
        return assess(take_snapshot(place, keys=keys, subject=False))
    chosen = choose_plan(place, start, plan)
    document = assess(take_snapshot(place, [chosen], keys=keys, subject=False))
    rest = [name for name in plan_names(place) if name != document.plans[0].name] if others else []
    if not rest:
        return document
    path = document.plans[0].path
    everything = assess(take_snapshot(place, [chosen, *rest], keys=keys, subject=False))
    return replace(everything, plans=tuple(p for p in everything.plans if p.path == path))


def _detail(document: "StatusDocument", paper: "Paper", *, commits: bool, explain: bool, whole: bool) -> str:
    """Return one plan in detail: its whole status, or what is asked of it."""
    plan = document.plans[0]
    if commits:
        from sisyphus.render.text_commits import render_commits  # noqa: PLC0415 - start-up: as above

        parts = [render_commits(document, plan, **paper)]
    else:
        from sisyphus.render.text_plan import render_plan  # noqa: PLC0415 - same

        parts = [render_plan(document, plan, whole=whole, **paper)]
    if explain:
        from sisyphus.render.text_explain import render_explanation  # noqa: PLC0415 - same

        parts.append(render_explanation(document, plan, **paper))
    return "\n".join(parts)


class Paper(TypedDict):
    """What a text is laid out for."""

    colour: bool
    width: int
