"""A plain command line means the same read here and read by Typer; all others are left to Typer."""

import functools
from pathlib import Path
from typing import Annotated, Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.exceptions import TyperException

from sisyphus.cli.app import build_app, for_typer
from sisyphus.cli.commands import COMMANDS, GROUPS, load
from sisyphus.cli.options import Colour
from sisyphus.cli.reading import command_first, read_arguments
from sisyphus.cli.words import argument, option

READ_HERE = ("status", "report", "audit", "schema")
"""Commands whose plain lines need no Typer."""

WORDS = st.sampled_from(
    [
        *(
            "one",
            "two",
            "learnings",
            "markdown",
            "json",
            "text",
            "always",
            "never",
            "Always",
            ".",
            "é",
            "",
            "-",
        ),
        *(
            "-C",
            "--directory",
            "-q",
            "--quiet",
            "-v",
            "--verbose",
            "--json",
            "--color",
            "--color=auto",
            "--color=",
        ),
        *(
            "--exit-code",
            "--all",
            "--explain",
            "--commits",
            "-f",
            "--format",
            "--format=json",
            "-o",
            "--output=x",
        ),
        *(
            "--write",
            "--force",
            "--task",
            "-t",
            "--plan",
            "--plan=two",
            "-p",
            "--help",
            "-h",
            "--",
            "-qv",
            "-Cx",
        ),
        *("--no-json", "--quiet=1", "-f=json", "--dir", "--unknown", "a b", "\ud800", "--task=", "--check"),
    ]
)


def read_by_typer(name: str, arguments: list[str]) -> dict[str, Any] | None:
    """What Typer would call a command with; `None` where it does not."""
    command = load(COMMANDS[name])
    calls: list[dict[str, Any]] = []

    @functools.wraps(command)
    def called(**values: object) -> None:
        calls.append(values)

    app = typer.Typer(rich_markup_mode=None)
    app.command(name)(for_typer(called))
    try:
        app(arguments, prog_name="sisyphus", standalone_mode=False)
    except TyperException:
        return None
    return calls[0] if calls else None


@pytest.mark.parametrize("name", READ_HERE)
@given(arguments=st.lists(WORDS, max_size=6))
def test_what_is_read_here_is_what_typer_reads(name: str, arguments: list[str]) -> None:
    ours = read_arguments(load(COMMANDS[name]), arguments)
    if ours is None:
        return
    theirs = read_by_typer(name, arguments)
    assert theirs is not None, "what Typer refuses is not read here"
    assert {key: theirs[key] for key in ours} == ours
    assert {key: type(theirs[key]) for key in ours} == {key: type(value) for key, value in ours.items()}
    untouched = read_by_typer(name, arguments[:0]) or {}
    assert all(theirs[key] == untouched.get(key, theirs[key]) for key in theirs.keys() - ours.keys())


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("", {}),
        ("tally", {"plan": "tally"}),
        ("tally -v -C there", {"plan": "tally", "verbose": True, "directory": Path("there")}),
        ("--color=always --json", {"color": Colour.ALWAYS, "as_json": True}),
    ],
)
def test_plain_lines_of_status_are_read_here(line: str, values: dict[str, object]) -> None:
    assert read_arguments(load(COMMANDS["status"]), line.split()) == values


@pytest.mark.parametrize(
    "line", ["--help", "-qv", "one two", "--color pink", "--color", "-Cx", "--", "--jso", "-C -v"]
)
def test_other_lines_are_left_to_typer(line: str) -> None:
    assert read_arguments(load(COMMANDS["status"]), line.split()) is None


def needy(kind: Annotated[str, argument()], *, loud: Annotated[bool, option("--loud")] = False) -> None:
    """A command with an argument that it needs."""


def test_a_command_that_needs_an_argument_gets_it() -> None:
    assert read_arguments(needy, ["--loud"]) is None
    assert read_arguments(needy, ["--loud", "a"]) == {"kind": "a", "loud": True}


@pytest.mark.parametrize("name", [n for n in COMMANDS if n not in READ_HERE])
def test_commands_with_other_kinds_of_options_are_left_to_typer(name: str) -> None:
    assert read_arguments(load(COMMANDS[name]), []) is None


def test_the_table_names_what_the_help_shows() -> None:
    app = build_app()
    shown = [c.name for c in app.registered_commands] + [g.name for g in app.registered_groups]
    assert shown == [*COMMANDS, *GROUPS]


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("-C a status", "status -C a"),
        ("--directory=a status one --json", "status one --json --directory=a"),
        ("--directory a trust list", "trust list --directory a"),
        ("-C a note problems -- -x", "note problems -C a -- -x"),
        ("-C a -C b status", "status -C a -C b"),
        ("status -C a", "status -C a"),
        ("-C a", "--help"),
        ("--version", "--version"),
        ("", ""),
    ],
)
def test_the_folder_may_stand_before_the_command(line: str, meant: str) -> None:
    assert list(command_first(line.split())) == meant.split()
