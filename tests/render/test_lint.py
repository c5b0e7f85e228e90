"""The answers of lint: nothing of a plan obeyed, widths kept, the reference as the rules tell it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.cells import cell_len

from sisyphus.analysis.lint import RULES, rules
from sisyphus.model.finding import Severity, Source
from sisyphus.model.lint import LintDocument, LintedPlan, LintFinding, Rule, SeverityCounts
from sisyphus.model.status import Tool
from sisyphus.render import annotations, text_lint, text_lint_rules
from sisyphus.render.markdown_lint import render_reference

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = "\x1b[31m::error::日本語 100%\n" + "長い" * 60 + "\u202e"


def finding(
    message: str = "no task rows", severity: Severity = Severity.ERROR, line: int | None = 3
) -> LintFinding:
    return LintFinding(
        rule="no-tasks",
        severity=severity,
        message=message,
        source=Source(path=".sisyphus/plans/a.md", line=line),
        against=None,
        why="Nothing can be counted.",
        fix="write some",
    )


def document(*findings: LintFinding, silenced: int = 0, prefix: str = "") -> LintDocument:
    severities = [f.severity for f in findings]
    one = LintedPlan(
        name="a", path=".sisyphus/plans/a.md", prefix=prefix, findings=findings, silenced=silenced
    )
    two = LintedPlan(name="b", path=".sisyphus/plans/b.md", prefix=prefix, findings=(), silenced=0)
    return LintDocument(
        format_version=1,
        tool=Tool(name="sisyphus", version="1.2.3"),
        taken_at=datetime(2026, 3, 1, tzinfo=UTC),
        plans=(one, two),
        counts=SeverityCounts(**{s.value: severities.count(s) for s in Severity}),
    )


def test_every_severity_has_words() -> None:
    assert set(text_lint.SEVERITY_WORDS) == set(text_lint.SEVERITY_STYLES) == set(Severity)
    every = document(*(finding(severity=s) for s in Severity), silenced=2)
    assert text_lint.sentence(every) == "3 findings: 1 error, 1 warning, 1 note in 1 of 2 plans; 2 silenced"
    assert text_lint.sentence(document()) == "no findings in 2 plans"


def test_a_group_of_one_rule_is_followed_by_what_to_do() -> None:
    text = text_lint.render_lint(document(finding(), finding(line=None)), colour=False, width=80)
    assert text == (
        ".sisyphus/plans/a.md:3: error no-tasks: no task rows\n"
        ".sisyphus/plans/a.md: error no-tasks: no task rows\n"
        "  fix: write some\n"
        "\n"
        "2 findings: 2 errors in 1 of 2 plans\n"
    )


def test_many_of_one_rule_are_cut_short_unless_the_whole_is_wanted() -> None:
    many = document(*(finding(line=n) for n in range(1, 20)))
    text = text_lint.render_lint(many, colour=False, width=80)
    assert (text.count("no task rows"), "  and 14 more of no-tasks (-v shows them)\n" in text) == (5, True)
    assert text_lint.render_lint(many, colour=False, width=80, whole=True).count("no task rows") == 19


@pytest.mark.parametrize("width", [40, 80, 120])
def test_widths_are_kept_and_nothing_is_obeyed(width: int) -> None:
    text = text_lint.render_lint(document(finding(HOSTILE)), colour=False, width=width)
    text += text_lint_rules.render_rules(rules(), colour=False, width=width)
    text += "".join(text_lint_rules.render_rule(r, colour=False, width=width) for r in rules())
    assert all(cell_len(row) <= width for row in text.split("\n"))
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_colour_is_on_the_severity_alone() -> None:
    text = text_lint.render_lint(document(finding()), colour=True, width=80)
    assert ".sisyphus/plans/a.md:3: \x1b[31merror\x1b[0m no-tasks: no task rows\n" in text


def test_an_annotation_is_one_command_a_line_relative_to_the_top() -> None:
    rows = annotations.render_lint(document(finding(HOSTILE), finding(line=None), prefix="apps/x,y/"))
    first, second, last = rows.rstrip("\n").split("\n")
    assert first.startswith("::error file=apps/x%2Cy/.sisyphus/plans/a.md,line=3,title=no-tasks::")
    assert "100%25" in first
    assert second == (
        "::error file=apps/x%2Cy/.sisyphus/plans/a.md,title=no-tasks::no task rows (fix: write some)"
    )
    assert last == "::notice title=sisyphus lint::2 findings: 2 errors in 1 of 2 plans"


def test_a_rule_that_is_off_says_so() -> None:
    rule = Rule(id="x", severity=Severity.INFO, summary="S.", why="W.", fix="f", default=False)
    assert "(off by default)" in text_lint_rules.render_rules((rule,), colour=False, width=80)
    assert "--select" in text_lint_rules.render_rule(rule, colour=False, width=80)
    assert "Off by default." in render_reference((rule,))


def test_the_reference_is_what_the_rules_tell(request: pytest.FixtureRequest) -> None:
    page = ROOT / "docs" / "lint.md"
    wanted = render_reference(rules())
    if request.config.getoption("--accept"):
        page.write_text(wanted, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == wanted


@pytest.mark.parametrize("rule", RULES)
def test_what_is_told_of_a_rule_is_whole(rule: str) -> None:
    about = RULES[rule].about
    assert about.id == rule
    assert rule == rule.lower().replace("_", "-")
    assert about.summary.endswith(".")
    assert about.why.endswith(".")
    assert about.fix
    assert not about.fix.endswith(".")
