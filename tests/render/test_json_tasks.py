"""What `status --json` says of a task beyond its counts: enough for an agent to work from."""

import json
from dataclasses import fields, replace

from sisyphus.analysis.assess import assess
from sisyphus.model.copies import CopyPlace, PlanCopy
from sisyphus.model.plan import Reference, Scenario, State, Task
from sisyphus.model.review import NamedFile
from sisyphus.model.status import TaskStatus
from sisyphus.render.json import render_status
from tests.analysis.builders import NOW, record, snapshot
from tests.analysis.plan_builders import plan, task

RICH = replace(
    task("1", 10, State.DONE),
    what_to_do=("Count the words",),
    must_not_do=("Change the format",),
    references=(Reference(path="src/a.py", first_line=3, last_line=9, source_line=14),),
    evidence_paths=(".sisyphus/evidence/task-1.txt", "gone.txt"),
    scenarios=(
        Scenario(
            title="Happy path",
            line=20,
            tool="Bash",
            preconditions=("built",),
            steps=("run it",),
            expected=("3 words",),
            failure_indicators=("a traceback",),
            evidence=(".sisyphus/evidence/task-1.txt",),
        ),
    ),
    agent_profile="quick",
    parallel=True,
    wave="Wave 1",
)
FOUND = NamedFile(
    path=".sisyphus/evidence/task-1.txt", found=".sisyphus/evidence/task-1.txt", size=7, modified_at=NOW
)


def test_all_that_a_task_says_is_there() -> None:
    there = replace(record(plan(RICH)), named_files=(FOUND, NamedFile(path="gone.txt", found=None)))
    [one] = json.loads(render_status(assess(snapshot(there))))["plans"][0]["tasks"]
    assert one["what_to_do"] == ["Count the words"]
    assert one["must_not_do"] == ["Change the format"]
    assert one["references"] == [{"path": "src/a.py", "first_line": 3, "last_line": 9, "source_line": 14}]
    assert [(e["path"], e["found"], e["size"]) for e in one["evidence"]] == [
        (".sisyphus/evidence/task-1.txt", ".sisyphus/evidence/task-1.txt", 7),
        ("gone.txt", None, 0),
    ]
    assert one["scenarios"] == [
        {
            "title": "Happy path", "line": 20, "tool": "Bash", "preconditions": ["built"],
            "steps": ["run it"], "expected": ["3 words"], "failure_indicators": ["a traceback"],
            "evidence": [".sisyphus/evidence/task-1.txt"],
        }
    ]  # fmt: skip
    assert (one["agent_profile"], one["parallel"], one["wave"]) == ("quick", True, "Wave 1")


def test_every_field_that_the_parser_reads_is_in_the_document() -> None:
    renamed = {"label": "id", "evidence_paths": "evidence"}
    # What the matrix says is merged into depends_on and blocks; where it disagrees a finding says so.
    read = {renamed.get(f.name, f.name) for f in fields(Task)} - {"matrix"}
    assert read <= {f.name for f in fields(TaskStatus)}


def test_what_a_task_does_not_say_is_empty_or_null() -> None:
    [one] = json.loads(render_status(assess(snapshot(record(plan(task("1", 10)))))))["plans"][0]["tasks"]
    assert (one["parallel"], one["agent_profile"]) == (None, None)
    assert [one[name] for name in ("what_to_do", "must_not_do", "references", "evidence", "scenarios")] == [
        []
    ] * 5


def test_copies_have_their_own_counts_and_those_that_cannot_be_read_have_none() -> None:
    here = plan(task("1", 10))
    other = replace(plan(task("1", 10, State.DONE)), sha256="6" * 64)
    copies = tuple(
        PlanCopy(path=p, root="/x", place=CopyPlace.ROOT, modified_at=None, sha256=digest, plan=parsed)
        for p, digest, parsed in (
            ("a.md", "6" * 64, other),
            ("b.md", here.sha256, None),
            ("c.md", None, None),
        )
    )
    [one] = json.loads(render_status(assess(snapshot(replace(record(here), copies=copies)))))["plans"]
    assert [(c["path"], c["same"], c["task"] and c["task"]["done"]) for c in one["copies"]] == [
        ("a.md", False, 1),
        ("b.md", True, 0),
        ("c.md", False, None),
    ]
    assert (one["file_modified_at"], one["last_activity"]) == (None, "2026-03-01T12:00:00Z")
