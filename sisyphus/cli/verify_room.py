"""`--sandbox`: whether the checks are shut in, tried out before the user is asked for anything."""

import sys

from sisyphus.adapters.place import Place
from sisyphus.adapters.runner import run_check
from sisyphus.adapters.running.sandbox import find_bwrap
from sisyphus.cli.verify_options import SandboxChoice
from sisyphus.cli.verify_run import sandbox_for
from sisyphus.errors import MachineError
from sisyphus.model.check import Check, Expectation, Origin
from sisyphus.render.terminal import safe

OPEN = "as you, with your rights"
SHUT_IN = "shut in: no network, no home folder, nothing to write but build folders"
_TRIAL_S = 20.0
_TRIAL = Check(
    id="c-0000000000",
    task=None,
    label=None,
    origin=Origin.ACCEPTANCE,
    path="",
    line=0,
    command=":",
    expect=Expectation(text=None, assertions=(), understood=True),
    runnable=True,
)


def find_room(choice: SandboxChoice, place: Place, *, quiet: bool) -> str | None:
    """Return the path of a bubblewrap that works here; `None` to run without.

    Raises MachineError when one is required and there is none; `auto` says so on stderr.
    """
    if choice is SandboxChoice.OFF:
        return None
    top = place.top_level or place.root
    program = find_bwrap(top)
    problem = "bubblewrap (bwrap) was not found on PATH" if program is None else None
    if program is not None:
        tried = run_check(_TRIAL, top, timeout_s=_TRIAL_S, sandbox=sandbox_for(program, place.root))
        if tried.exit == 0:
            return program
        words = tried.stderr.decode("utf-8", "replace").strip() or tried.reason or f"exit {tried.exit}"
        problem = f"{program} does not work here: {words.split(chr(10))[-1]}"
    if choice is SandboxChoice.REQUIRE:
        fix = "install bubblewrap 0.4 or newer and allow user namespaces, or leave --sandbox out"
        raise MachineError(f"no sandbox: {problem}", fix=fix)
    if not quiet:
        sys.stderr.write(safe(f"sisyphus: no sandbox: {problem}; the checks run as you") + "\n")
    return None
