"""Checks evidence logs whole: chain, anchor, and every stored output that their records name."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from sisyphus.adapters.evidence import read_logs, read_output
from sisyphus.adapters.evidence_log.anchor import Anchor, AnchorFile, anchor_fault, vouched
from sisyphus.adapters.evidence_log.chain import GENESIS, Chain, read_chain
from sisyphus.adapters.evidence_log.place import SUFFIX, is_log_of, plan_parts, shown_path, writer_name
from sisyphus.adapters.private import explain, folder, open_regular
from sisyphus.errors import MachineError, SisyphusError
from sisyphus.model.deferred import dataclass, field
from sisyphus.model.evidence import Evidence, LogCheck
from sisyphus.model.first_few import first_few
from sisyphus.model.shell_word import shell_word

_NAMED_AT_MOST = 3
ELSEWHERE = "written elsewhere: nothing here can tell whether its end was cut off or its last line changed"
UNKNOWN = (
    "named as this checkout's own, but your state folder does not know it: it counts as somebody else's; "
    "`sisyphus verify {plan}` proves anew, in another log"
)
BEHIND = (
    "its last lines were not written here: they count as somebody else's; `sisyphus verify {plan}` proves "
    "anew, in another log, and all of this one counts as somebody else's then"
)


def plans_with_evidence(state_dir: Path) -> list[str]:
    """Return the names of the plans that a state folder keeps evidence of.

    Raises MachineError where the folder cannot be listed, InputError where it is none.
    """
    place = state_dir / "evidence" / "sisyphus"
    try:
        with os.scandir(place) as entries:
            return sorted(entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise explain(error, str(place)) from error


def check_logs(state_dir: Path, plan: str, root: Path) -> Iterator[LogCheck]:
    """Check every log of a plan, by name. Whatever their bytes are, the answer is values and no exception."""
    checking = _Checking(state_dir, plan, root)
    own = checking.own + SUFFIX
    names: list[str] = []
    try:
        with folder(state_dir.parent, plan_parts(state_dir, plan)) as opened:
            names = sorted(name for name in os.listdir(opened) if name.endswith(SUFFIX))  # noqa: PTH208 - a descriptor
            for name in names:
                yield checking.check(name, opened)
    except FileNotFoundError:
        pass
    except OSError as error:
        found = _Found()
        found.refused(explain(error, ""))
        yield checking.answer("", Chain(), found)
        return
    if checking.anchor and own not in names:
        gone = f"is gone: it had {checking.anchor.count} lines when it was last written here"
        yield checking.answer(own, Chain(), _Found(faults=[gone]))


@dataclass(slots=True)
class _Found:
    """What was found of one log, as `LogCheck` has it."""

    faults: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def refused(self, error: SisyphusError, what: str = "") -> None:
        """Add what could not be read: no fault where it is the machine that refuses."""
        kind = self.unread if isinstance(error, MachineError) else self.faults
        kind.append(f"{what}cannot be read: {error.message.removeprefix(': ')}")


class _Checking:
    """What the logs of one plan are held against."""

    def __init__(self, state_dir: Path, plan: str, root: Path) -> None:
        self.state_dir, self.plan, self.root = state_dir, plan, root
        self.named = self.own = writer_name(root)
        self.records = read_logs(state_dir, plan, root).records
        self.anchor: Anchor | None = None
        self.problem: SisyphusError | None = None
        try:
            self.anchor = AnchorFile(state_dir, plan, self.own, root).read()
        except SisyphusError as error:
            self.problem = error
        if self.anchor:
            self.own = self.anchor.log

    def check(self, name: str, parent: int) -> LogCheck:
        """Read one log and all that it names."""
        anchor = self.anchor if name == self.own + SUFFIX else None
        chain = Chain(watch=anchor.count if anchor else 0)
        found = _Found()
        try:
            with open(open_regular(name, os.O_RDONLY, parent), "rb") as stream:  # noqa: PTH123 - a descriptor
                for _ in read_chain(stream, chain):
                    pass
        except OSError as error:
            found.refused(explain(error, ""))
            return self.answer(name, chain, found)
        if chain.broken:
            found.faults.append(
                f"line {chain.count + 1} {chain.broken}: the line before it, it and all after are void"
            )
        if anchor and (fault := anchor_fault(chain, anchor)):
            found.faults.append(fault)
        if self.problem and is_log_of(name.removesuffix(SUFFIX), self.named):
            kind = found.unread if isinstance(self.problem, MachineError) else found.remarks
            kind.append(f"its anchor cannot be read: {self.problem.message}")
        found.remarks += self.remarks(name, chain)
        return self.answer(name, chain, found)

    def remarks(self, name: str, chain: Chain) -> Iterator[str]:
        """Say what cannot be known of a log."""
        writer, plan = name.removesuffix(SUFFIX), shell_word(self.plan)
        if not is_log_of(writer, self.named):
            yield ELSEWHERE
        elif self.problem is None and (self.anchor is None or writer != self.own):
            yield UNKNOWN.format(plan=plan)
        elif self.anchor and chain.count > vouched(chain, self.anchor):
            yield BEHIND.format(plan=plan)
        if chain.torn:
            yield "its last line is only a part, as after a crash; it is left out"
        if chain.newer:
            yield f"{chain.newer} of its lines are of a newer version of sisyphus; they are not read"

    def answer(self, name: str, chain: Chain, found: _Found) -> LogCheck:
        """Put together what was found of one log, its stored outputs included."""
        writer = name.removesuffix(SUFFIX)
        runs = [record for record in self.records if record.writer == writer]
        sound = self.outputs(runs, found)
        return LogCheck(
            plan=self.plan,
            path=shown_path(self.state_dir, self.plan, name, self.root),
            writer=writer,
            own=writer == self.own and self.anchor is not None,
            lines=chain.count,
            last="" if chain.last == GENESIS else chain.last,
            runs=len(runs),
            outputs=sound,
            faults=tuple(found.faults),
            unread=tuple(found.unread),
            remarks=tuple(found.remarks),
        )

    def outputs(self, runs: list[Evidence], found: _Found) -> int:
        """Compare stored outputs with their names; return how many are sound, and add what is not."""
        wanted = {o.blob: o for run in runs for o in (run.stdout, run.stderr) if o and o.blob}
        missing: list[str] = []
        changed: list[str] = []
        unread: list[str] = []
        for blob, output in wanted.items():
            try:
                read_output(self.state_dir, self.plan, output)
            except SisyphusError as error:
                gone = isinstance(error.__cause__, FileNotFoundError)
                refused = unread if isinstance(error, MachineError) else changed
                (missing if gone else refused).append(blob)
        found.faults += [f"{len(missing)} stored outputs are missing: {_listed(missing)}"] if missing else []
        found.faults += [f"{len(changed)} stored outputs were changed: {_listed(changed)}"] if changed else []
        found.unread += [f"{len(unread)} stored outputs cannot be read: {_listed(unread)}"] if unread else []
        return len(wanted) - len(missing) - len(changed) - len(unread)


def _listed(paths: Sequence[str]) -> str:
    return first_few(paths, _NAMED_AT_MOST)
