"""A locale that is not in UTF-8: each command finds what it finds elsewhere, and says it in what can be written."""

import json
import subprocess
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Project

ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
UTF8 = {"LC_ALL": "C.UTF-8"}
PLAN = """# Größe, 日本語

## TODOs

- [x] 1. Größer machen → 日本
  **Acceptance Criteria**:
  - [x] `grep -c ü größe.txt` → 1
- [ ] 2. Rank them
"""
ANSWERS = (
    ("status",),
    ("status", "größe"),
    ("status", ".sisyphus/plans/größe.md", "--explain"),
    ("status", "größe", "--commits"),
    ("status", "größe", "--exit-code"),
    ("lint", "größe"),
    ("audit", "größe"),
    ("report", "größe", "--format", "html"),
    ("notes", "größe", "--grep", "hübsch"),
    ("verify", "größe", "--list"),
    ("verify", "größe", "--trust-all"),
    ("evidence", "check"),
    ("status", "höhe"),
    ("status", "-C", "höhe"),
)


@pytest.fixture
def gross(project: "Project") -> "Project":
    """A plan, its notepad, a file and a commit whose names are not ASCII."""
    project.plan(PLAN, "größe")
    project.write(".sisyphus/notepads/größe/issues.md", "# Issues\n\n## Hübsch\n\nNicht größer.\n")
    project.write("größe.txt", "ü\n")
    project.commit("feat: größer machen")
    return project


def said(
    project: "Project",
    arguments: tuple[str, ...],
    locale: Mapping[str, str],
    program: tuple[str, ...] = ("-m", "sisyphus"),
) -> tuple[int, str, str]:
    """What one command line answers; its words go in as bytes in UTF-8, as a shell gives them."""
    run = subprocess.run(
        ["env", *(f"{n}={v}" for n, v in locale.items()), sys.executable, *program, *arguments],
        cwd=project.root,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )  # fmt: skip
    return run.returncode, run.stdout.decode(), run.stderr.decode()


def escaped(text: str) -> str:
    return text.encode("ascii", "backslashreplace").decode()


@pytest.mark.parametrize("arguments", ANSWERS, ids=" ".join)
def test_each_command_answers_in_ascii_what_it_answers_in_utf_8(
    gross: "Project", arguments: tuple[str, ...]
) -> None:
    code, out, err = said(gross, arguments, ASCII)
    assert code in {0, 1, 2, 6}, err
    assert (out + err).isascii()
    if "--trust-all" in arguments:
        return  # what it says of how long it took differs
    wanted, out_there, err_there = said(gross, arguments, UTF8)
    assert (code, err) == (wanted, escaped(err_there))
    shown = (
        out_there.encode("ascii", "xmlcharrefreplace").decode() if "html" in arguments else escaped(out_there)
    )
    assert out.split("taken at")[0] == shown.split("taken at")[0]


@pytest.mark.parametrize(
    ("arguments", "encoding"),
    [
        (("status", "größe"), None),
        (("status", "größe"), "latin-1"),
        (("verify", "größe", "--list"), "cp932"),
        (("notes",), "ascii"),
        (("status", "höhe"), None),
    ],
)
def test_json_is_the_same_document_in_every_encoding(
    gross: "Project", arguments: tuple[str, ...], encoding: str | None
) -> None:
    locale = ASCII if encoding is None else {**ASCII, "PYTHONIOENCODING": encoding}
    code, out, err = said(gross, (*arguments, "--json"), locale)
    there, out_there, _ = said(gross, (*arguments, "--json"), UTF8)
    found, wanted = json.loads(out), json.loads(out_there)
    found.pop("taken_at", None), wanted.pop("taken_at", None)
    assert (code, found) == (there, wanted)
    assert err == ""


def test_a_note_is_written_in_utf_8(gross: "Project") -> None:
    code, _, err = said(gross, ("note", "issues", "Zu häßlich", "--plan", "größe"), ASCII)
    assert (code, err) == (0, "")
    assert "Zu häßlich" in (gross.root / ".sisyphus/notepads/größe/issues.md").read_text(encoding="utf-8")


def test_what_checks_run_and_keep_is_found_again(gross: "Project") -> None:
    assert said(gross, ("verify", "größe", "--trust-all"), ASCII)[0] == 0
    proof = json.loads(said(gross, ("status", "größe", "--json"), UTF8)[1])["plans"][0]["proof"]
    assert proof["verified"] == 1


def test_a_python_that_cannot_start_again_says_what_would_help(gross: "Project") -> None:
    alone = (
        "import sys; sys.executable = ''; sys.argv = ['', 'notes']; import sisyphus.__main__ as m; m.main()"
    )
    code, out, err = said(gross, (), ASCII, program=("-c", alone))
    assert (code, out) == (5, "")
    assert "the encoding of the locale, ascii, cannot name" in err
    assert "fix: set LC_ALL to a locale in UTF-8" in err
