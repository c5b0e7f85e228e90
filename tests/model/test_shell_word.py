"""A name that stands in a suggested command comes out of the shell as it went in."""

import os
import subprocess

import pytest

from sisyphus.model.plan import plan_word
from sisyphus.model.shell_word import path_word, shell_word

NAMES = (
    "plain",
    "two words",
    "it's",
    "-x",
    "a\nb",
    "\x1b[31m::error::x",
    "tab\t'quote\\n",
    "\u202egnp",
    "日本語",
    "日本語\n",
    "\udcff\udc80.py",
    "$(touch x)\n`id`",
    "\U000e0001tag",
)


@pytest.mark.parametrize("name", NAMES)
def test_bash_reads_the_name_back(name: str) -> None:
    word = shell_word(name)
    assert word.isprintable()
    command = ["bash", "-c", f"printf %s {word}"]
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    said = subprocess.run(command, capture_output=True, check=True, env=environment).stdout
    assert said == os.fsencode(name)


def test_what_is_printable_is_quoted_as_everybody_does() -> None:
    assert (shell_word("a b"), shell_word("a")) == ("'a b'", "a")


@pytest.mark.parametrize(
    ("name", "path", "word"),
    [
        ("a b", ".omo/plans/a b.md", "'a b'"),
        ("-x", ".omo/plans/-x.md", ".omo/plans/-x.md"),
        ("README.md", ".omo/plans/README.md.md", ".omo/plans/README.md.md"),
        ("x", "docs/x.md", "docs/x.md"),
        ("-x", "-x.md", "./-x.md"),
    ],
)
def test_a_plan_is_named_so_that_a_command_finds_it(name: str, path: str, word: str) -> None:
    assert plan_word(name, path) == word


def test_a_path_is_never_an_option() -> None:
    assert (path_word("-x y"), path_word("x"), path_word("/-x")) == ("'./-x y'", "x", "/-x")
