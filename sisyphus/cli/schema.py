"""`sisyphus schema`."""

from typing import Annotated

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
from sisyphus.cli.words import argument
from sisyphus.errors import UsageError


def schema(  # noqa: PLR0913 - each is an option of the command
    name: Annotated[
        str | None, argument(metavar="NAME", help="One document, such as status; else all by name.")
    ] = None,
    *,
    directory: DirectoryOption = HERE,
    as_json: JsonOption = False,  # noqa: ARG001 - every command has it; a schema is JSON anyway
    color: ColourOption = Colour.AUTO,  # noqa: ARG001 - every command has it; JSON is never painted
    quiet: QuietOption = False,  # noqa: ARG001 - every command has it; there is nothing to leave out
    verbose: VerboseOption = False,  # noqa: ARG001 - every command has it; nothing more to say here
) -> Answer:
    """Print the JSON Schemas of every --json output."""
    from sisyphus.render.schema import DOCUMENTS, render_schemas  # noqa: PLC0415 - start-up: loads pydantic

    start_folder(directory)
    if name is not None and name not in DOCUMENTS:
        raise UsageError(f"no document {name!r}", fix=f"name one of: {', '.join(DOCUMENTS)}")
    return Answer(text=render_schemas(name))
