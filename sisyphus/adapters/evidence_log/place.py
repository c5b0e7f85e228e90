"""Where the evidence of a plan lies, and what a writer of it is called."""

import hashlib
import os
import re
import socket
from collections.abc import Mapping
from pathlib import Path

from sisyphus.errors import InputError

SUFFIX = ".jsonl"
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_HOST_CHARS = 32


def writer_name(root: Path, environment: Mapping[str, str] | None = None) -> str:
    """Name the log of this checkout on this machine, or of this CI job: no two of them share one."""
    variables = os.environ if environment is None else environment
    if variables.get("CI") and (run := variables.get("GITHUB_RUN_ID")):
        job, attempt = variables.get("GITHUB_JOB", "job"), variables.get("GITHUB_RUN_ATTEMPT", "1")
        return _slug(f"ci-{job}-{run}-{attempt}")
    host = socket.gethostname()
    place = hashlib.sha256(os.fsencode(host) + b"\0" + os.fsencode(root.resolve())).hexdigest()[:8]
    return f"{_slug(host)[:_HOST_CHARS] or 'host'}-{place}"


def is_log_of(log: str, writer: str) -> bool:
    """Whether a log can be a writer's own: it has its name, or that with a number."""
    return log == writer or log.removeprefix(f"{writer}-").isdecimal()


def plan_parts(state_dir: Path, plan: str) -> tuple[str, ...]:
    """Return the folders below the state folder's parent. Raises InputError for a plan that names none."""
    if not plan or plan in {".", ".."} or "/" in plan or "\0" in plan:
        raise InputError(f"no name for a folder: {plan!r}", fix="rename the plan's file")
    return (state_dir.name, "evidence", "sisyphus", plan)


def shown_path(state_dir: Path, plan: str, name: str, root: Path) -> str:
    """Return the path of a file beside the log, as messages show it: relative to `root` where possible."""
    path = state_dir.joinpath("evidence", "sisyphus", plan, name)
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()


def _slug(text: str) -> str:
    return _NOT_SLUG.sub("-", text.lower()).strip("-")
