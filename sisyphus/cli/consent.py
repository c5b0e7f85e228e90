"""Who allowed a command to run: the user's store, a trust file, `--trust-all`, or an answer given now."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sisyphus.adapters.place import Place
from sisyphus.adapters.trust import Matter, TrustEntry, TrustStore, repository_id
from sisyphus.adapters.trusting.drift import Drift
from sisyphus.adapters.trusting.file import read_trust_file
from sisyphus.adapters.trusting.lookalikes import find_deceptive
from sisyphus.adapters.trusting.predecessors import Predecessors
from sisyphus.cli.dialogue import Candidate, Dialogue
from sisyphus.errors import UntrustedError
from sisyphus.model.check import Check
from sisyphus.model.snapshot import Snapshot
from sisyphus.render.terminal import safe
from sisyphus.render.text_consent import exact, shell_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the command line says about trust."""

    everything: bool = False
    file: Path | None = None
    drift: bool = False
    """Whether files that others changed are no reason to ask again."""
    timeout_s: float | None = None
    """Limit for every check; `None` keeps each one's own."""
    commits: tuple[str, ...] = ()
    """That the checks will run on, HEAD apart."""
    room: str = "as you, with your rights"
    """Where the commands run, in words."""


def allow_checks(
    checks: Sequence[Check], snapshot: Snapshot, place: Place, wish: Wish
) -> list[tuple[Check, str]]:
    """Return the checks that may run, each with how it was allowed.

    One with a side effect, or that does not end by itself, is asked about on its own, or stays out. Raises
    UntrustedError when somebody would have to be asked about another and nobody can be.
    """
    desk = _Desk(checks, snapshot, place, wish)
    allowed, unknown = desk.sort()
    ordinary = [c for c in unknown if c.runnable]
    if ordinary and not _can_ask():
        raise UntrustedError(desk.untrusted(ordinary), fix=_HOW)
    asked = ordinary if wish.everything or not _can_ask() else unknown
    if asked:
        allowed += Dialogue(desk.store, place, wish.timeout_s, wish.room).ask_all(
            [desk.candidate(c) for c in asked]
        )
    order = {c.id: n for n, c in enumerate(checks)}
    return sorted(allowed, key=lambda pair: order[pair[0].id])


_HOW = (
    "run `sisyphus verify` on a terminal to see and allow each command, or name a file of keys from outside "
    "the repository with --trust-file, or allow all that the plan holds with --trust-all"
)


class _Desk:
    """What is known of the checks of one command line, and of earlier decisions."""

    def __init__(self, checks: Sequence[Check], snapshot: Snapshot, place: Place, wish: Wish) -> None:
        self.root = place.top_level or place.root
        self.store = TrustStore(self.root)
        self.repository = repository_id(snapshot.subject.root_commit, self.root)
        self.checks, self.place, self.wish = checks, place, wish
        self.head = snapshot.repository.head if snapshot.repository else None
        self.keys = {c.id: TrustStore.key(c, self.repository, place.prefix + c.path) for c in checks}
        self.entries = {e.key: e for e in self.store.entries()}
        plan = snapshot.plans[0].plan
        self.present = frozenset(
            TrustStore.key(c, self.repository, place.prefix + c.path) for c in (plan.checks if plan else ())
        )
        self.predecessors = Predecessors(self.entries.values(), self.present)
        self.reasons: dict[str, tuple[str, ...]] = {}

    def sort(self) -> tuple[list[tuple[Check, str]], list[Check]]:
        """Return what is allowed and how, and what nobody has decided; what is denied is in neither."""
        listed = self.listed()
        commits = tuple(dict.fromkeys(c for c in (self.head, *self.wish.commits) if c))
        drift = Drift(self.place.top_level, commits)
        allowed: list[tuple[Check, str]] = []
        unknown: list[Check] = []
        for check in self.checks:
            key = self.keys[check.id]
            entry = self.entries.get(key)
            if entry and not entry.allowed:
                continue
            if entry and not self.wish.drift:
                self.reasons[check.id] = drift.reasons(check, entry)
            if entry and not self.reasons.get(check.id):
                allowed.append((check, "exact"))
            elif key in listed:
                allowed.append((check, "file"))
            elif self.wish.everything and check.runnable and not find_deceptive(shell_text(check)):
                allowed.append((check, "all"))
            else:
                unknown.append(check)
        return allowed, unknown

    def listed(self) -> frozenset[str]:
        """Return the keys of the trust file, and say where they were read when not from disk."""
        if self.wish.file is None:
            return frozenset()
        keys, branch = read_trust_file(self.wish.file, self.root)
        if branch:
            sys.stderr.write(safe(f"sisyphus: {self.wish.file} is read as {branch} has it") + "\n")
        return keys

    def matter(self, check: Check) -> Matter:
        """Return what a decision about a check would be about."""
        return Matter(
            repository=self.repository,
            folder=str(self.root),
            plan=self.place.prefix + check.path,
            task=check.task,
            line=check.line,
            text=shell_text(check),
            commit=self.head,
        )

    def predecessor(self, check: Check) -> TrustEntry | None:
        """Return the command that was allowed in this place before it was changed."""
        if self.keys[check.id] in self.entries:
            return None
        return self.predecessors.find(self.matter(check))

    def candidate(self, check: Check) -> Candidate:
        """Return what to ask the user about."""
        reasons = self.reasons.get(check.id, ())
        before = self.predecessor(check)
        if before and before.matter and before.matter.text == shell_text(check):
            reasons += ("you allowed these words, but not with this task, expectation, folder or risk",)
            before = None
        return Candidate(check, self.matter(check), self.keys[check.id], before, reasons)

    def untrusted(self, unknown: Sequence[Check]) -> str:
        """Return the list of what nobody has allowed, for who cannot be asked."""
        what = "this command" if len(unknown) == 1 else f"these {len(unknown)} commands"
        lines = [f"nobody has trusted {what}, so nothing ran:"]
        for check in unknown:
            text = " ".join(exact(row) for row in shell_text(check).split("\n"))
            lines.append(safe(f"{check.path}:{check.line}: {text} [key {self.keys[check.id]}]"))
            lines += [f"  you allowed it, but {reason}" for reason in self.reasons.get(check.id, ())]
            if hidden := find_deceptive(shell_text(check)):
                lines.append(f"  it holds {', '.join(hidden)}: --trust-all does not allow that")
        return "\n  ".join(safe(text) for text in lines)


def _can_ask() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty() and not os.environ.get("CI")
