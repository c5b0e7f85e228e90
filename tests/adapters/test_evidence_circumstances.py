"""How a run came about: written into its record and read back; anything else is unknown, never an error."""

from dataclasses import replace
from typing import Any

import pytest

from sisyphus.adapters.evidence_log.circumstances import end_fields, read_circumstances, start_fields
from sisyphus.adapters.running.command import check_environment
from sisyphus.adapters.running.ending import unrun
from sisyphus.adapters.supervisor import MARKER
from sisyphus.model.check import Assertion, AssertionKind
from sisyphus.model.evidence import AssertionResult, Outcome
from tests.analysis.plan_builders import check

RESULTS = (
    AssertionResult(assertion=Assertion(kind=AssertionKind.EXIT_CODE, equals=0), holds=True),
    AssertionResult(assertion=Assertion(kind=AssertionKind.STDOUT_CONTAINS, text="x"), holds=False),
    AssertionResult(assertion=Assertion(kind=AssertionKind.STDOUT_NUMBER, op=">=", value=2.5), holds=None),
    AssertionResult(assertion=Assertion(kind=AssertionKind.FILE_EXISTS, path="a"), holds=True),
    AssertionResult(assertion=Assertion(kind=AssertionKind.STDOUT_MATCHES, pattern="a+"), holds=True),
)


def test_what_is_written_is_read_back() -> None:
    one = replace(check(), context=("cd app",))
    start = {**start_fields(one), "cwd": one.cwd, "shell": one.shell, "timeout_s": 5, "expect": "→ exit 0"}
    end = {**end_fields(replace(unrun(Outcome.FAILED, "no"), results=RESULTS)), "left_processes": 3}
    said = read_circumstances(start, end)
    assert said.results == RESULTS
    assert (said.context, said.cwd, said.shell, said.timeout_s) == (("cd app",), ".", "bash", 5)
    assert (said.expect, said.left_processes) == ("→ exit 0", 3)
    assert {"system", "architecture", "python", "sisyphus", "shell"} == {name for name, _ in said.machine}


def test_names_of_variables_are_kept_and_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Mars/Olympus")
    monkeypatch.setenv("SOME_TOKEN", "hunter2")
    fields = start_fields(check())
    assert set(fields["environment"]) == check_environment().keys() - {MARKER}
    assert "TZ" in fields["environment"]
    assert "SOME_TOKEN" not in fields["environment"]
    assert "Mars" not in str(fields)


def test_no_path_of_this_machine_is_kept() -> None:
    assert not [value for value in start_fields(check())["machine"].values() if "/" in value]


ODD: list[Any] = [None, 1, 1.5, True, "text", [], {}, [None], [{}], {"a": 1}, [["x"]], float("nan")]


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_anything_else_is_unknown(odd: object) -> None:
    names = ("cwd", "context", "shell", "timeout_s", "expect", "environment", "machine")
    said = read_circumstances(dict.fromkeys(names, odd), {"assertions": odd, "left_processes": odd})
    assert said.results == ()
    assert all(isinstance(text, str) for text in (*said.context, *(said.environment or ())))


@pytest.mark.parametrize(
    "row",
    [None, [], {}, {"kind": "nonsense"}, {"kind": ["exit_code"]}, {"kind": None}],
    ids=repr,
)
def test_an_assertion_that_is_none_is_left_out(row: object) -> None:
    assert read_circumstances(
        {}, {"assertions": [row, {"kind": "exit_code", "equals": 0, "holds": 1}]}
    ).results == (AssertionResult(assertion=Assertion(kind=AssertionKind.EXIT_CODE, equals=0), holds=None),)


def test_an_older_record_says_less() -> None:
    said = read_circumstances({}, {})
    assert (said.cwd, said.environment, said.machine, said.results) == (None, None, (), ())
