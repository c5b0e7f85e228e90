"""What `sisyphus verify` shows: the list, each check as it ends, the closing table, the exit code."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from sisyphus.adapters.running.redact import redact, secret_values
from sisyphus.adapters.verify import Result
from sisyphus.cli.options import Answer, write_out
from sisyphus.cli.verify_progress import Progress
from sisyphus.errors import Exit
from sisyphus.model.check import Check
from sisyphus.model.judgement import NOT_OWED, CheckStatus, Standing
from sisyphus.model.status import PlanStatus
from sisyphus.render import json, text_checks


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How the answer is shown."""

    as_json: bool
    quiet: bool
    """Only what did not pass, and one sentence."""
    colour: bool
    width: int
    verbose: bool = False
    """The output of every check, whole."""
    _live: list[Progress] = field(default_factory=list, init=False)
    """The lines that are drawn right now; none or one."""

    def listing(self, plan: PlanStatus, statuses: Sequence[CheckStatus]) -> Answer:
        """Show checks; nothing ran."""
        if self.as_json:
            return Answer(text=json.render_checks(plan.name, statuses))
        return Answer(
            text=text_checks.render_list(
                statuses, in_plan=len(plan.checks), colour=self.colour, width=self.width
            )
        )

    @contextmanager
    def live(self, total: int) -> Iterator[None]:
        """Draw what runs, on a terminal, until the end of the block, however that comes."""
        if self.quiet or not sys.stderr.isatty():
            yield
            return
        progress = Progress(total, self.width)
        self._live.append(progress)
        progress.start()
        try:
            yield
        finally:
            self._live.remove(progress)
            progress.stop()

    def running(self, check: Check, latest: str | None) -> None:
        """Take note of a running check and its latest line of output, `None` at its end. For threads too."""
        for progress in self._live:
            if latest is None:
                progress.over(check)
            else:
                progress.heard(check, latest)

    def stopping(self) -> None:
        """Say that what runs is being ended."""
        for progress in self._live:
            progress.stopping = True

    def ran(self, status: CheckStatus, result: Result) -> None:
        """Show a check that has just ended: one line, as soon as it is known; with `verbose` its output."""
        for progress in self._live:
            progress.ended(status.check, well=status.standing is Standing.PASSED)
        if self.as_json or (self.quiet and status.standing is Standing.PASSED):
            return
        text = text_checks.render_ran(
            status,
            result.run.duration_s,
            left=result.run.left_processes,
            colour=self.colour,
            width=self.width,
        )
        if self.verbose:
            text += text_checks.render_output("\n".join(outputs_of(result)), colour=self.colour)
        for progress in self._live:
            progress.stop()
        # When nobody reads any more the checks go on: what they show is kept as evidence.
        write_out(text)
        for progress in self._live:
            progress.start()

    def ending(self, plan: PlanStatus, statuses: Sequence[CheckStatus], results: Sequence[Result]) -> Answer:
        """Show all selected checks as they stand now."""
        # Nothing left to run of what was asked for (`--only failed`) is no work left.
        code = exit_of(statuses) if statuses or not plan.checks else Exit.OK
        if self.as_json:
            return Answer(text=json.render_checks(plan.name, statuses), code=code)
        tails = {} if self.verbose else {r.check.id: "\n".join(outputs_of(r)) for r in results}
        text = text_checks.render_end(
            plan, statuses, tails, colour=self.colour, width=self.width, brief=self.quiet
        )
        return Answer(text=text, code=code)


def outputs_of(result: Result) -> tuple[str, ...]:
    """Return what a check wrote to stdout and stderr, known secrets taken out as in its evidence."""
    secrets = secret_values()
    streams = (redact(stream, secrets)[0] for stream in (result.run.stdout, result.run.stderr))
    return tuple(stream.decode("utf-8", "replace").rstrip("\n") for stream in streams)


def exit_of(statuses: Sequence[CheckStatus]) -> Exit:
    """Return 0 only when something ran and all of it passed.

    What failed or is stale is work for an agent; what could not run, or shows nothing that can be compared,
    waits for the user.
    """
    standings = {s.standing for s in statuses} - NOT_OWED
    if not standings or standings & {Standing.FAILED, Standing.STALE}:
        return Exit.WORK_LEFT
    return Exit.OK if standings == {Standing.PASSED} else Exit.BLOCKED
