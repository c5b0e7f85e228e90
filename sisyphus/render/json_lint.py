"""The documents of `lint --json` and `lint --list --json`."""

from collections.abc import Sequence

from sisyphus.model.lint import LintDocument, Rule
from sisyphus.render.json import FORMAT_VERSION, dump, encode


def render_lint(document: LintDocument) -> str:
    """Return the document; field names are promised."""
    return dump(encode(document))


def render_rules(told: Sequence[Rule]) -> str:
    """Return the rules with all that is told about them."""
    return dump({"format_version": FORMAT_VERSION, "rules": [encode(rule) for rule in told]})
