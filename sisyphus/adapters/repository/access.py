"""One repository, opened once and asked several things: its configuration is read a single time."""

from typing import TYPE_CHECKING

from sisyphus.adapters.repository.call import GitFailure, Run
from sisyphus.adapters.repository.harden import Config
from sisyphus.adapters.repository.layout import Layout
from sisyphus.adapters.repository.parse import text
from sisyphus.model.deferred import dataclass

if TYPE_CHECKING:
    from sisyphus.adapters.repository.flips import PlanHistory
    from sisyphus.adapters.repository.observation import Wanted
    from sisyphus.model.repository import Repository


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Calls of git in one work tree, or why git takes none."""

    layout: Layout
    config: Config = ()
    run: Run | None = None
    """`None` when git refuses the repository."""
    refusal: str = ""

    def plan_history(
        self, paths: tuple[str, ...], state_dirs: tuple[str, ...], wanted: frozenset[str] | None = None
    ) -> "PlanHistory":
        """Return what the commits of HEAD did to plans (see `read_plan_history`); nothing where git says no.

        Raises:
            MachineError: git is missing or did not answer in time.

        """
        from sisyphus.adapters.repository.flips import (  # noqa: PLC0415 - start-up: a glance needs none
            NO_HISTORY,
            read_plan_history,
        )

        try:
            return read_plan_history(self.run, paths, state_dirs, wanted) if self.run else NO_HISTORY
        except GitFailure:  # no commit yet, or objects that cannot be read: the observation says which
            return NO_HISTORY

    def ignored_state(self, state_dirs: tuple[str, ...]) -> tuple[str, ...]:
        """Return the tracked files of the state folders that the ignore rules leave out.

        Raises:
            MachineError: git is missing or did not answer in time.

        """
        if self.run is None or not state_dirs:
            return ()
        words = ("ls-files", "-z", "--cached", "--ignored", "--exclude-standard", "--", *state_dirs)
        try:
            return tuple(text(path) for path in self.run(*words).split(b"\0") if path)
        except GitFailure:
            return ()

    def observe(self, wanted: "Wanted") -> "Repository":
        """Observe the repository.

        Raises:
            MachineError: git is missing or did not answer in time.

        """
        from sisyphus.adapters.repository.observation import (  # noqa: PLC0415 - start-up: a glance needs none
            observe_repository,
            unknown_repository,
        )

        if self.run is None:
            return unknown_repository(self.layout, f"git refuses this repository: {self.refusal}")
        return observe_repository(self.run, self.layout, self.config, wanted)
