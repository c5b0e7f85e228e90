"""`sisyphus evidence` on a terminal."""

from dataclasses import replace

import pytest

from sisyphus.model.check import Assertion, AssertionKind
from sisyphus.model.evidence import (
    AssertionResult,
    Circumstances,
    Evidence,
    Freshness,
    LogCheck,
    Outcome,
    Output,
)
from sisyphus.render.terminal import width_of
from sisyphus.render.text_evidence import (
    FRESHNESS_STYLES,
    FRESHNESS_WORDS,
    OUTCOME_STYLES,
    render_checked,
    render_run,
    render_runs,
)
from tests.analysis.builders import evidence
from tests.analysis.plan_builders import check
from tests.render.documents import HOSTILE

ONE = check()
CIRCUMSTANCES = Circumstances(  # noqa: S604 - the name of one, nothing is run
    cwd=".", context=("cd app",), shell="bash", timeout_s=600, expect="→ exit 0", environment=("HOME", "PATH"),
    machine=(("python", "3.11"),), left_processes=2,
    results=(AssertionResult(assertion=Assertion(kind=AssertionKind.EXIT_CODE, equals=0), holds=False),),
)  # fmt: skip
RUN = replace(
    evidence(ONE, Outcome.FAILED),
    circumstances=CIRCUMSTANCES,
    stdout=Output(sha256="a" * 64, bytes=900, kept=100, blob="out/aa/x.txt", redactions=1),
    metrics=(("tests_passed", 3.0), ("tests_failed", 1.0)),
)
LOG = LogCheck(
    plan="speed", path=".sisyphus/evidence/sisyphus/speed/here.jsonl", writer="here", own=True, lines=4, last="e" * 64,
    runs=2, outputs=1, faults=(), remarks=("nobody can tell",),
)  # fmt: skip


def shown(run: Evidence = RUN, log: str = "line\n", width: int = 80) -> str:
    return render_run((run, Freshness.STALE), [("stdout", log)], colour=False, width=width)


def test_every_word_has_a_style() -> None:
    assert list(OUTCOME_STYLES) == list(Outcome)
    assert list(FRESHNESS_STYLES) == list(FRESHNESS_WORDS) == list(Freshness)


def test_one_run_whole() -> None:
    text = shown()
    for words in (
        "seq 1", "failed", "stale: other content is here now", "    cd app\n    make test\n", "exit 1, after 1.5 s",
        "because      exit 1, not 0", "., bash", "at most 600 s", "expected     → exit 0", "exit 0: does not hold",
        "2 processes, all ended", "HOME PATH (names only", "python 3.11", "3 passed, 1 failed", "c" * 40, "nothing uncommitted",
        "900 bytes, 100 kept, 1 secret taken out, sha256", "--- stdout\n    line\n",
    ):  # fmt: skip
        assert words in text, words


def test_what_an_older_record_does_not_say_is_unknown() -> None:
    bare = Circumstances(cwd=None, context=(), shell=None, timeout_s=None, expect=None, environment=None)
    text = shown(replace(RUN, circumstances=bare))
    assert "unknown, unknown shell, sandbox" in text
    assert "not recorded" in text
    assert (
        "ended"
        not in shown(replace(RUN, ended_at=None, outcome=Outcome.INCONCLUSIVE, circumstances=None)).split(
            "\n"
        )[4]
    )


def test_a_table_of_runs_keeps_the_width_and_marks_foreign_ones() -> None:
    foreign = replace(
        RUN, own=False, writer="ci-job-1", command="并行" * 60, subject=replace(RUN.subject, dirty=True)
    )
    for width in (80, 120):
        text = render_runs(
            "speed", [(RUN, Freshness.FRESH), (foreign, Freshness.VOID)], colour=False, width=width
        )
        assert all(width_of(row) <= width for row in text.split("\n")), text
    assert "cccccccc+" in text
    assert "ci-job-1" in text
    assert "2 runs, 1 of them written elsewhere. Whole: sisyphus evidence show SEQ speed" in text
    assert "WRITER" not in render_runs("speed", [(RUN, Freshness.FRESH)], colour=False, width=80)
    compared = render_runs("speed", [(replace(RUN, baseline=True), Freshness.STALE)], colour=False, width=80)
    assert " baseline " in compared
    assert " stale " not in compared
    assert "No run" in render_runs("speed", [], colour=False, width=80)


def test_checked_logs_say_what_is_wrong_and_what_nobody_can_know() -> None:
    broken = replace(LOG, faults=("line 3 cannot be read",), own=False)
    text = render_checked([LOG, broken], colour=False, width=80)
    assert text.startswith("ok      .sisyphus/evidence")
    assert "broken  .sisyphus/evidence" in text
    assert "4 lines, 2 runs, 1 output, foreign" in text
    assert "        line 3 cannot be read\n" in text
    assert "2 logs checked: 1 of them broken." in text
    text = render_checked(
        [broken, replace(LOG, unread=("cannot be read: Permission denied",))], colour=False, width=80
    )
    assert "unread  .sisyphus/evidence" in text
    assert "2 logs checked: 1 of them broken, 1 of them not read whole." in text
    assert "nobody can tell" not in render_checked([LOG], colour=False, width=80, remarks=False)
    assert render_checked([], colour=False, width=80) == "No evidence is stored here.\n"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_inert(text: str) -> None:
    odd = replace(
        RUN,
        command=text,
        reason=text,
        writer=text,
        created=(text,),
        circumstances=replace(CIRCUMSTANCES, expect=text, context=(text,)),
    )
    log = replace(LOG, path=text, faults=(text,), remarks=(text,))
    for out in (
        shown(odd, text),
        render_runs(
            "speed",
            [(odd, Freshness.FRESH), (replace(odd, own=False), Freshness.FRESH)],
            colour=False,
            width=80,
        ),
        render_checked([log], colour=False, width=80),
    ):
        assert out.replace("\n", "").isprintable()
        assert not any(row.lstrip().startswith("::") for row in out.split("\n"))
        assert "##[" not in out
        assert "##vso[" not in out


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_what_is_said_of_logs_and_runs_keeps_the_width(width: int) -> None:
    for text in (
        render_checked([LOG], colour=False, width=width).partition("\n")[2],
        render_runs("speed", [], colour=False, width=width),
        shown(RUN, width=width).partition("\n    cd app")[0],
    ):
        assert all(width_of(row) <= width for row in text.split("\n")), text
