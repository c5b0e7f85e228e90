"""What a `verify` leaves for other tools: JUnit and CTRF files, annotations and a summary on GitHub."""

import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from sisyphus.adapters.append import append_text
from sisyphus.adapters.files import write_atomically
from sisyphus.adapters.place import Place
from sisyphus.adapters.verify import Result
from sisyphus.cli.options import Answer
from sisyphus.cli.verify_options import Request
from sisyphus.cli.verify_scene import Scene
from sisyphus.cli.verify_view import outputs_of
from sisyphus.errors import SisyphusError, UsageError
from sisyphus.model.deferred import replace
from sisyphus.model.judgement import CheckStatus
from sisyphus.model.verify_report import VerifyReport
from sisyphus.render.ctrf import render_ctrf
from sisyphus.render.github import SUMMARY_BYTES, render_annotations, render_summary
from sisyphus.render.junit import render_junit


def refuse_lost_files(request: Request) -> None:
    """Raise UsageError for a file that could not be written at the end, before anything runs."""
    for file in (request.junit, request.ctrf):
        target = request.start / file if file else None
        if target and not target.parent.is_dir():
            raise UsageError("there is no such folder", path=str(target.parent), fix="make the folder first")
        if target and target.is_dir():
            raise UsageError("is a folder, not a file", path=str(target), fix="name a file to write")


def reports_of(request: Request, place: Place) -> frozenset[str]:
    """Return the files that `publish` will write in the tree, as git names them."""
    top = (place.top_level or place.root).resolve()
    files = (request.start / file for file in (request.junit, request.ctrf) if file)
    targets = (file.parent.resolve() / file.name for file in files)
    return frozenset(t.relative_to(top).as_posix() for t in targets if t.is_relative_to(top))


def publish(
    request: Request, scene: Scene, shown: Sequence[CheckStatus], results: Sequence[Result], answer: Answer
) -> Answer:
    """Write the files that were asked for, and tell GitHub where it listens.

    What ran is answered for in any case: a file that cannot be written is said, and is the exit code.
    """
    report = _report(scene, shown, results)
    problems: list[str] = []
    code = answer.code
    for file, render in ((request.junit, render_junit), (request.ctrf, render_ctrf)):
        try:
            if file:
                write_atomically(request.start / file, render(report).encode("utf-8", "replace"))
        except SisyphusError as error:
            problems.append(f"{error.message} (fix: {error.fix})")
            code = error.exit_code
    if os.environ.get("GITHUB_ACTIONS") == "true":
        problems += _tell_github(report, scene.place.prefix)
    return replace(answer, code=code, warnings=(*answer.warnings, *problems))


def _report(scene: Scene, shown: Sequence[CheckStatus], results: Sequence[Result]) -> VerifyReport:
    repository = scene.snapshot.repository
    streams = {result.check.id: outputs_of(result) for result in results}
    return VerifyReport(
        plan=scene.snapshot.plans[0].name,
        checks=tuple(shown),
        outputs={check: (stdout, stderr) for check, (stdout, stderr) in streams.items()},
        subject=scene.snapshot.subject,
        branch=repository.branch if repository else None,
        tool_version=scene.snapshot.tool_version,
        ended_at=datetime.now(UTC),
    )


def _tell_github(report: VerifyReport, prefix: str) -> list[str]:
    """Write annotations to stderr, which GitHub reads as it does stdout, and add to the step's summary."""
    sys.stderr.write(render_annotations(report.checks, prefix=prefix))
    sys.stderr.flush()
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if not summary:
        return []
    try:
        there = Path(summary).stat().st_size if Path(summary).exists() else 0
        append_text(Path(summary), render_summary(report, room=SUMMARY_BYTES - there))
    except (OSError, SisyphusError) as error:
        return [f"the step summary could not be written: {error}"]
    return []
