"""A task that is nothing but a check: bare commands in its body are what it runs."""

import pytest

from sisyphus.parse.plan import parse_plan


def commands(*lines: str) -> list[tuple[str | None, str]]:
    text = "\n".join(("# P", "", "## Tasks", "", *lines, ""))
    return [(c.label, c.command) for c in parse_plan(text.encode(), "x.md").checks]


@pytest.mark.parametrize(
    "title",
    [
        *("Final verification", "Verify the build", "Run the full test suite", "**Validate** the schema"),
        *("[Verification]", "`Verify` the build", "(Re-verify) all", '"Smoke tests"', "✅ QA", "Xác minh"),
        *("最终验证", "최종 검증", "最終検証", "Финальная проверка", "Verificación final"),
    ],
)
def test_its_commands_are_checks(title: str) -> None:
    items = commands(f"- [ ] 4. {title}", "  - `pytest -q wells`", "  - Run `grep -rn sand src` → no matches")
    block = commands(f"### Task 4: {title}", "", "```bash", "pytest -q wells  # 5 passed", "```")

    assert items == [("4", "pytest -q wells"), ("4", "grep -rn sand src")]
    assert block == [("4", "pytest -q wells")]


@pytest.mark.parametrize(
    "title",
    [
        "Add email verification",
        "Verification emails",
        "QA dashboard",
        "Run book",
        "Checks page",
        "Dig the well",
    ],
)
def test_of_other_tasks_they_are_work(title: str) -> None:
    assert not commands(f"- [ ] 4. {title}", "  - `pytest -q wells`")


def test_its_work_list_is_work() -> None:
    assert not commands("- [ ] 4. Final verification", "  **What to do**:", "  - `npm ci`")
