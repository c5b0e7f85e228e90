"""The answers of audit: nothing of a report's text obeyed, every verdict with words, widths kept."""

import json
from datetime import UTC, datetime

from rich.cells import cell_len

from sisyphus.model.claim import AuditDocument, Claim, ClaimKind, JudgedClaim, Verdict
from sisyphus.model.status import Tool
from sisyphus.render import annotations, json_audit, text_audit

HOSTILE = "\x1b[31m::error::日本語 100%\n" + "長い" * 60 + "\u202e"


def judged(
    verdict: Verdict, actual: str = "says 3/3 tasks; the tasks give 2/3", line: int = 3
) -> JudgedClaim:
    claim = Claim(kind=ClaimKind.PROGRESS, text=HOSTILE, path=".sisyphus/notepads/p/概要,a:b.md", line=line)
    return JudgedClaim(claim=claim, verdict=verdict, actual=actual, source="plan.md:3")


def document(*claims: JudgedClaim) -> AuditDocument:
    return AuditDocument(
        format_version=1,
        tool=Tool(name="sisyphus", version="1.2.3"),
        taken_at=datetime(2026, 3, 1, tzinfo=UTC),
        plan="tally",
        path=".sisyphus/plans/tally.md",
        reports=(".sisyphus/notepads/p/概要,a:b.md",),
        claims=claims,
    )


EVERY = document(*(judged(verdict, HOSTILE, line) for line, verdict in enumerate(Verdict)))


def test_every_verdict_has_words() -> None:
    assert set(text_audit.VERDICT_WORDS) == set(text_audit.VERDICT_STYLES) == set(Verdict)
    said = text_audit.sentence(EVERY)
    assert said == "5 claims: 1 true, 1 false, 1 stale, 1 without evidence, 1 not checkable here"


def test_no_claims_is_a_sentence_too() -> None:
    assert text_audit.sentence(document()) == "0 claims"
    assert text_audit.render_audit(document(), colour=False, width=80) == "tally: 0 claims, in 1 text\n"


def test_widths_are_kept_and_nothing_is_obeyed() -> None:
    for width in (40, 80, 120):
        for whole in (False, True):
            text = text_audit.render_audit(EVERY, colour=False, width=width, whole=whole)
            assert all(cell_len(line) <= width for line in text.split("\n"))
            assert "\x1b" not in text
            assert "\u202e" not in text


def test_what_is_the_same_shares_a_row() -> None:
    twice = document(judged(Verdict.FALSE, line=3), judged(Verdict.FALSE, line=9))
    short = text_audit.render_audit(twice, colour=False, width=100)
    assert (short.count("the tasks give 2/3"), ":3 +1" in short) == (1, True)
    assert (
        text_audit.render_audit(twice, colour=False, width=100, whole=True).count("the tasks give 2/3") == 2
    )


def test_an_annotation_stays_one_command_a_line() -> None:
    rows = annotations.render_audit(EVERY).rstrip("\n").split("\n")
    assert [row.split(" ")[0] for row in rows] == ["::error", "::warning", "::notice"]
    assert rows[0].startswith(
        "::error file=.sisyphus/notepads/p/概要%2Ca%3Ab.md,line=0,title=progress%3A false::"
    )
    assert "100%25" in rows[0]
    assert "\x1b" not in "".join(rows)


def test_a_commit_message_has_no_file_to_annotate() -> None:
    claim = Claim(kind=ClaimKind.TESTS, text="t", path="commit 1234567", line=1)
    one = JudgedClaim(claim=claim, verdict=Verdict.FALSE, actual="a", source=None)
    assert annotations.render_audit(document(one)).startswith("::error title=tests%3A false::a\n")


def test_the_document_is_as_promised() -> None:
    parsed = json.loads(json_audit.render_audit(EVERY))
    assert parsed["format_version"] == 1
    assert set(parsed["claims"][0]) == {"text", "kind", "path", "line", "verdict", "actual", "source"}
    assert [c["verdict"] for c in parsed["claims"]] == [str(v) for v in Verdict]
