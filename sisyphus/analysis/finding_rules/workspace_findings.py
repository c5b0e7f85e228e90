"""Oddities of the workspace as a whole: one generator a rule."""

from collections.abc import Callable, Iterator

from sisyphus.analysis.finding_rules.hygiene import build_output_committed, state_tracked_and_ignored
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.first_few import first_few
from sisyphus.model.snapshot import Snapshot

WorkspaceRule = Callable[[Snapshot], Iterator[Finding]]

_NAMED_AT_MOST = 3
_PLANS_AT_MOST = 10


def shared_session(snapshot: Snapshot) -> Iterator[Finding]:
    """A session is recorded with works on several plans: what it did may belong to either."""
    if snapshot.boulder is None:
        return
    plans_of: dict[str, set[str]] = {}
    for work in snapshot.boulder.works:
        for session in work.session_ids:
            plans_of.setdefault(session, set()).add(work.plan_name)
    shared: dict[tuple[str, ...], list[str]] = {}
    for session, names in plans_of.items():
        if len(names) > 1:
            shared.setdefault(tuple(sorted(names)), []).append(session)
    for together, sessions in shared.items():
        named = first_few(sessions, _NAMED_AT_MOST)
        which = "session" if len(sessions) == 1 else "sessions"
        yield Finding(
            rule="shared-session",
            severity=Severity.INFO,
            message=f"{which} {named} worked on several plans: {first_few(together, _PLANS_AT_MOST)}",
            source=Source(path=snapshot.boulder.path),
        )


RULES: dict[str, WorkspaceRule] = {
    "shared-session": shared_session,
    "build-output-committed": build_output_committed,
    "state-tracked-and-ignored": state_tracked_and_ignored,
}
"""Rules by name, in the order in which they are asked."""


def find_workspace_findings(snapshot: Snapshot) -> tuple[Finding, ...]:
    """Ask every rule, in the order of `RULES`."""
    return tuple(finding for rule in RULES.values() for finding in rule(snapshot))
