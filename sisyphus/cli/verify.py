"""`sisyphus verify`: the only command that runs anything."""

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
from sisyphus.cli.verify_options import (
    AtOption,
    BaselineOption,
    CtrfOption,
    DryRunOption,
    FailFastOption,
    JobsOption,
    JUnitOption,
    ListOption,
    OnlyOption,
    Request,
    SandboxChoice,
    SandboxOption,
    TasksArgument,
    TimeoutOption,
    TrustAllOption,
    TrustDriftOption,
    TrustFileOption,
)


def verify(  # noqa: PLR0913 - each is an option of the command
    plan: PlanArgument = None,
    tasks: TasksArgument = None,
    *,
    list_: ListOption = False,
    dry_run: DryRunOption = False,
    jobs: JobsOption = 1,
    timeout: TimeoutOption = None,
    only: OnlyOption = None,
    fail_fast: FailFastOption = False,
    trust_all: TrustAllOption = False,
    trust_file: TrustFileOption = None,
    trust_drift: TrustDriftOption = False,
    at: AtOption = None,
    baseline: BaselineOption = None,
    sandbox: SandboxOption = SandboxChoice.OFF,
    junit: JUnitOption = None,
    ctrf: CtrfOption = None,
    directory: DirectoryOption = HERE,
    as_json: JsonOption = False,
    color: ColourOption = Colour.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> Answer:
    """Run the plan's own checks that you trust, and keep evidence tied to the commit.

    Shows each command before its first run and asks. Without a terminal nothing untrusted runs (exit 6).
    """
    from sisyphus.cli.verify_answer import answer_request  # noqa: PLC0415 - start-up: only where used
    from sisyphus.cli.verify_view import View  # noqa: PLC0415 - same

    start = start_folder(directory)
    request = Request(
        start=start, plan=plan, tasks=tuple(tasks or ()), show_only=list_ or dry_run,
        runnable_only=not list_, jobs=jobs, timeout_s=timeout, only=only, fail_fast=fail_fast,
        trust_all=trust_all, trust_file=start / trust_file if trust_file else None, trust_drift=trust_drift,
        at=at, baseline=baseline, sandbox=sandbox, junit=junit, ctrf=ctrf,
    )  # fmt: skip
    look = {"as_json": as_json, "quiet": quiet, "verbose": verbose, "colour": wants_colour(color)}
    return answer_request(request, View(width=terminal_width(), **look))
