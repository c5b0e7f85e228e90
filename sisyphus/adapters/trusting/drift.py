"""Whether others changed what a command runs since the user allowed it, the command itself unchanged."""

from pathlib import Path

from sisyphus.adapters.git import calls_in
from sisyphus.adapters.repository.call import GitFailure
from sisyphus.adapters.repository.drift import Foreign, commits_of_others, own_addresses
from sisyphus.adapters.running.executable_config import governing
from sisyphus.adapters.trust import TrustEntry
from sisyphus.model.check import Check

_NAMED_AT_MOST = 3


class Drift:
    """Compares the commits that checks will run on with those on which they were allowed."""

    def __init__(self, top: Path | None, commits: tuple[str, ...]) -> None:
        """Take the git top level (`None` outside git) and the commits that will be run."""
        self.top, self.commits = top, commits
        self._known: dict[tuple[str, str], Foreign | None] = {}

    def reasons(self, check: Check, entry: TrustEntry) -> tuple[str, ...]:
        """Return, in words, what others changed of the files that govern a check; empty for nothing.

        Files that are changed and not committed are the user's own work.
        """
        before = entry.matter.commit if entry.matter else None
        if self.top is None or before is None:
            return ()
        governs = governing(check)
        found: dict[str, None] = {}
        for after in self.commits:
            if after == before:
                continue
            foreign = self._between(before, after)
            if foreign is None:
                return (f"the commit on which you did ({before[:8]}) is no longer known here",)
            for path in filter(governs, foreign.paths):
                change = foreign.last_change(path)
                found[f"{path} was changed by {change.author} in {change.commit} since"] = None
        rest = len(found) - _NAMED_AT_MOST
        return (
            *list(found)[:_NAMED_AT_MOST],
            *([f"{rest} more files were changed since"] if rest > 0 else []),
        )

    def _between(self, before: str, after: str) -> Foreign | None:
        if (before, after) not in self._known:
            self._known[before, after] = self._ask(before, after)
        return self._known[before, after]

    def _ask(self, before: str, after: str) -> Foreign | None:
        if self.top is None:
            return None
        try:
            run = calls_in(self.top)
        except GitFailure:
            return None
        return commits_of_others(run, before, after, own_addresses(run.user))
