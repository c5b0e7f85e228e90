"""Documents for the tests of render: an ordinary one, and ones whose every text is hostile."""

from dataclasses import replace

from sisyphus.analysis.assess import assess
from sisyphus.model.check import Assertion, AssertionKind, Check, Expectation
from sisyphus.model.evidence import EvidenceLogs, Outcome
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.notepad import Part
from sisyphus.model.plan import Claim, Role, State, Uncounted
from sisyphus.model.status import PlanStatus, StatusDocument
from tests.analysis.builders import (
    ELSEWHERE,
    REPOSITORY,
    commit,
    entry,
    evidence,
    link,
    notepad,
    record,
    snapshot,
)
from tests.analysis.plan_builders import box, check, key, plan, task

HOSTILE = [
    "a | b | c",
    "<script>alert(1)</script>",
    "<!-- --> <img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    "see https://evil.example and www.evil.example",
    "::error::boom",
    "x ##vso[task.setvariable variable=a]b ##[group]c",
    "\x1b[31mred\x1b[0m \x1b]8;;https://evil.example\x07link\x1b]8;;\x07 \x9b2J \x7f",
    "left \u202egnp.exe \u2066x\u2069 \u200bz",
    "one\ntwo\r\nthree\u2028four\u0085five\x0bsix",
    "ping @user and #12 and me@example.org",
    "`code` ``two`` ``` three",
    "`a | b` and \\| and \\",
    "# heading",
    "- item",
    "1. first",
    "---",
    "> quote",
    "~~~",
    "```",
    "&lt;b&gt; &copy;",
    "**bold** _it_ ~~gone~~ $x$",
    "日本語のタイトル　とても長い",
    "\ud800 lone",
    "",
]
"""Texts that somebody else's plan, commit, notepad or command output may hold."""


def ordinary() -> StatusDocument:
    """A plan with tasks, checks, open boxes and a notepad; a push is pending."""
    first, second = check(), check("grep -c 'a\\|b' x.py", "2", line=80)
    named = replace(task("1", 10, State.DONE), title="Build src/app.py", files=("src/app.py",))
    rows = (named, task("2", 20, State.DONE), task("F1", 60, role=Role.FINAL_WAVE))
    boxes = (
        box(12, "Builds", State.DONE, Role.ACCEPTANCE, key("1")),
        box(32, "GitHub Actions CI passes (requires push to verify)", role=Role.DEFINITION_OF_DONE),
    )
    one = replace(plan(*rows, boxes=boxes, checks=(first, second)), objective="Halve the time that CI takes")
    choice = replace(
        entry("Split the jobs", None),
        parts=(
            Part(name="Choice", text="Two jobs", line=4),
            Part(name="Rationale", text="They share nothing", line=5),
        ),
    )
    pads = (notepad(choice, kind="decisions"), notepad(kind="final_status", is_report=True))
    there = record(one, evidence(first), evidence(second, on=ELSEWHERE), notepads=pads)
    logs = replace(there.evidence, heads=(("here", 2, "sha256:" + "e" * 64),))
    history = replace(REPOSITORY, unpushed=1, commits=(commit("src/app.py", subject="Build src/app.py"),))
    return assess(snapshot(replace(there, evidence=logs), repository=history))


def hostile(text: str) -> StatusDocument:
    """A document that holds `text` wherever the outside world can put one."""
    document = ordinary()
    (status,) = document.plans
    return replace(document, plans=(_poisoned(status, text),))


def hostile_check(text: str) -> Check:
    expected = Expectation(
        text=text, assertions=(Assertion(kind=AssertionKind.STDOUT_CONTAINS, text=text),), understood=True
    )
    return replace(check(text or "true"), path=f"{text}.md", expect=expected, risk=text, context=(text,))


def _poisoned(status: PlanStatus, text: str) -> PlanStatus:
    place = Source(path=f"{text}.md", line=3)
    one = hostile_check(text)
    failed = replace(evidence(one, Outcome.FAILED), reason=text, writer=text)
    odd = entry(text, text)
    odd = replace(
        odd, parts=(Part(name="Choice", text=text, line=1), Part(name="Rationale", text=text, line=2))
    )
    pad = replace(notepad(odd), path=f"{text}/notes.md", purpose=text, kind="other")
    row = replace(task("1", 10, State.DONE), label=text or "1", title=text, files=(text,))
    boxes = (box(40, text), box(41, text, State.BLOCKED))
    there = replace(
        plan(row, boxes=boxes, checks=(one,), claims=(Claim(line=9, text=text),)),
        title=text,
        name=text or "speed",
        path=f"{text}.md",
        objective=text,
        uncounted=(Uncounted(line=5, text=text, reason=text),),
        findings=(Finding(rule="odd", severity=Severity.WARNING, message=text, source=place),),
    )
    logs = EvidenceLogs(records=(failed,), heads=((text, 1, "sha256:" + "e" * 64),))
    found = assess(
        snapshot(replace(record(there, notepads=(pad,)), name=there.name, path=there.path, evidence=logs))
    )
    (poisoned,) = found.plans
    carried = replace(link(), subject=text, reasons=(text,))
    tasks = tuple(replace(t, commits=(carried,)) for t in poisoned.tasks)
    return replace(poisoned, tasks=tasks, sentence=f"{text} {status.sentence}")
