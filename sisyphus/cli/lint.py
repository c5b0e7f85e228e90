"""`sisyphus lint`."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from sisyphus.cli.lint_rules import choose_rules, find_rule
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
    from collections.abc import Sequence
    from pathlib import Path

    from sisyphus.model.lint import LintDocument, LintScene, Rule


class LintFormat(StrEnum):
    """Forms of the answer."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


class Level(StrEnum):
    """How grave a finding is, as people call it."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


PlansArgument = Annotated[
    list[str] | None,
    argument(metavar="PLAN", help="Plan names, unique parts of some, or paths; without, all plans."),
]
SelectOption = Annotated[
    list[str] | None,
    option("--select", metavar="RULES", help="Only these rules: ids or beginnings, by comma; or ALL."),
]
IgnoreOption = Annotated[
    list[str] | None, option("--ignore", metavar="RULES", help="Leave these rules out, likewise.")
]
FormatOption = Annotated[LintFormat, option("--format", "-f", help="Form of the answer.")]
LevelOption = Annotated[Level, option("--level", help="Leave out what is milder.")]
ExplainOption = Annotated[
    str | None, option("--explain", metavar="RULE", help="Tell what a rule finds and why, and stop.")
]
ListOption = Annotated[bool, option("--list", help="List the rules, and stop.")]
ExitOption = Annotated[bool, option("--exit-code", help="Exit 1 when there are findings, else 0.")]


def lint(  # noqa: PLR0913 - each is an option of the command
    plans: PlansArgument = None,
    *,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    level: LevelOption = Level.NOTE,
    form: FormatOption = LintFormat.TEXT,
    explain: ExplainOption = None,
    list_: ListOption = False,
    exit_code: ExitOption = False,
    directory: DirectoryOption = HERE,
    as_json: JsonOption = False,
    color: ColourOption = Colour.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> Answer:
    """Find faults in plans before anyone works on them.

    Every plan, or those that are named. Runs nothing, writes nothing.
    """
    from sisyphus.analysis.lint import lint as judge  # noqa: PLC0415 - start-up: only where used
    from sisyphus.analysis.lint import rules  # noqa: PLC0415 - same
    from sisyphus.model.finding import Severity  # noqa: PLC0415 - same

    del quiet  # there is nothing but the answer
    known = rules()
    as_json = as_json or form is LintFormat.JSON
    if list_ or explain is not None:
        told = (find_rule(known, explain),) if explain is not None else known
        return _tell(told, whole=explain is not None, as_json=as_json, colour=wants_colour(color))
    chosen = choose_rules(known, select or (), ignore or ())
    least = Severity.INFO if level is Level.NOTE else Severity(level.value)
    document = judge(_scenes(start_folder(directory), plans or ()), chosen, least)
    found = any(plan.findings for plan in document.plans)
    text = _render(document, form, as_json=as_json, colour=wants_colour(color), whole=verbose)
    return Answer(text=text, code=Exit.WORK_LEFT if exit_code and found else Exit.OK)


def _scenes(start: "Path", words: "Sequence[str]") -> list["LintScene"]:
    """Read the plans that are meant, each in the workspace that it lies in."""
    from sisyphus.adapters.place import choose_plan, find_place  # noqa: PLC0415 - start-up: only where used
    from sisyphus.adapters.planned import observe_planned  # noqa: PLC0415 - same

    if not words:
        return [observe_planned(find_place(start))]
    places = {}
    wanted: dict[Path, list[str | Path]] = {}
    for word in words:
        place = find_place(start, plan=word)
        places[place.root] = place
        wanted.setdefault(place.root, []).append(choose_plan(place, start, word))
    alone = len(words) == 1
    return [observe_planned(places[root], names, alone=alone) for root, names in wanted.items()]


def _tell(told: "Sequence[Rule]", *, whole: bool, as_json: bool, colour: bool) -> Answer:
    from sisyphus.render import json_lint, text_lint_rules  # noqa: PLC0415 - start-up: only where used

    if as_json:
        return Answer(text=json_lint.render_rules(told))
    if whole:
        return Answer(text=text_lint_rules.render_rule(told[0], colour=colour, width=terminal_width()))
    return Answer(text=text_lint_rules.render_rules(told, colour=colour, width=terminal_width()))


def _render(document: "LintDocument", form: LintFormat, *, as_json: bool, colour: bool, whole: bool) -> str:
    from sisyphus.render import annotations, json_lint, text_lint  # noqa: PLC0415 - start-up: only where used

    if as_json:
        return json_lint.render_lint(document)
    if form is LintFormat.GITHUB:
        return annotations.render_lint(document)
    return text_lint.render_lint(document, colour=colour, width=terminal_width(), whole=whole)
