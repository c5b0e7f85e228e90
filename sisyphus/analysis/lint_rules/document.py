"""Lint rules about the file as a text: what hides or changes what its author wrote."""

from collections.abc import Collection, Iterator

from sisyphus.analysis.lint_rules.rule import Find, LintRule, as_read, found
from sisyphus.model.finding import Finding, Severity
from sisyphus.model.lint import Planned, Rule


def _nothing(_: Planned) -> Iterator[Finding]:
    """A plan that cannot be read is told by the reading itself."""
    return iter(())


def unknown_rule(known: Collection[str]) -> Find:
    """Make the rule about comments that name a rule which is none."""

    def find(planned: Planned) -> Iterator[Finding]:
        for silence in planned.text.silences.comments:
            for rule in silence.rules:
                if rule not in known:
                    message = f"there is no rule {rule} to ignore"
                    yield found(planned, "unknown-rule", Severity.WARNING, message, silence.line)

    return find


UNKNOWN_RULE = Rule(
    id="unknown-rule",
    severity=Severity.WARNING,
    summary="A comment takes back a rule that does not exist.",
    why="It silences nothing, and hides that from its author.",
    fix="take the name from `sisyphus lint --list`",
)

RULES = (
    LintRule(
        Rule(
            id="unreadable-plan",
            severity=Severity.ERROR,
            summary="The file cannot be read as a plan.",
            why="It is no text, too large, not readable, or holds the marks of a merge conflict.",
            fix="do what the message says",
        ),
        _nothing,
    ),
    LintRule(
        Rule(
            id="broken-fence",
            severity=Severity.WARNING,
            summary="A code fence is not closed, or is closed too early.",
            why="What stands behind it is code for every Markdown reader: boxes and tasks vanish.",
            fix="close the fence at its own indentation; use four backticks around text that holds three",
        ),
        as_read("broken-fence"),
    ),
    LintRule(
        Rule(
            id="too-deep",
            severity=Severity.WARNING,
            summary="Lists are nested deeper than anybody reads.",
            why="Deeper boxes are not counted.",
            fix="make them less deep",
        ),
        as_read("too-deep"),
    ),
    LintRule(
        Rule(
            id="encoding",
            severity=Severity.WARNING,
            summary="The file is no UTF-8.",
            why="Other tools read it as rubbish.",
            fix="save it as UTF-8",
        ),
        as_read("encoding"),
    ),
    LintRule(
        Rule(
            id="nul-character",
            severity=Severity.WARNING,
            summary="The file holds NUL characters.",
            why="Many tools stop reading at the first one, or take the file for binary.",
            fix="delete them",
        ),
        as_read("nul-character"),
    ),
)
"""Rules about the text."""
