"""A command line that is not taken: said in the product's own words, with what to do, exit 2."""

import json
from typing import TYPE_CHECKING

import pytest

from sisyphus.cli.wrong_line import say

if TYPE_CHECKING:
    from tests.cli.conftest import Project

SAID = {
    "verify --timeout abc": "--timeout: 'abc' is no number of seconds",
    "verify --timeout 1m": "--timeout: '1m' is no number of seconds",
    "verify --timeout nan": "--timeout: 'nan' is no number of seconds",
    "verify --timeout 0": "--timeout: 0 seconds are no time to wait",
    "verify --timeout -1": "--timeout: -1 seconds are no time to wait",
    "verify --timeout inf": "--timeout: inf seconds are no time to wait",
    "verify --jobs x": "--jobs: 'x' is no number of checks from 1 to 64",
    "verify -j 1.5": "--jobs: '1.5' is no number of checks from 1 to 64",
    "verify --jobs 0": "--jobs: '0' is no number of checks from 1 to 64",
    "verify --jobs 65": "--jobs: '65' is no number of checks from 1 to 64",
    "verify --only foo": "--only: 'foo' is none of failed, stale, unproved",
    "report -f doc": "--format: 'doc' is none of markdown, pr, summary, html, json",
    "status --color pink": "--color: 'pink' is none of auto, always, never",
    "note foo bar": "KIND: 'foo' is none of learnings, decisions, issues, problems",
    "note": "KIND is missing, one of learnings, decisions, issues, problems",
    "evidence show": "ID|SEQ is missing",
    "status -C": "-C: its value is missing",
    "status --json=1": "--json takes no value",
    "status a b": "more than it takes: b",
    "status --nope": "no such option: --nope",
    "status --jso": "no such option: --jso; there is --json",
    "stats": "no such command: stats; there is status",
    "evidence nope": "no such command: nope",
}


@pytest.mark.parametrize("line", SAID)
def test_what_is_wrong_is_said_in_our_words(project: "Project", line: str) -> None:
    run = project.ask(*line.split())
    assert (run.returncode, run.stdout) == (2, "")
    first, second = run.stderr.rstrip("\n").split("\n")
    assert first == f"sisyphus: {SAID[line]}"
    assert second.startswith("  fix: ")


def test_it_is_the_error_of_the_json_document_too(project: "Project") -> None:
    run = project.ask("verify", "--timeout", "abc", "--json")
    assert (run.returncode, run.stderr) == (2, "")
    assert json.loads(run.stdout)["error"] == {
        "kind": "usage",
        "message": "--timeout: 'abc' is no number of seconds",
        "fix": "give one, such as --timeout 60",
    }


def test_a_message_of_a_form_that_is_not_known_is_kept() -> None:
    assert say("Something new\n  happened.") == "something new happened"


@pytest.mark.parametrize("group", ["evidence", "trust"])
def test_a_group_without_a_command_shows_its_help(project: "Project", group: str) -> None:
    run = project.ask(group)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == project.ask(group, "--help").stdout
