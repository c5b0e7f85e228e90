"""The report of the seed case: every true figure of the page that an agent once wrote, and none of its wrong ones."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.cli.conftest import Project
from tests.conftest import SHARED
from tests.render.test_markdown import headings, rows, section

BRANCH = "perf/ci-speedup"


@pytest.fixture
def seed(tmp_path: Path) -> Project:
    """The repository in the state in which the agent wrote its page."""
    script = SHARED / "cases" / "seed.sh"
    if not script.exists():
        pytest.skip("needs the seed case, which is not part of the project")
    root = tmp_path / "seed"
    subprocess.run(["bash", str(script), str(root)], check=True, capture_output=True)

    def git(*arguments: str) -> str:
        return subprocess.run(
            ["git", *arguments], cwd=root, check=True, capture_output=True, text=True
        ).stdout

    return Project(root, git)


def test_the_sections_of_the_page_are_there_with_true_figures(seed: Project) -> None:
    text = seed.ask("report").stdout
    assert headings(text) == [
        "Executive summary", "Implementation results", "Tasks completed", "Verification", "Blockers",
        "Deliverables", "Plan file status", "Key technical decisions and learnings", "Success metrics",
        "Next steps", "Orchestration metrics", "Conclusion", "Provenance",
    ]  # fmt: skip
    found = {row[0]: row[1:] for row in rows(section(text, "Executive summary"))}
    assert found["Boxes, outermost"] == ["11/12", "plan, list items with a box in outermost lists"]
    assert found["Boxes, all"] == ["16/17", "plan, every list item with a box"]
    assert found["Tasks"] == ["3/3", "plan, rows of the task sections, by their own box"]
    assert found["Verified"][0] == "0/3"
    assert found["Blocked by"][0].startswith("1 commit is only on this machine")
    assert "(you, pending-push); moon and uv not found" in found["Blocked by"][0]
    steps = section(text, "Next steps").strip().split("\n")
    assert steps[0] == (
        f"1. `git push -u origin {BRANCH}` (you): 1 commit is only on this machine, on branch {BRANCH}"
    )
    assert steps[1] == "2. moon and uv not found: 5 checks cannot run here (you)"
    assert "`apps/backend/tests/conftest.py` (+55 −15)" in section(text, "Tasks completed")
    assert "+56 −14" not in text
    assert "1 commit, 3 files (+56 −30)" in section(text, "Deliverables")
    assert "not run: moon not found" in section(text, "Verification")
    assert "100 %" not in text
    targets = {r[1]: r[2] for r in rows(section(text, "Implementation results"))}
    assert targets["−40 to −50 %"] == targets["< 4 min"] == "not measured"
    assert "| Elapsed | 15 min 26 s |" in text
    assert "All 806 tests should pass" in section(text, "Blockers"), "quoted from the notepad, as expected"


def test_after_the_push_the_next_blocker_shows(seed: Project) -> None:
    def first() -> tuple[str, list[str]]:
        blocker = json.loads(seed.ask("report", "--json").stdout)["plans"][0]["blockers"][0]
        return blocker["rule"], blocker["remedy"]

    assert first() == ("pending-push", [f"git push -u origin {BRANCH}"])
    seed.git("push", "-q", "-u", "origin", BRANCH)
    assert first() == ("external-check", [])
    assert "it waits for a CI run." in seed.ask("report").stdout


def test_what_the_agent_s_own_pages_say_changes_no_figure(seed: Project) -> None:
    before = seed.ask("report").stdout
    pages = SHARED / "corpus" / "wangzitian0+finance_report" / ".sisyphus" / "notepads" / "ci-optimization"
    for name in ("FINAL_STATUS.md", "SUMMARY.md", "COMPLETION.md"):
        seed.write(f".sisyphus/notepads/ci-optimization/{name}", (pages / name).read_bytes())
    after = seed.ask("report").stdout
    for heading in ("Executive summary", "Tasks completed", "Blockers", "Conclusion"):
        assert section(after, heading) == section(before, heading), heading
    assert rows(section(after, "Verification")) == rows(section(before, "Verification"))
    assert after.count("a report that an agent wrote: not read as fact") == 3


def test_what_the_agent_s_own_pages_say_wrongly_is_told_with_what_is_true(seed: Project) -> None:
    assert "## Contradictions" not in seed.ask("report").stdout
    folder = f"{SHARED}/corpus/wangzitian0+finance_report/.sisyphus/notepads/ci-optimization"
    for name in ("FINAL_STATUS.md", "SUMMARY.md", "COMPLETION.md"):
        seed.write(f".sisyphus/notepads/ci-optimization/{name}", Path(folder, name).read_bytes())
    text = seed.ask("report").stdout
    head = seed.git("rev-parse", "--short=7", "HEAD").strip()
    assert section(text, "Contradictions").strip() == (
        f"* COMPLETION.md on apps/backend/tests/conftest.py: says +56 -14; commit {head} changes it by +55 -15 "
        "(said in FINAL_STATUS.md:35, SUMMARY.md:77 too) "
        "(`.sisyphus/notepads/ci-optimization/COMPLETION.md:60`, false-claim)"
    )
    assert "have no evidence that is kept: `sisyphus audit ci-optimization`." in section(text, "Verification")


def test_a_report_is_no_source_of_itself(seed: Project) -> None:
    file = ".sisyphus/notepads/ci-optimization/FINAL_STATUS.md"
    head = seed.git("rev-parse", "HEAD").strip()
    seed.write(file, f"# Page\n\nCommit {head}\n\n- `apps/backend/tests/conftest.py` (+56, -14)\n")
    assert "false-claim" in seed.ask("report").stdout
    assert seed.ask("report", "--write").returncode == 2, "a hand-written one is kept"
    assert seed.ask("report", "--write", "--force").returncode == 0
    written = (seed.root / file).read_bytes()
    assert b"false-claim" not in written
    assert seed.ask("report", "--check", file).returncode == 0
    assert seed.ask("report", "--write").returncode == 0
    assert (seed.root / file).read_bytes() == written


def test_a_file_s_own_time_makes_no_report_out_of_date(seed: Project) -> None:
    pages = SHARED / "corpus" / "wangzitian0+finance_report" / ".sisyphus" / "notepads" / "ci-optimization"
    page = seed.write(".sisyphus/notepads/ci-optimization/SUMMARY.md", (pages / "SUMMARY.md").read_bytes())
    before = seed.ask("report").stdout
    os.utime(page, (1, 1))
    assert seed.ask("report").stdout == before


def test_a_reader_sees_tables_and_lists_and_no_stray_markup(seed: Project) -> None:
    html = MarkdownIt("js-default").render(seed.ask("report").stdout)
    assert html.count("<table>") == 7
    for stray in ("**", "\\-", "| ---", "<script", "<a "):
        assert stray not in html, stray
    assert "<li>Avoids race conditions when multiple workers" in html
