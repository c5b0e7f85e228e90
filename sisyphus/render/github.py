"""What GitHub Actions shows of a `verify`: annotations in the log, and a summary of the step."""

from collections.abc import Iterator, Sequence

from sisyphus.model.judgement import CheckStatus, Standing
from sisyphus.model.verify_report import VerifyReport
from sisyphus.render.assertions import expected_briefly
from sisyphus.render.escape import block, code, prose
from sisyphus.render.escape import cell as in_cell
from sisyphus.render.portable import tail
from sisyphus.render.text_checks import summary
from sisyphus.render.words import standing_words
from sisyphus.render.workflow_command import workflow_command

LEVELS = {
    Standing.PASSED: None,
    Standing.FAILED: "error",
    Standing.UNCHECKED: "warning",
    Standing.STALE: "warning",
    Standing.NOT_RUN: None,
    Standing.ELSEWHERE: None,
    Standing.NOT_RUNNABLE: None,
    Standing.CANCELLED: None,
}
"""Kind of the annotation that a check gets; `None` for none."""

MOST_OF_A_KIND = 10
"""GitHub shows no more of one step; the rest stands in the summary."""
SUMMARY_BYTES = 1_000_000
"""GitHub drops a summary of more than 1 MiB whole."""
_OUTPUT_CHARS = 4000
_MORE = "\n\nMore is left out: the summary would become too long.\n"


def render_annotations(statuses: Sequence[CheckStatus], *, prefix: str) -> str:
    """Return one workflow command a line for checks that want attention, failures first.

    `prefix` leads from the top of the repository to the folder that paths are relative to.
    """
    lines: list[str] = []
    for level in ("error", "warning"):
        wanted = [s for s in statuses if LEVELS[s.standing] == level]
        lines += [_annotation(level, status, prefix) for status in wanted[:MOST_OF_A_KIND]]
    return "".join(f"{row}\n" for row in lines)


def _annotation(level: str, status: CheckStatus, prefix: str) -> str:
    check = status.check
    properties = {"title": f"{check.id}: {str(status.standing).replace('_', ' ')}"}
    if not check.path.startswith("/"):
        properties = {"file": prefix + check.path, "line": str(check.line), **properties}
    return workflow_command(level, properties, _message(status))


def _message(status: CheckStatus) -> str:
    return f"{' '.join(status.check.command.split())}: {standing_words(status)}"


def render_summary(report: VerifyReport, *, room: int = SUMMARY_BYTES) -> str:
    """Return the Markdown of a step's summary, in at most `room` bytes; empty when not even its head fits."""
    text, left = "", room - len(_MORE.encode())
    for part in _summary(report):
        size = len(part.encode("utf-8", "replace"))
        if size > left:
            return text + _MORE if text else ""
        text += part
        left -= size
    return text


def _summary(report: VerifyReport) -> Iterator[str]:
    commit = report.subject.commit
    where = f" at {code(commit[:12])}" if commit else ""
    yield f"### sisyphus verify: {prose(report.plan)}{where}\n\n{prose(summary(report.checks))}\n\n"
    if report.checks:
        yield "| check | task | outcome | time | command | expects | evidence |\n"
        yield "| --- | --- | --- | ---: | --- | --- | --- |\n"
    for status in report.checks:
        yield _row(status)
    for status in report.checks:
        streams = [text for text in report.outputs.get(status.check.id, ()) if text.strip()]
        if status.standing is Standing.FAILED and streams:
            shown = "\n".join(tail(text, _OUTPUT_CHARS).rstrip("\n") for text in streams)
            yield f"\n#### {code(status.check.id)}: {prose(standing_words(status))}\n\n"
            yield f"{block(shown, 'text')}\n"


def _row(status: CheckStatus) -> str:
    check, run = status.check, status.evidence
    took = f"{run.duration_s:.1f} s" if run and run.duration_s is not None else "-"
    cells = (
        code(check.id),
        prose(check.label or "-", in_cell=True),
        prose(standing_words(status), in_cell=True),
        took,
        in_cell(code(" ".join(check.command.split()))),
        prose(expected_briefly(check.expect), in_cell=True),
        f"{prose(run.writer, in_cell=True)} seq {run.seq}" if run else "-",
    )
    return f"| {' | '.join(cells)} |\n"
