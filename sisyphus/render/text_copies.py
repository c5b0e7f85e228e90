"""Which file a plan was read from, and what other copies of it say."""

from collections.abc import Iterator

from sisyphus.model.copies import CopyPlace, CopyStatus
from sisyphus.model.finding import Finding
from sisyphus.model.status import PlanStatus
from sisyphus.render.terminal import Line, Span, Style, line, wrap
from sisyphus.render.words import counted, part

PLACE_WORDS = {
    CopyPlace.STATE_FOLDER: "older state folder",
    CopyPlace.WORK: "the work's own work tree",
    CopyPlace.MAIN: "the main work tree",
    CopyPlace.WORKTREE: "another work tree",
    CopyPlace.ROOT: "another root",
}


def written(plan: PlanStatus) -> str:
    """Return when the file that was read was last changed, to stand behind its path; empty when unknown."""
    return f", changed {plan.file_modified_at:%Y-%m-%d %H:%M} UTC" if plan.file_modified_at else ""


def copy_lines(plan: PlanStatus, width: int, most: int) -> Iterator[Line]:
    """Yield the copies that say something else, each with its own count; equal ones are only counted."""
    other = [c for c in plan.copies if not c.same]
    if plan.copies:
        yield line()
    if other:
        yield line(Span("Other copies", Style.STRONG))
    for copy in other[:most]:
        for text in wrap(_copy(copy), width - 2, indent=2):
            yield line("  ", text)
        yield line("    ", Span(copy.command, Style.COMMAND))
    if len(other) > most:
        yield line(Span(f"  … and {len(other) - most} more; -v shows them all", Style.MUTED))
    if equal := [c for c in plan.copies if c.same]:
        paths = ", ".join(c.path for c in equal[:most])
        for text in wrap(f"{counted(len(equal), 'equal copy', 'equal copies')}: {paths}", width, indent=2):
            yield line(Span(text, Style.MUTED))


def told_by_copies(plan: PlanStatus, finding: Finding) -> bool:
    """Whether the list of other copies says the same, with their counts."""
    differ = any(not c.same for c in plan.copies)
    return finding.rule == "state-drift" and finding.source.path == plan.path and differ


def _copy(copy: CopyStatus) -> str:
    when = f"{copy.modified_at:%Y-%m-%d %H:%M} UTC" if copy.modified_at else "an unknown time"
    said = [f"tasks {part(copy.task)}"] if copy.task else ["cannot be read"]
    if copy.final_wave and copy.final_wave.total:
        said.append(f"final wave {part(copy.final_wave)}")
    return f"{copy.path} of {when} ({PLACE_WORDS[copy.place]}): {', '.join(said)}"
