"""Plans and notepads as parsed: from the cache where a file is as it was, else from its text."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from sisyphus.adapters.files import read_file
from sisyphus.adapters.kept.cache import ParseCache, content_key, mark_of, now_ns
from sisyphus.adapters.state.state_files import NotepadIndex, StateFile
from sisyphus.errors import MachineError
from sisyphus.model.copies import Judged
from sisyphus.model.deferred import replace
from sisyphus.model.notepad import Notepad
from sisyphus.model.plan import Plan
from sisyphus.model.review import Verdict
from sisyphus.model.status import REPORT_SEAL
from sisyphus.parse.encoding import MAX_BYTES, decode

Pad = tuple[Notepad | None, tuple[Verdict, ...], tuple[Judged, ...]]
"""A notepad with the verdicts and hashes of plans in it; `None` for a report of ours."""


class Parsed:
    """What the files of one workspace say. Errors are never kept: they are found anew each time."""

    def __init__(self, cache: ParseCache) -> None:
        self._cache = cache
        self._real: dict[tuple[Path, Path], bool] = {}

    def plan(self, path: Path, bound: Path | None, relative: str) -> Plan:
        """Read a plan. Raises InputError or MachineError, as `read_file` and `parse_plan` do."""
        plan: Plan = self._read("plan", path, bound, relative)
        return plan

    def pad(self, file: StateFile, bound: Path) -> Pad:
        """Read a notepad. Raises InputError or MachineError."""
        pad: Pad = self._read("pad", file.path, bound, file.relative)
        return pad

    def prepare(self, plans: Iterable[StateFile], notepads: NotepadIndex, bound: Path) -> None:
        """Parse what is not known yet of many plans, on all cores, where that is quicker than one by one."""
        from sisyphus.adapters.kept.crew import LEAST_BYTES  # noqa: PLC0415 - start-up: only for many
        from sisyphus.adapters.kept.parse_pool import Job, parse_all  # noqa: PLC0415 - same

        unknown = list(self.unknown(plans, notepads))
        if sum(size for _, _, size in unknown) >= LEAST_BYTES:
            jobs = [Job(kind, str(file.path), str(bound), file.relative) for kind, file, _ in unknown]
            for key, packed in parse_all(jobs).items():
                self._cache.keep_packed(key, packed)

    def unknown(
        self, plans: Iterable[StateFile], notepads: NotepadIndex
    ) -> Iterator[tuple[str, StateFile, int]]:
        """Yield the files of plans that have to be read, with what they are and their size in bytes."""
        for kind, file in _files(plans, notepads):
            mark = mark_of(file.path)
            if mark is not None and self._cache.key_of(file.path, mark) is None:
                yield kind, file, mark[3]

    def _read(self, kind: str, path: Path, bound: Path | None, relative: str) -> Any:  # noqa: ANN401 - by kind
        mark = mark_of(path) if bound is None or self._is_inside(path.parent, bound) else None
        key = self._cache.key_of(path, mark)
        if key and key.endswith(f":{relative}") and (known := self._cache.load(key)) is not None:
            return known
        at_ns = now_ns()
        content = read_file(path, bound, limit=MAX_BYTES)
        key = content_key(kind, content, relative)
        found = self._cache.load(key)
        if found is None:
            found = PARSERS[kind](content, relative)
            self._cache.keep(key, found)
        self._cache.note(path, mark, key, at_ns)
        return found

    def _is_inside(self, folder: Path, bound: Path) -> bool:
        """Whether a folder lies below `bound` with its links resolved; asked once for each folder."""
        known = self._real.get((folder, bound))
        if known is None:
            known = folder.resolve().is_relative_to(bound.resolve())
            self._real[folder, bound] = known
        return known


def _files(plans: Iterable[StateFile], notepads: NotepadIndex) -> Iterator[tuple[str, StateFile]]:
    """Yield plans and their notepads, with what they are."""
    for plan in plans:
        yield "plan", plan
        with suppress(MachineError):  # a folder that cannot be listed: said where the plan is read
            yield from (("pad", file) for file in notepads.of(plan.name))


def parse_plan(content: bytes, relative: str) -> Plan:
    """Parse a plan; the parser is imported when it is needed."""
    from sisyphus.parse.plan import parse_plan as parse  # noqa: PLC0415 - start-up: most plans were parsed before

    return parse(content, relative)


def _parse_pad(content: bytes, relative: str) -> Pad:
    from sisyphus.adapters.state.judged import judged_in_text  # noqa: PLC0415 - start-up: as above
    from sisyphus.parse.notepad import parse_notepad  # noqa: PLC0415 - same
    from sisyphus.parse.plans.verdicts import find_verdicts  # noqa: PLC0415 - same

    text, findings = decode(content, relative)
    if f"\n{REPORT_SEAL}" in text:
        # A report of ours that counted itself would never be the same twice.
        return None, (), ()
    notepad = parse_notepad(text, relative)
    notepad = replace(notepad, findings=(*findings, *notepad.findings))
    if notepad.is_report:
        return notepad, (), ()
    return notepad, tuple(find_verdicts(text, relative)), judged_in_text(text, relative)


PARSERS: dict[str, Callable[[bytes, str], object]] = {"plan": parse_plan, "pad": _parse_pad}
"""By kind: what makes the value that is kept."""
