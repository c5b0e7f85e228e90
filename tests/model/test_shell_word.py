"""A name that stands in a suggested command comes out of the shell as it went in."""

import os
import subprocess

import pytest

from sisyphus.model.shell_word import shell_word

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
