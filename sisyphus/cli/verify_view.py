"""What `sisyphus verify` shows: the list, each check as it ends, the closing table, the exit code."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from sisyphus.adapters.verify import Result
from sisyphus.cli.options import Answer, write_out
from sisyphus.errors import Exit
from sisyphus.model.check import Check
from sisyphus.model.judgement import CheckStatus, Standing
from sisyphus.model.status import PlanStatus
from sisyphus.render import json, text_checks
from sisyphus.render.terminal import fit, safe

_CLEAR_LINE = "\r\x1b[K"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How the answer is shown."""

    as_json: bool
    quiet: bool
    colour: bool
    width: int

    def listing(self, plan: PlanStatus, statuses: Sequence[CheckStatus]) -> Answer:
        """Show checks; nothing ran."""
        if self.as_json:
            return Answer(text=json.render_checks(plan.name, statuses))
        return Answer(
            text=text_checks.render_list(
                statuses, in_plan=len(plan.checks), colour=self.colour, width=self.width
            )
        )

    def running(self, check: Check, latest: str) -> None:
        """Show on a terminal what is running, on one line that goes away again."""
        if not self.quiet and sys.stderr.isatty():
            text = safe(f"running {check.id}: {' '.join(check.command.split())}  {latest.strip()}")
            sys.stderr.write(_CLEAR_LINE + fit(text, self.width - 1).rstrip())
            sys.stderr.flush()

    def ran(self, status: CheckStatus, duration_s: float) -> None:
        """Show a check that has just ended: one line, as soon as it is known."""
        if sys.stderr.isatty() and not self.quiet:
            sys.stderr.write(_CLEAR_LINE)
            sys.stderr.flush()
        if not self.as_json and not self.quiet:
            text = text_checks.render_ran(status, duration_s, colour=self.colour, width=self.width)
            # When nobody reads any more the checks go on: what they show is kept as evidence.
            write_out(text)

    def ending(self, plan: PlanStatus, statuses: Sequence[CheckStatus], results: Sequence[Result]) -> Answer:
        """Show all selected checks as they stand now."""
        # Nothing left to run of what was asked for (`--only failed`) is no work left.
        code = exit_of(statuses) if statuses or not plan.checks else Exit.OK
        if self.as_json:
            return Answer(text=json.render_checks(plan.name, statuses), code=code)
        tails = {r.check.id: _output(r) for r in results}
        text = text_checks.render_end(plan, statuses, tails, colour=self.colour, width=self.width)
        return Answer(text=text, code=code)


def _output(result: Result) -> str:
    streams = (result.run.stdout, result.run.stderr)
    return "\n".join(s.decode("utf-8", "replace").rstrip("\n") for s in streams if s.strip())


def exit_of(statuses: Sequence[CheckStatus]) -> Exit:
    """Return 0 only when something ran and all of it passed.

    What failed or is stale is work for an agent; what could not run, or shows nothing that can be compared,
    waits for the user.
    """
    standings = {s.standing for s in statuses} - {Standing.NOT_RUNNABLE}
    if not standings or standings & {Standing.FAILED, Standing.STALE}:
        return Exit.WORK_LEFT
    return Exit.OK if standings == {Standing.PASSED} else Exit.BLOCKED
