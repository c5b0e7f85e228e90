"""`sisyphus trust`: what the user has allowed so far."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
    wants_colour,
)
from sisyphus.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sisyphus.adapters.trust import TrustEntry, TrustStore
    from sisyphus.render.json import Json

trust = typer.Typer(help="List or revoke what you allowed `sisyphus verify` to run.", no_args_is_help=True)

KeyArgument = Annotated[
    str | None, typer.Argument(metavar="KEY", help="A key of the list, or the start of one.")
]
PlanOption = Annotated[
    str | None, typer.Option("--plan", metavar="PLAN", help="All about this plan, by its name or path.")
]
RepositoryOption = Annotated[
    str | None,
    typer.Option(
        "--repository", metavar="REPO", help="All about this repository, by its folder or the id in the list."
    ),
]
AllOption = Annotated[bool, typer.Option("--all", help="Everything, of all repositories.")]


@trust.command("list")
def list_(
    *,
    directory: DirectoryOption = HERE,
    as_json: JsonOption = False,
    color: ColourOption = Colour.AUTO,
    quiet: QuietOption = False,  # noqa: ARG001 - every command has it; there is nothing to leave out
    verbose: VerboseOption = False,
) -> Answer:
    """List every decision by repository, oldest first. They lie in your state folder, in no repository."""
    from sisyphus.render.text_trust import Decision, render_decisions  # noqa: PLC0415 - start-up: only here

    entries = _store(directory).entries()
    if as_json:
        return _json({"trust": [_as_json(e) for e in entries]})
    decisions = [
        Decision(
            key=e.key,
            allowed=e.allowed,
            at=e.at,
            folder=e.matter.folder if e.matter else None,
            repository=e.matter.repository if e.matter else None,
            place=f"{e.matter.plan}:{e.matter.line}" if e.matter else "command",
            text=e.matter.text if e.matter else e.description,
        )
        for e in entries
    ]
    return Answer(text=render_decisions(decisions, colour=wants_colour(color), whole=verbose))


@trust.command()
def revoke(  # noqa: PLR0913 - each is an option of the command
    key: KeyArgument = None,
    *,
    plan: PlanOption = None,
    repository: RepositoryOption = None,
    all_: AllOption = False,
    directory: DirectoryOption = HERE,
    as_json: JsonOption = False,
    color: ColourOption = Colour.AUTO,  # noqa: ARG001 - every command has it; these lines are never painted
    quiet: QuietOption = False,
    verbose: VerboseOption = False,  # noqa: ARG001 - every command has it; nothing more to say here
) -> Answer:
    """Forget the decision about KEY, or all about a plan, about a repository, or everything."""
    named = [key is not None, plan is not None or repository is not None, all_]
    if sum(named) != 1 or "" in (plan, repository):
        fix = "give a KEY, or --plan and --repository, or --all; `sisyphus trust list` shows the keys"
        raise UsageError("say which decisions to forget, in one way", fix=fix)
    store = _store(directory)
    entries = store.entries()
    meant = (e for e in entries if _is_meant(e, plan, repository, directory))
    found = list(meant) if key is None else [_by_key(entries, key)]
    if not found and not all_:
        raise UsageError("no decision is about that", fix="sisyphus trust list")
    forgot = [e.key for e in found if store.revoke(e.key)]
    if as_json:
        return _json({"forgot": forgot[0] if key is not None and forgot else list(forgot)})
    text = "".join(f"forgot {k[:12]}\n" for k in forgot) or "nothing is trusted yet\n"
    return Answer(text="" if quiet else text)


def _by_key(entries: "Sequence[TrustEntry]", key: str) -> "TrustEntry":
    found = [e for e in entries if key and e.key.startswith(key)]
    if len(found) != 1:
        problem = "no decision" if not found else f"{len(found)} decisions"
        raise UsageError(f"{problem} with a key that starts with {key!r}", fix="sisyphus trust list")
    return found[0]


def _is_meant(entry: "TrustEntry", plan: str | None, repository: str | None, start: Path) -> bool:
    """Whether a decision is about the plan and the repository; everything is where neither is named.

    The folder of a repository may be relative to `start`.
    """
    matter = entry.matter
    if plan is None and repository is None:
        return True
    if matter is None:
        return False
    path = Path(matter.plan)
    of_plan = plan is None or plan in {matter.plan, path.name, path.stem} or matter.plan.endswith(f"/{plan}")
    if repository is None:
        return of_plan
    folder = start / repository
    in_folder = folder.exists() and Path(matter.folder) in {folder.resolve(), *folder.resolve().parents}
    named = len(repository) >= _SHORTEST_ID and matter.repository.startswith(repository)
    return of_plan and (in_folder or named or matter.folder == repository)


_SHORTEST_ID = 6


def _as_json(entry: "TrustEntry") -> "Json":
    matter = entry.matter
    return {
        "key": entry.key,
        "allowed": entry.allowed,
        "description": entry.description,
        "at": entry.at.isoformat(),
        "folder": matter.folder if matter else None,
        "repository": matter.repository if matter else None,
        "plan": matter.plan if matter else None,
        "task": matter.task if matter else None,
        "line": matter.line if matter else None,
        "command": matter.text if matter else None,
        "commit": matter.commit if matter else None,
    }


def _json(document: "dict[str, Json]") -> Answer:
    from sisyphus.render.json import FORMAT_VERSION, dump  # noqa: PLC0415 - start-up: only where used

    return Answer(text=dump({"format_version": FORMAT_VERSION, **document}))


def _store(directory: Path) -> "TrustStore":
    """Return the store, which must not lie in the work tree."""
    from sisyphus.adapters.git import find_top_level  # noqa: PLC0415 - start-up: only where used
    from sisyphus.adapters.trust import TrustStore  # noqa: PLC0415 - same

    start = start_folder(directory)
    return TrustStore(find_top_level(start) or start)
