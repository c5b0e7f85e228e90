"""`sisyphus report`: its forms, and whether a kept one still says what the facts say."""

import json
from pathlib import Path

import pytest

from sisyphus.cli.report import Format
from tests.cli.conftest import Project

PLAN = """# Tally

## TODOs

- [x] 1. Count the words in `src/count.py`

## Definition of Done

- [ ] CI passes (requires push to verify)
"""


@pytest.fixture
def counted(project: Project) -> Project:
    """A plan whose one task is committed and not pushed; the remote knows the first commit."""
    project.git("init", "-q", "--bare", "-b", "main", "../origin.git")
    project.git("remote", "add", "origin", "../origin.git")
    project.git("push", "-q", "-u", "origin", "main")
    project.write("src/count.py", "print(1)\n")
    project.commit("feat: count the words")
    project.plan(PLAN)
    return project


def kept(project: Project) -> Path:
    return project.root / ".sisyphus" / "notepads" / "tally" / "FINAL_STATUS.md"


def check(project: Project, file: Path | str) -> tuple[int, str]:
    answer = project.ask("report", "tally", "--check", str(file))
    return answer.returncode, answer.stdout


@pytest.mark.parametrize("form", Format)
def test_a_file_of_every_form_is_known_again_and_holds(counted: Project, form: Format) -> None:
    assert counted.ask("report", "--format", form, "-o", "../kept").returncode == 0
    assert check(counted, "../kept") == (0, "")
    counted.plan(PLAN.replace("- [ ] CI", "- [x] CI"))
    code, said = check(counted, "../kept")
    assert code == 1
    assert said.startswith("--- kept\n+++ the facts now\n@@")


def test_committing_the_report_does_not_make_it_out_of_date_and_the_push_does(counted: Project) -> None:
    assert counted.ask("report", "--write").returncode == 0
    assert check(counted, kept(counted)) == (0, "")
    before = kept(counted).read_bytes()
    counted.commit("docs: keep the report")
    assert check(counted, kept(counted)) == (0, "")
    assert counted.ask("report", "--write").returncode == 0
    assert kept(counted).read_bytes() == before
    counted.git("push", "-q", "origin", "main")
    code, said = check(counted, kept(counted))
    assert code == 1
    assert "-### 1 commit is only on this machine, on branch main" in said
    assert "+### open until a CI run: CI passes (requires push to verify)" in said
    assert kept(counted).read_bytes() == before, "it writes nothing"


def test_a_clone_agrees_and_the_next_commit_is_told(counted: Project, tmp_path: Path) -> None:
    counted.commit("docs: plan")
    counted.git("push", "-q", "origin", "main")
    assert counted.ask("report", "--write").returncode == 0
    counted.commit("docs: keep the report")
    counted.git("push", "-q", "origin", "main")
    clone = tmp_path / "clone"
    counted.git("clone", "-q", str(tmp_path / "origin.git"), str(clone))
    file = ".sisyphus/notepads/tally/FINAL_STATUS.md"
    answer = counted.ask("report", "--check", file, at=clone)
    assert (answer.returncode, answer.stdout) == (0, "")
    (clone / "src" / "count.py").write_text("print(2)\n")
    counted.git("-C", str(clone), "commit", "-qam", "fix: count again")
    answer = counted.ask("report", "--check", file, at=clone)
    assert answer.returncode == 1
    assert "+### 1 commit is only on this machine" in answer.stdout


def test_what_a_person_changed_is_shown(counted: Project) -> None:
    assert counted.ask("report", "--write").returncode == 0
    text = kept(counted).read_text(encoding="utf-8")
    kept(counted).write_text(text.replace("**Blocked.**", "**Complete.** \x1b[31m"), encoding="utf-8")
    code, said = check(counted, kept(counted))
    assert code == 1
    assert "-**Complete.** ^[[31m" in said
    assert "+**Blocked.**" in said
    kept(counted).write_bytes(text.replace("\n", "\r\n").encode())
    assert check(counted, kept(counted)) == (0, "")


def test_a_file_of_unknown_form_needs_the_form_named(counted: Project) -> None:
    counted.write("notes.md", "# Mine\n")
    answer = counted.ask("report", "--check", "notes.md")
    assert answer.returncode == 2
    assert "--format" in answer.stderr
    assert counted.ask("report", "--check", "notes.md", "--format", "markdown").returncode == 1


@pytest.mark.parametrize("option", [("--write",), ("-o", "x"), ("--force",)])
def test_checking_writes_nothing(counted: Project, option: tuple[str, ...]) -> None:
    answer = counted.ask("report", "--check", "x.md", *option)
    assert answer.returncode == 2
    assert "--check" in answer.stderr


@pytest.mark.parametrize("form", [f for f in Format if f is not Format.MARKDOWN])
def test_only_markdown_goes_to_the_notepad(counted: Project, form: Format) -> None:
    answer = counted.ask("report", "--write", "--format", form)
    assert answer.returncode == 2
    assert "-o FILE" in answer.stderr
    assert not kept(counted).exists()


def test_a_file_that_is_not_there_is_an_error_and_no_difference(counted: Project) -> None:
    assert counted.ask("report", "--check", "gone.md").returncode == 2


def test_broken_json_differs_and_breaks_nothing(counted: Project) -> None:
    counted.write("kept.json", "{" * 3000)
    assert check(counted, "kept.json")[0] == 1


def test_with_exit_code_a_report_that_holds_answers_for_the_plan(counted: Project) -> None:
    assert counted.ask("report", "-o", "../kept").returncode == 0
    assert counted.ask("report", "--check", "../kept", "--exit-code").returncode == 3


def test_json_of_the_report_is_that_of_one_plan(counted: Project) -> None:
    document = json.loads(counted.ask("report", "--json").stdout)
    assert [p["name"] for p in document["plans"]] == ["tally"]


def test_a_tampered_log_has_its_place_and_its_remedy(counted: Project) -> None:
    folder = counted.root / ".sisyphus" / "evidence" / "sisyphus" / "tally"
    folder.mkdir(parents=True)
    (folder / "other-host-000000.jsonl").write_text('{"v":1,"seq":7,"prev":"x","type":"started"}\n{}\n')
    document = json.loads(counted.ask("status", "--json").stdout)
    first = document["plans"][0]["blockers"][0]
    assert (first["rule"], first["owner"]) == ("evidence-tampered", "user")
    assert "the evidence log does not hold together (you, evidence-tampered)" in counted.ask("report").stdout
    assert "evidence log does not hold together" in counted.ask("status", "tally").stdout


def test_a_wrong_claim_of_another_page_is_told_until_it_is_the_report_s_own_file(counted: Project) -> None:
    counted.write(".sisyphus/notepads/tally/SUMMARY.md", "# Summary\n\nProgress: 2/2 checkboxes (100%)\n")
    text = counted.ask("report").stdout
    assert "`.sisyphus/notepads/tally/SUMMARY.md:3`, false-claim" in text
    kept(counted).write_text("# Page\n\nProgress: 2/2 checkboxes (100%)\n", encoding="utf-8")
    assert "FINAL_STATUS.md:3" in counted.ask("report").stdout
    assert counted.ask("report", "--write", "--force").returncode == 0
    assert "FINAL_STATUS.md" not in kept(counted).read_text(encoding="utf-8")
    assert counted.ask("report", "--check", str(kept(counted))).returncode == 0
