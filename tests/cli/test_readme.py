"""The README says what the code does: output, commands, options, exit codes."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sisyphus.cli.app import build_app
from sisyphus.errors import Exit
from tests.cli.conftest import Project

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = ROOT / "tests" / "scenarios" / "pending-push" / "expected.plan.txt"


def test_the_output_that_it_shows_is_real() -> None:
    block = re.search(r"<!-- output: .*? -->\n```text\n(.*?)```", README, re.DOTALL)
    assert block
    command, _, output = block[1].partition("\n")
    assert command == "$ sisyphus status forecast-cache"
    assert output == SHOWN.read_text(encoding="utf-8")


def test_exit_codes_are_those_of_the_code() -> None:
    rows = dict(re.findall(r"^\| (\d+) \| ([a-z-]+) \|", README, re.MULTILINE))
    assert rows == {str(int(code)): code.name.lower().replace("_", "-") for code in Exit}


def commands() -> Iterator[str]:
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL):
        yield from re.findall(r"^sisyphus (.+?)(?:\s+#.*)?$", block, re.MULTILINE)
    yield from re.findall(r"`sisyphus ([a-z][^`]*)`", README)


def test_every_command_that_it_names_exists(project: Project) -> None:
    named = set(commands())
    assert {"status", "verify PLAN", "report PLAN"} <= named
    known = {c.name or getattr(c.callback, "__name__", "") for c in build_app().registered_commands}
    known |= {g.name for g in build_app().registered_groups}
    for command in named:
        words = command.split()
        assert words[0] in known, command
        shown = project.ask(*words[: 2 if words[0] in {"trust", "evidence"} else 1], "--help").stdout
        for option in re.findall(r"--[a-z-]+", command):
            assert option in shown, command


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#:]+)\)", README))
def test_links_lead_somewhere(link: str) -> None:
    assert (ROOT / link).exists()


@pytest.mark.parametrize("target", re.findall(r"^make (\w+)", README, re.MULTILINE))
def test_make_targets_exist(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
