"""The questions before a command runs for the first time. Anything but a clear answer is no."""

import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import NamedTuple

from sisyphus.adapters.git import last_change_of_line
from sisyphus.adapters.place import Place
from sisyphus.adapters.trust import Matter, TrustEntry, TrustStore
from sisyphus.adapters.trusting.lookalikes import find_deceptive
from sisyphus.model.check import Check
from sisyphus.render.text_consent import (
    CHOICES,
    HELP,
    OWN_CHOICES,
    OWN_HELP,
    Question,
    render_own_heading,
    render_question,
    shell_text,
)

_PATIENCE = 3
"""Unclear answers before the command is skipped."""
_ANSWERS = {"": "s", "n": "s", "no": "s", "all": "all", "?": "?", "h": "?", "help": "?"} | {
    w: w[0] for word in ("once", "always", "skip", "deny", "quit") for w in (word, word[0])
}
_WHOLE_WORDS = {answer: means for answer, means in _ANSWERS.items() if means not in {"o", "a", "all"}} | {
    "once": "o",
    "always": "a",
}
"""For what needs an approval of its own: nothing that a finger says by habit makes it run."""
_FOR_ALL = {"o": "o", "once": "o", "a": "a", "always": "a"}


_AGAIN = {
    False: "  Please answer with one of the letters, or a whole word of them: ",
    True: "  To run this one, type the whole word once or always; else skip, deny or quit: ",
}


def _forget_typed() -> None:
    """Drop what was typed before the question was there to be read: it answers nothing."""
    try:
        import termios  # noqa: PLC0415 - not on Windows, where no check runs
    except ImportError:
        return
    with suppress(termios.error, OSError, ValueError):  # no terminal any more
        termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)


class Candidate(NamedTuple):
    """A command that nobody has decided about."""

    check: Check
    matter: Matter
    key: str
    before: TrustEntry | None
    """The command that was allowed in its place."""
    reasons: tuple[str, ...]
    """Why one that was allowed is asked for again."""


class Dialogue:
    """Asks on stderr, reads from stdin."""

    def __init__(self, store: TrustStore, place: Place, limit_s: float | None, room: str) -> None:
        self.store, self.place, self.limit_s, self.room = store, place, limit_s, room

    def ask_all(self, candidates: Sequence[Candidate]) -> list[tuple[Check, str]]:
        """Return what the user allows now, each with how; what is decided for good is stored.

        What needs an approval of its own comes last, each by itself: `all` is about the others.
        """
        allowed: list[tuple[Check, str]] = []
        ordinary = [c for c in candidates if c.check.runnable]
        own = [c for c in candidates if not c.check.runnable]
        for at, candidate in enumerate(ordinary):
            self._show(candidate, at + 1, len(candidates))
            answer = self._answer()
            if answer == "all":
                allowed += self._ask_for_rest(ordinary[at:], at, len(candidates))
                break
            if answer == "q":
                return allowed
            if how := self._settle(candidate, answer):
                allowed.append((candidate.check, how))
        return allowed + self._ask_for_own(own, len(candidates))

    def _ask_for_own(self, candidates: Sequence[Candidate], total: int) -> list[tuple[Check, str]]:
        """Ask about what has a side effect or does not end: only a whole word is a yes, to one at a time."""
        allowed: list[tuple[Check, str]] = []
        if candidates:
            self._say("\n" + render_own_heading(len(candidates)))
        for at, candidate in enumerate(candidates, total - len(candidates) + 1):
            self._show(candidate, at, total)
            answer = self._answer(own=True)
            if answer == "q":
                break
            if how := self._settle(candidate, answer):
                allowed.append((candidate.check, how))
        return allowed

    def _ask_for_rest(self, rest: Sequence[Candidate], done: int, total: int) -> list[tuple[Check, str]]:
        """Show every command that is left, then ask once. Only `once` and `always` are a yes."""
        for at, candidate in enumerate(rest[1:], done + 2):
            self._show(candidate, at, total)
        many = f"all {len(rest)} commands" if len(rest) > 1 else "this one command"
        said = self._ask(f"\n  Run {many} [o]nce, [a]lways, or not at all? [not] ")
        answer = _FOR_ALL.get(said.strip().lower(), "s")
        return [(c.check, how) for c in rest if (how := self._settle(c, answer))]

    def _settle(self, candidate: Candidate, answer: str) -> str | None:
        """Act on an answer; returns how the command is allowed now, `None` when it is not."""
        now = datetime.now(UTC)
        check, key = candidate.check, candidate.key
        described = f"{check.path}:{check.line}: {check.command}"
        if answer == "a":
            self.store.allow(key, described, now, candidate.matter)
            if candidate.before:  # what it replaces is no longer in the plan
                self.store.revoke(candidate.before.key)
        elif answer == "d":
            self.store.deny(key, described, now, candidate.matter)
        return {"a": "exact", "o": "once"}.get(answer)

    def _show(self, candidate: Candidate, number: int, total: int) -> None:
        check = candidate.check
        question = Question(
            check=check,
            number=number,
            total=total,
            limit_s=self.limit_s or check.timeout_s,
            author=last_change_of_line(self.place.root, check.path, check.line),
            before=candidate.before.matter.text if candidate.before and candidate.before.matter else None,
            reasons=candidate.reasons,
            deceptive=find_deceptive(shell_text(check)),
            room=self.room,
        )
        self._say("\n" + render_question(question))

    def _answer(self, *, own: bool = False) -> str:
        answers, choices, text = (_WHOLE_WORDS, OWN_CHOICES, OWN_HELP) if own else (_ANSWERS, CHOICES, HELP)
        question = f"  {choices}[s] "
        for _ in range(_PATIENCE):
            said = self._ask(question)
            answer = answers.get(said.strip().lower()) if said else "q"
            if answer == "?":
                question = f"{text}  {choices}[s] "
            elif answer is not None:
                return answer
            else:
                question = _AGAIN[own]
        return "s"

    def _ask(self, question: str) -> str:
        """Return the line that answers a question; empty at the end of input (Ctrl-D)."""
        _forget_typed()
        self._say(question)
        try:
            return sys.stdin.readline()
        except KeyboardInterrupt:
            self._say("\n")  # what is said of it begins its own line
            raise

    def _say(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
