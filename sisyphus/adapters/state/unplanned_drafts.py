"""Drafts of the planner that no plan came of."""

from collections.abc import Iterator

from sisyphus.adapters.files import read_file
from sisyphus.adapters.place import Place, plan_names
from sisyphus.adapters.state.judged import judged_in_draft
from sisyphus.adapters.state.state_files import StateFile, draft_files
from sisyphus.errors import InputError, MachineError
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.first_few import first_few
from sisyphus.parse.encoding import MAX_BYTES, decode

_NAMED_AT_MOST = 3


def find_unplanned_drafts(place: Place) -> Iterator[Finding]:
    """Say which drafts have no plan of their name, nor one that they name."""
    plans = set(plan_names(place))
    drafts = (file for file in draft_files(place.state) if file.name not in plans)
    lone = [file for file in drafts if _plan_of(place, file) not in plans]
    if lone:
        named = first_few([file.name for file in lone], _NAMED_AT_MOST)
        which = "a draft has no plan" if len(lone) == 1 else f"{len(lone)} drafts have no plan"
        yield Finding(
            rule="draft-without-plan",
            severity=Severity.INFO,
            message=f"{which}: {named}",
            source=Source(path=lone[0].relative),
        )


def _plan_of(place: Place, file: StateFile) -> str | None:
    try:
        text, _ = decode(read_file(file.path, place.state.bound, limit=MAX_BYTES), file.relative)
    except (InputError, MachineError):
        return None
    return judged_in_draft(text, file.relative)[0]
