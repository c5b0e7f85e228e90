"""The report of the seed case: every true figure of the page that an agent once wrote, and none of its wrong ones."""

import json
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
    assert found["Blocked by"][0].startswith("pending-push (you)")
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
    for heading in ("Executive summary", "Tasks completed", "Verification", "Blockers", "Conclusion"):
        assert section(after, heading) == section(before, heading), heading
    assert after.count("a report that an agent wrote: not read as fact") == 3


def test_a_reader_sees_tables_and_lists_and_no_stray_markup(seed: Project) -> None:
    html = MarkdownIt("js-default").render(seed.ask("report").stdout)
    assert html.count("<table>") == 7
    for stray in ("**", "\\-", "| ---", "<script", "<a "):
        assert stray not in html, stray
    assert "<li>Avoids race conditions when multiple workers" in html
