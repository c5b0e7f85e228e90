"""The content of one work tree, looked at again and again while checks run on it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from sisyphus.adapters.repository.access import Access
from sisyphus.adapters.repository.call import Inquiry
from sisyphus.adapters.repository.log import read_log
from sisyphus.adapters.repository.observation import counted, proven
from sisyphus.adapters.repository.parse import text
from sisyphus.adapters.repository.sighting import Sighting
from sisyphus.adapters.repository.standing import observe_standing
from sisyphus.adapters.repository.subject import UNKNOWN, WorktreeDigest, observe_subject
from sisyphus.model.deferred import replace

if TYPE_CHECKING:
    from sisyphus.model.repository import Subject


class ContentWatch:
    """What a check runs on, as an observation tells it; what follows from the commit alone is asked once.

    The repository is opened anew for each look: a check may have changed what git is told to run.
    """

    def __init__(self, reopen: Callable[[], Access], state_dirs: tuple[str, ...]) -> None:
        self.reopen = reopen
        self.state_dirs = tuple(folder.strip("/") for folder in state_dirs)
        self._known: Subject | None = None

    def look(self, outputs: frozenset[str]) -> Sighting:
        """Return the content without `outputs`, with the untracked files of the work tree.

        Raises MachineError when git is missing or hung.
        """
        access = self.reopen()
        if access.run is None:
            return Sighting(UNKNOWN, frozenset(), {})
        inquiry = Inquiry(run=access.run, layout=access.layout)
        standing = observe_standing(inquiry, dict(access.config))
        entries = counted(standing, self.state_dirs)
        untracked = frozenset(text(e.path) for e in entries or () if e.untracked)
        told = None if entries is None else proven(entries, outputs)
        digest = WorktreeDigest(top=access.layout.top)
        if self._known and told is not None and standing.head == self._known.commit:
            worktree = digest.of(told)
            known = replace(self._known, worktree=worktree, dirty=bool(told))
            return Sighting(known, untracked, digest.files)
        head = standing.head
        last = inquiry.ask(lambda: read_log(inquiry.run, "-n1", head), "HEAD is unknown") if head else ()
        subject = observe_subject(
            inquiry,
            head,
            last[0] if last else None,
            entries=told,
            state_dirs=self.state_dirs,
            digest=digest,
        )
        self._known = subject if head and not inquiry.findings else None
        return Sighting(subject, untracked, digest.files)
