"""Which module answers which command. Only the one that is asked for is imported."""

from importlib import import_module
from typing import Any

COMMANDS = {
    "status": "sisyphus.cli.status:status",
    "verify": "sisyphus.cli.verify:verify",
    "report": "sisyphus.cli.report:report",
    "audit": "sisyphus.cli.audit:audit",
    "lint": "sisyphus.cli.lint:lint",
    "note": "sisyphus.cli.note:note",
    "notes": "sisyphus.cli.note:notes",
    "schema": "sisyphus.cli.schema:schema",
}
"""In the order of the help."""

GROUPS = {
    "trust": "sisyphus.cli.trust:trust",
    "evidence": "sisyphus.cli.evidence:evidence",
}
"""Commands with commands of their own, each a `typer.Typer`."""


def load(place: str) -> Any:  # noqa: ANN401 - a function of any signature, or a typer.Typer
    """Import what stands at `module:name`."""
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)
