"""Who allowed a command to run: the user's store, a trust file, `--trust-all`, or an answer given now."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sisyphus.adapters.git import last_change_of_line
from sisyphus.adapters.place import Place
from sisyphus.adapters.trust import TrustStore, read_trust_file, repository_id
from sisyphus.errors import UntrustedError
from sisyphus.model.check import Check
from sisyphus.model.snapshot import Snapshot
from sisyphus.render.terminal import safe
from sisyphus.render.text_checks import expectation_words

_PATIENCE = 3
"""Unclear answers before the command is skipped."""
_ANSWERS = {"": "s"} | {
    w: w[0] for word in ("once", "always", "skip", "deny", "quit") for w in (word, word[0])
}
_ANSWERS |= {"n": "s", "no": "s"}
ANSWERS = "[o]nce, [a]lways, [s]kip, [d]eny, [q]uit? [s] "


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the command line says about trust."""

    everything: bool
    file: Path | None
    timeout_s: float | None = None
    """Limit for every check; `None` keeps each one's own."""


def allow_checks(
    checks: Sequence[Check], snapshot: Snapshot, place: Place, wish: Wish
) -> list[tuple[Check, str]]:
    """Return the checks that may run, each with how it was allowed.

    Raises UntrustedError when somebody would have to be asked and nobody can be.
    """
    root = place.top_level or place.root
    store = TrustStore(root)
    repository = repository_id(snapshot.subject.root_commit, root)
    keys = {c.id: store.key(c, repository, place.prefix + c.path) for c in checks}
    known = store.trusted(keys.values())
    listed = read_trust_file(wish.file, root) if wish.file else frozenset()
    denied = {e.key for e in store.entries() if not e.allowed}
    allowed: list[tuple[Check, str]] = []
    unknown: list[Check] = []
    for check in checks:
        key = keys[check.id]
        if key in known:
            allowed.append((check, "exact"))
        elif key in denied:
            continue
        elif key in listed:
            allowed.append((check, "file"))
        elif wish.everything:
            allowed.append((check, "all"))
        else:
            unknown.append(check)
    if unknown and not _can_ask():
        raise UntrustedError(_untrusted(unknown, keys), fix=_HOW)
    allowed += _ask_all(unknown, keys, store, place, wish.timeout_s)
    order = {c.id: n for n, c in enumerate(checks)}
    return sorted(allowed, key=lambda pair: order[pair[0].id])


_HOW = (
    "run `sisyphus verify` on a terminal to see and allow each command, or name a file of keys from outside "
    "the repository with --trust-file, or allow all that the plan holds with --trust-all"
)


def _untrusted(unknown: Sequence[Check], keys: dict[str, str]) -> str:
    lines = [f"nobody has trusted these {len(unknown)} commands, so nothing ran:"]
    lines += [f"{c.path}:{c.line}: {' '.join((*c.context, c.command))} [key {keys[c.id]}]" for c in unknown]
    return "\n  ".join(safe(text) for text in lines)


def _can_ask() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty() and not os.environ.get("CI")


def _ask_all(
    checks: Sequence[Check],
    keys: dict[str, str],
    store: TrustStore,
    place: Place,
    timeout_s: float | None,
) -> list[tuple[Check, str]]:
    allowed: list[tuple[Check, str]] = []
    for number, check in enumerate(checks, 1):
        answer = _ask(check, place, f"{number} of {len(checks)}", timeout_s or check.timeout_s)
        now = datetime.now(UTC)
        described = f"{check.path}:{check.line}: {check.command}"
        if answer == "o":
            allowed.append((check, "once"))
        elif answer == "a":
            store.allow(keys[check.id], described, now)
            allowed.append((check, "exact"))
        elif answer == "d":
            store.deny(keys[check.id], described, now)
        elif answer == "q":
            break
    return allowed


def _ask(check: Check, place: Place, count: str, limit_s: float) -> str:
    """Show one command whole and ask; anything but a clear answer is no."""
    changed = last_change_of_line(place.root, check.path, check.line)
    author = f"last changed by {changed[0]} in {changed[1]}" if changed else "not committed, author unknown"
    lines = [
        f"Command {count}, {check.path}:{check.line} ({author})",
        *(f"    {text}" for text in (*check.context, *check.command.split("\n"))),
        f"  runs in {check.cwd} with {check.shell}, at most {limit_s:g} s, as you, with your rights",
        f"  expects: {expectation_words(check.expect)}",
    ]
    if check.risk:
        lines.append(f"  risk: {check.risk}")
    lines.append("  Allowing the text does not vet the programs and files that it runs.")
    sys.stderr.write("\n" + "\n".join(safe(text) for text in lines) + "\n  " + ANSWERS)
    sys.stderr.flush()
    for _ in range(_PATIENCE):
        said = sys.stdin.readline()
        answer = _ANSWERS.get(said.strip().lower())
        if answer is not None or not said:
            return answer or "s"
        sys.stderr.write("  Please answer with one of the letters, or a whole word of them: ")
        sys.stderr.flush()
    return "s"
