"""What checks printed in their latest runs, as far as it is stored, for a report that shows it."""

from collections.abc import Iterable
from pathlib import Path

from sisyphus.adapters.evidence import read_output
from sisyphus.errors import SisyphusError
from sisyphus.model.judgement import CheckStatus
from sisyphus.model.plan import plan_word
from sisyphus.model.shell_word import shell_word

LONGEST = 20_000
"""Characters of one log that are given: its end."""

MOST = 1_000_000
"""Characters of all logs together; a page with more is slow to open."""


def read_run_logs(state_dir: Path, plan: str, checks: Iterable[CheckStatus]) -> dict[str, str]:
    """Return the end of what each check wrote to stdout, then to stderr, by check id.

    A log that is gone, was changed, or for which there is no room says so in its own words.
    """
    found: dict[str, str] = {}
    room = MOST
    for status in checks:
        run = status.evidence
        if run is None:
            continue
        if room < LONGEST:
            words = shell_word(f"{run.writer}:{run.seq}"), plan_word(plan, status.check.path)
            found[status.check.id] = f"(left out here; sisyphus evidence show {' '.join(words)})"
            continue
        try:
            streams = [read_output(state_dir, plan, out) for out in (run.stdout, run.stderr) if out]
        except SisyphusError as error:
            found[status.check.id] = f"({error.message})"
            continue
        text = b"\n".join(filter(None, streams)).decode("utf-8", "replace").strip("\n")
        if text:
            found[status.check.id] = ("…" if len(text) > LONGEST else "") + text[-LONGEST:]
            room -= min(len(text), LONGEST)
    return found
