"""`sisyphus trust`: what the user has allowed so far."""

from pathlib import Path

import typer

from sisyphus.cli.options import (
    HERE,
    Answer,
    Colour,
    ColourOption,
    DirectoryOption,
    JsonOption,
    QuietOption,
    VerboseOption,
    start_folder,
)
from sisyphus.errors import UsageError

trust = typer.Typer(help="List or revoke what you allowed `sisyphus verify` to run.", no_args_is_help=True)


@trust.command("list")
def list_(
    *,
    directory: DirectoryOption = HERE,
    as_json: JsonOption = False,
    color: ColourOption = Colour.AUTO,  # noqa: ARG001 - every command has it; a list of keys is never painted
    quiet: QuietOption = False,  # noqa: ARG001 - every command has it; there is nothing to leave out
    verbose: VerboseOption = False,  # noqa: ARG001 - every command has it; nothing more to say here yet
) -> Answer:
    """List every decision, oldest first. They lie in your own state folder, never in a repository."""
    from sisyphus.adapters.trust import TrustStore  # noqa: PLC0415 - start-up: only where used
    from sisyphus.render.json import FORMAT_VERSION, Json, dump  # noqa: PLC0415 - same
    from sisyphus.render.terminal import safe  # noqa: PLC0415 - same

    entries = TrustStore(_root(directory)).entries()
    if as_json:
        decisions: list[Json] = [
            {"key": e.key, "allowed": e.allowed, "description": e.description, "at": e.at.isoformat()}
            for e in entries
        ]
        return Answer(text=dump({"format_version": FORMAT_VERSION, "trust": decisions}))
    rows = [
        f"{e.key[:12]}  {'allowed' if e.allowed else 'denied '}  {e.at:%Y-%m-%d}  {safe(e.description)}\n"
        for e in entries
    ]
    return Answer(text="".join(rows) or "nothing is trusted yet\n")


@trust.command()
def revoke(  # noqa: PLR0913 - each is an option of the command
    key: str,
    *,
    directory: DirectoryOption = HERE,
    as_json: JsonOption = False,
    color: ColourOption = Colour.AUTO,  # noqa: ARG001 - every command has it; one line is never painted
    quiet: QuietOption = False,
    verbose: VerboseOption = False,  # noqa: ARG001 - every command has it; nothing more to say here yet
) -> Answer:
    """Forget the decision about KEY (the start of a key is enough when it is the only one)."""
    from sisyphus.adapters.trust import TrustStore  # noqa: PLC0415 - start-up: only where used

    store = TrustStore(_root(directory))
    found = [e.key for e in store.entries() if e.key.startswith(key)]
    if len(found) != 1:
        problem = "no decision" if not found else f"{len(found)} decisions"
        raise UsageError(f"{problem} with a key that starts with {key}", fix="sisyphus trust list")
    store.revoke(found[0])
    if as_json:
        from sisyphus.render.json import FORMAT_VERSION, dump  # noqa: PLC0415 - start-up: only where used

        return Answer(text=dump({"format_version": FORMAT_VERSION, "forgot": found[0]}))
    return Answer(text="" if quiet else f"forgot {found[0][:12]}\n")


def _root(directory: Path) -> Path:
    """Return the work tree that must not hold the store."""
    from sisyphus.adapters.git import find_top_level  # noqa: PLC0415 - start-up: only where used

    start = start_folder(directory)
    return find_top_level(start) or start
