"""Every `--json` output is what its schema says, no field more and none less."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sisyphus.adapters.trust import TrustStore
from sisyphus.render.schema import DOCUMENTS, schema
from tests.cli.conftest import Project

PLAN = """# Tally

> A plan.

## TODOs

- [x] 1. Count
  **Files**: `count.txt`
  **Acceptance**:
  - [x] `cat count.txt` → contains "3"
  - [ ] `test -f nothing.txt` passes
  **Commit**: YES
  - Message: `feat: count`
- [ ] 2. Show
  **Blocked By**: 1
  **Parallel Group**: A

## Success Criteria

- [ ] CI passes (requires push)
"""

COMMANDS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "status": (("status", "--json"), ("status", "tally", "--json"), ("report", "tally", "--json")),
    "verify": (
        ("verify", "tally", "--list", "--json"),
        ("verify", "tally", "--json", "--trust-all"),
        ("verify", "tally", "--json", "--trust-all", "--baseline", "HEAD"),
    ),
    "audit": (("audit", "tally", "--json"),),
    "lint": (("lint", "--json"), ("lint", "tally", "--json", "--select", "ALL")),
    "lint-rules": (("lint", "--list", "--json"), ("lint", "--explain", "no-tasks", "--json")),
    "note": (("note", "issues", "Something.", "--json"), ("note", "issues", "x", "--task", "2", "--json")),
    "notes": (("notes", "--json"),),
    "evidence-list": (("evidence", "list", "tally", "--json"),),
    "evidence-show": (("evidence", "show", "1", "tally", "--json"),),
    "evidence-check": (("evidence", "check", "--json"),),
    "trust-list": (("trust", "list", "--json"),),
    "trust-revoke": (("trust", "revoke", "--all", "--json"),),
    "error": (("status", "nope", "--json"), ("frobnicate", "--json"), ("status", "--nope", "--json")),
}
"""For each document the command lines that print it, in an order in which each has something to show."""


@pytest.fixture
def worked(project: Project) -> Project:
    """A project where every command has something to say."""
    project.plan(PLAN)
    project.write("count.txt", "3\n")
    project.write(
        ".sisyphus/notepads/tally/FINAL_STATUS.md",
        "# Final status\n\nAll 2/2 tasks complete. 12 tests passed. Commit abcdef1.\n",
    )
    project.commit("feat: count")
    TrustStore(project.root).allow("a" * 64, "test -f a", datetime.now(UTC))
    return project


def strict(value: Any) -> Any:  # noqa: ANN401 - JSON of any shape
    """Return a schema that allows no field that it does not name."""
    if isinstance(value, list):
        return [strict(each) for each in value]
    if not isinstance(value, dict):
        return value
    found = {key: strict(each) for key, each in value.items()}
    return {**found, "additionalProperties": False} if isinstance(value.get("properties"), dict) else found


def objects(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON of any shape
    if isinstance(value, dict):
        if isinstance(value.get("properties"), dict):
            yield value
        for each in value.values():
            yield from objects(each)


def test_every_document_has_a_command() -> None:
    assert set(COMMANDS) == set(DOCUMENTS)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_schema_is_one_and_describes_its_objects(name: str) -> None:
    found = schema(name)
    Draft202012Validator.check_schema(found)
    assert all(each.get("description") for each in objects(found))
    assert all(set(each.get("required", ())) <= set(each["properties"]) for each in objects(found))


def test_every_json_output_is_as_its_schema_says(worked: Project) -> None:
    for name, lines in COMMANDS.items():
        validator = Draft202012Validator(strict(schema(name)))
        for line in lines:
            answer = json.loads(worked.ask(*line).stdout)
            faults = [f"{fault.json_path}: {fault.message}" for fault in validator.iter_errors(answer)]
            assert faults == [], (name, line)


def test_the_rows_are_there_that_the_schema_is_held_against(worked: Project) -> None:
    answers = {line: json.loads(worked.ask(*line).stdout) for lines in COMMANDS.values() for line in lines}
    (plan,) = answers["status", "--json"]["plans"]
    assert [task["parallel_group"] for task in plan["tasks"]] == [None, "A"]
    assert plan["blockers"]
    assert answers["audit", "tally", "--json"]["claims"]
    assert answers["notes", "--json"]["entries"]
    assert answers["evidence", "list", "tally", "--json"]["runs"]
    assert answers["trust", "list", "--json"]["trust"]
    checks = answers["verify", "tally", "--json", "--trust-all", "--baseline", "HEAD"]["checks"]
    assert any(check["result"] and check["baseline"] for check in checks)


def test_one_schema_or_all_are_printed(project: Project) -> None:
    whole = json.loads(project.ask("schema").stdout)
    assert whole["format_version"] == 1
    assert list(whole["schemas"]) == list(DOCUMENTS)
    assert json.loads(project.ask("schema", "note").stdout) == whole["schemas"]["note"]
    assert "what a run" not in project.ask("schema", "nope").stdout
    assert project.ask("schema", "nope").returncode == 2


def test_what_the_model_says_of_a_field_is_in_the_schema() -> None:
    task = schema("status")["$defs"]["TaskStatus"]["properties"]
    assert task["no_commit"]["description"] == "Why no commit was found; `None` when one was."
    assert "checks" not in schema("status")["$defs"]["PlanStatus"]["properties"]
