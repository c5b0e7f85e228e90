"""The shape of one hardened call of git, for those who only use it."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from sisyphus.adapters.repository.layout import Layout
from sisyphus.model.deferred import dataclass, field

T = TypeVar("T")


class Run(Protocol):
    """One hardened call of git in a work tree; returns what it printed."""

    def __call__(
        self, *arguments: str, then: tuple[str, ...] = (), feed: bytes = b"", most: int | None = None
    ) -> bytes:
        """Run git with `arguments`; with `then`, feed what it prints to that second call of git.

        Args:
            arguments: the command and its words.
            then: those of the second call.
            feed: what the first call reads.
            most: bytes that are read; a call that prints more is ended there, and that is no failure.

        Raises:
            GitFailure: git said no, or printed more than anybody asks for.
            MachineError: git is missing or did not answer in time.

        """


class GitFailure(Exception):  # noqa: N818 - what git reports is often an answer, not an error
    """git ended with another code than 0."""

    def __init__(self, code: int, message: str) -> None:
        self.code = code
        self.message = message
        """The first telling line of what git wrote to stderr."""
        super().__init__(f"git ended with {code}: {message}")


@dataclass(slots=True, kw_only=True)
class Inquiry:
    """One series of calls, and what git refused to tell on the way."""

    run: Run
    layout: Layout
    findings: list[str] = field(default_factory=list)

    def ask(self, call: Callable[[], T], unknown: str) -> T | None:
        """Return what `call` says; `None`, with the finding `unknown`, when git tells nothing."""
        try:
            return call()
        except GitFailure as failure:
            self.findings.append(f"{unknown}: {failure.message}")
        except ValueError:  # a program that stands for git may print anything
            self.findings.append(f"{unknown}: what git printed cannot be read")
        return None
