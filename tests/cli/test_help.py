"""Help as a terminal shows it: whole summaries, at any width."""

import pytest

from sisyphus.cli.commands import COMMANDS, GROUPS
from tests.cli.conftest import Project


@pytest.mark.parametrize("words", [(), *((group,) for group in GROUPS)])
@pytest.mark.parametrize("width", ["60", "80", "120"])
def test_a_list_of_commands_is_wrapped_and_never_cut(
    project: Project, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    shown = project.ask(*words, "--help").stdout.partition("Commands:")[2]
    assert "..." not in shown
    assert shown.rstrip().endswith(".")
    assert max(map(len, shown.split("\n"))) <= int(width)


def test_the_list_says_what_the_command_s_own_help_begins_with(project: Project) -> None:
    shown = " ".join(project.ask("--help").stdout.split())
    for name in COMMANDS:
        own = project.ask(name, "--help").stdout.split("\n\n")[1]
        assert f"{name} {' '.join(own.split())}" in shown


def test_usage_names_repeated_arguments_once(project: Project) -> None:
    assert "lint [OPTIONS] [PLAN]...\n" in project.ask("lint", "--help").stdout


@pytest.mark.parametrize(
    ("line", "help_of"),
    [
        ("status --foo", "sisyphus status --help says what it takes"),
        ("notes --task", "sisyphus notes --help says what it takes"),
        ("evidence chekc", "sisyphus evidence --help says what it takes"),
        ("evidence show", "sisyphus evidence show --help says what it takes"),
        ("stats", "sisyphus --help lists the commands"),
        ("--foo", "sisyphus --help lists the commands"),
    ],
)
def test_a_wrong_line_is_shown_the_help_that_it_needs(project: Project, line: str, help_of: str) -> None:
    said = project.ask(*line.split())
    assert said.returncode == 2
    assert said.stderr.endswith(f"fix: {help_of}\n")
