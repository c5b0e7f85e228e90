"""Why a command is not run, and what makes it dangerous. A seat belt, not a wall."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from sisyphus.model.check import WhyNot
from sisyphus.parse.commands.block_effects import COMPUTED, HARMLESS, find_effects, read_block
from sisyphus.parse.commands.interactive import INTERACTIVE
from sisyphus.parse.commands.long_running import SERVERS, is_bounded
from sisyphus.parse.commands.looks import Looks
from sisyphus.parse.commands.placeholders import has_placeholder
from sisyphus.parse.commands.shell_facts import Shell
from sisyphus.parse.commands.windows import judge_windows
from sisyphus.parse.commands.wrappers import Started
from sisyphus.parse.shell import read_shell


class Verdict(NamedTuple):
    """Whether a command may run, and what to say about it."""

    why_not: WhyNot | None
    risk: str | None
    needs_own_approval: bool = False
    """Whether the user can make it run all the same, by allowing this very command."""


@lru_cache(maxsize=4096)
def judge(command: str, context: tuple[str, ...], looks: Looks, shell: str) -> Verdict:
    """Judge a command with the lines of its block that come before it."""
    if looks in _NO_COMMANDS:
        return Verdict(_NO_COMMANDS[looks], None)
    if shell != "bash":
        return Verdict(*judge_windows(command, context))
    read = read_shell(command)
    before = read_block(context)
    effects = find_effects(before, read)
    why_not = _why_not(command, context, read, before.parts)
    if why_not is WhyNot.PLACEHOLDER and not any(call.name == "eval" for call in read.calls):
        # Who fills the gap knows what is started.
        effects = [e for e in effects if e is not COMPUTED]
    worst = sorted(effects, key=lambda e: (not e.refused, not e.stops))
    risk = worst[0].words if worst else None
    ends = why_not in {None, WhyNot.LONG_RUNNING}
    if any(e.stops for e in effects) and (why_not is not WhyNot.PLACEHOLDER or COMPUTED in effects):
        why_not = WhyNot.SIDE_EFFECT
    doubt = "may not be valid shell" if read.broken and why_not is None else None
    needs = why_not is not None and ends and not any(e.refused for e in effects)
    return Verdict(why_not, risk or doubt, needs)


_NO_COMMANDS = {Looks.TOOL_CALL: WhyNot.TOOL_CALL, Looks.OTHER: WhyNot.NOT_A_COMMAND}


def _why_not(command: str, context: tuple[str, ...], read: Shell, before: Sequence[Shell]) -> WhyNot | None:
    """Return why a command cannot run to its end by itself."""
    if has_placeholder(command, context, read, before):
        return WhyNot.PLACEHOLDER
    calls = [call for call in read.calls if call.name not in HARMLESS]
    if any(map(INTERACTIVE.have, calls)):
        return WhyNot.INTERACTIVE
    keeps_running = any(_keeps_running(call, read) for call in calls)
    return WhyNot.LONG_RUNNING if read.background_only or keeps_running else None


def _keeps_running(call: Started, read: Shell) -> bool:
    if call.background and len(read.calls) > 1:
        return False
    return not is_bounded(call) and SERVERS.have(call)
