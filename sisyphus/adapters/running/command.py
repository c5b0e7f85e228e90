"""What is handed to the shell for a check, and in which environment."""

import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

from sisyphus.adapters.repository.layout import find_top_level, list_worktrees, read_layout
from sisyphus.adapters.search_path import find_programs
from sisyphus.adapters.supervisor import MARKER
from sisyphus.model.check import Check

CONTEXT_FAILED = 125
"""Exit code by which the script says that a context line failed, so that the command never ran."""
SHELL_NAME = "check"
"""What the shell calls itself in its messages, so that they are told from those of the programs it runs."""

_ALLOWED = frozenset(
    """
    PATH HOME USER LOGNAME SHELL LANG LANGUAGE TZ TMPDIR TEMP TMP VIRTUAL_ENV CONDA_PREFIX CONDA_DEFAULT_ENV
    XDG_CACHE_HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_RUNTIME_DIR SSL_CERT_FILE SSL_CERT_DIR
    JAVA_HOME GOPATH GOROOT GOMODCACHE GOCACHE CARGO_HOME RUSTUP_HOME NVM_DIR NVM_BIN VOLTA_HOME PNPM_HOME
    BUN_INSTALL DENO_DIR PYENV_ROOT RBENV_ROOT ASDF_DIR ASDF_DATA_DIR MISE_DATA_DIR SDKMAN_DIR GEM_HOME
    UV_CACHE_DIR UV_PYTHON_INSTALL_DIR PIP_CACHE_DIR DOTNET_ROOT ANDROID_HOME NIX_PATH NIX_SSL_CERT_FILE
    """.split()  # noqa: SIM905 - sixty quoted names would hide the list
)
_FIXED = {"TERM": "dumb", "NO_COLOR": "1", "CI": "1", "GIT_TERMINAL_PROMPT": "0"}
_MUST_SUCCEED = re.compile(r"\s*(?:cd|pushd|source|\.)\s")

_CANNOT_START, _NOT_FOUND = 126, 127
_LAST_WORDS = 16 * 1024
_CANNOT = (
    "No such file or directory|Permission denied|Is a directory|cannot execute.*|.{0,80}bad interpreter.*"
)
_NOT_STARTED = (
    re.compile(r"^check: (?:line )?\d+: (?P<program>.{1,300}): (?:command )?not found$", re.MULTILINE),
    re.compile(rf"^check: (?:line )?\d+: (?P<program>.{{1,300}}): (?P<why>{_CANNOT})$", re.MULTILINE),
    re.compile(r"^.{0,200}: (?P<program>[^:\n]{1,300}): (?:command )?not found$", re.MULTILINE),
)
_CONTEXT = re.compile(r"^check: (context line \d+ failed)$", re.MULTILINE)
_UNREADABLE = re.compile(
    r"^check: (?:-c: )?(?:line )?\d+: (?P<why>[Ss]yntax error.*|unexpected EOF.*)$", re.MULTILINE
)


def running_inside_check() -> bool:
    """Tell whether a check started us: verifying then would go on for ever."""
    return bool(os.environ.get(MARKER))


def check_environment(
    environment: Mapping[str, str] | None = None, *, also: tuple[str, ...] = ()
) -> dict[str, str]:
    """Pick what a command may see of an environment (our own by default): where tools lie, no secrets.

    `also` names variables that the user has allowed beside the usual ones. A fresh mark of the run is added.
    """
    variables = os.environ if environment is None else environment
    picked = {
        name: value
        for name, value in variables.items()
        if name in _ALLOWED or name.startswith("LC_") or name in also
    }
    return {MARKER: secrets.token_hex(8), **picked, **_FIXED}


def find_shell(environment: Mapping[str, str], root: Path | None = None) -> list[str] | None:
    """Find bash, else sh, as arguments up to the script; `None` where there is neither.

    What runs a command is not for the repository at `root` to choose, in none of its work trees; which
    programs the command itself finds is for the user's PATH to say. No root is for those who start nothing.
    """
    top = find_top_level(root) if root else None
    roots = (*((root,) if root else ()), *((top, *list_worktrees(read_layout(top))) if top else ()))
    search = os.pathsep.join([environment.get("PATH", os.defpath), "/bin", "/usr/bin"])
    for bash in find_programs("bash", search, *roots):
        return [bash, "--noprofile", "--norc", "-o", "pipefail", "-c"]
    for plain in find_programs("sh", search, *roots):
        return [plain, "-c"]
    return None


def script(check: Check) -> str:
    """Write the context lines and the command as one script.

    A `cd` or `source` that fails ends it, since the command would otherwise run where it was not meant to.
    The guard stands on a line of its own, so it changes nothing where the line before it succeeds.
    """
    lines = []
    for number, line in enumerate(check.context, 1):
        lines.append(line)
        if _MUST_SUCCEED.match(line):
            message = f"{SHELL_NAME}: context line {number} failed"
            lines.append(f"case $? in 0) ;; *) echo '{message}' >&2; exit {CONTEXT_FAILED};; esac")
    return "\n".join([*lines, check.command])


def why_not_started(exit_code: int, stderr: str) -> str | None:
    """Say why the shell could not start the command, by exit code and messages; `None` when it could."""
    words = stderr[-_LAST_WORDS:]
    if exit_code == CONTEXT_FAILED and (found := _CONTEXT.search(words)):
        return found[1]
    if exit_code in {1, 2} and (found := _UNREADABLE.search(words)):
        return f"the shell cannot read the command: {found['why']}"
    if exit_code not in {_CANNOT_START, _NOT_FOUND}:
        return None
    for pattern in _NOT_STARTED:
        if found := pattern.search(words):
            return f"{found['program']}: {found.groupdict().get('why', 'command not found')}"
    return "a program was not found" if exit_code == _NOT_FOUND else "a program could not be started"
