"""Where HEAD stands, and what differs from it."""

from sisyphus.adapters.repository.call import GitFailure, Inquiry, Run
from sisyphus.adapters.repository.parse import STATUS, Standing, parse_status, text
from sisyphus.model.deferred import replace


def observe_standing(inquiry: Inquiry, config: dict[str, str]) -> Standing:
    """Return HEAD, branch, upstream and what differs; `entries` is `None` when that is unknown."""
    standing = _standing(inquiry, config)
    if standing.upstream and standing.ahead is None and standing.head:
        gone = f"the upstream {standing.upstream} is gone, as far as the last fetch knew"
        inquiry.findings.append(gone)
    return standing


def find_remote(config: dict[str, str], branch: str | None) -> str | None:
    """Return the remote that a push would go to."""
    names = [key[7:-4] for key in config if key.startswith("remote.") and key.endswith(".url")]
    keys = (f"branch.{branch}.pushremote", "remote.pushdefault", f"branch.{branch}.remote")
    wanted = [config.get(key) for key in keys]
    return next((n for n in (*wanted, "origin") if n in names), names[0] if names else None)


def _standing(inquiry: Inquiry, config: dict[str, str]) -> Standing:
    run, findings = inquiry.run, inquiry.findings
    if config.get("core.bare") == "true" and not inquiry.layout.linked:
        findings.append("this is a bare repository: it has no work tree")
        return _without_files(run)
    try:
        standing = parse_status(run(*STATUS))
    except GitFailure as failure:
        findings.append(f"the state of the work tree is unknown: {failure.message}")
        return _without_files(run)
    if standing.branch == "(detached)":
        return replace(standing, branch=_branch(run))  # a branch may have that name
    return standing


def _without_files(run: Run) -> Standing:
    try:
        head = text(run("rev-parse", "--verify", "--quiet", "HEAD").strip())
    except GitFailure:
        head = None
    return Standing(head=head, branch=_branch(run), upstream=None, ahead=None, behind=None, entries=None)


def _branch(run: Run) -> str | None:
    try:
        name = text(run("symbolic-ref", "--quiet", "HEAD").strip())
    except GitFailure:
        return None
    return name.removeprefix("refs/heads/")
