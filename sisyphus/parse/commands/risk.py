"""Why a command is not run, and what makes it dangerous. A seat belt, not a wall."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from sisyphus.model.check import WhyNot
from sisyphus.parse.commands.effects import Effect
from sisyphus.parse.commands.file_effects import effect_on_files, handles_files
from sisyphus.parse.commands.folders import MOVES, Folder
from sisyphus.parse.commands.long_running import INTERACTIVE, SERVERS, is_bounded
from sisyphus.parse.commands.looks import Looks
from sisyphus.parse.commands.placeholders import has_placeholder
from sisyphus.parse.commands.programs import words
from sisyphus.parse.commands.resolved import holds_names, is_computed, names_of, resolve
from sisyphus.parse.commands.shell_facts import Shell
from sisyphus.parse.commands.side_effects import effect_of
from sisyphus.parse.commands.windows import judge_windows
from sisyphus.parse.commands.wrappers import Started
from sisyphus.parse.shell import read_shell


class Verdict(NamedTuple):
    """Whether a command may run, and what to say about it."""

    why_not: WhyNot | None
    risk: str | None


@lru_cache(maxsize=4096)
def judge(command: str, context: tuple[str, ...], looks: Looks, shell: str) -> Verdict:
    """Judge a command with the lines of its block that come before it."""
    if looks in _NO_COMMANDS:
        return Verdict(_NO_COMMANDS[looks], None)
    if shell != "bash":
        return Verdict(*judge_windows(command, context))
    read = read_shell(command)
    before = [read_shell(line) for line in context]
    effects = _effects((*before, read))
    why_not = _why_not(command, context, read, before)
    if why_not is WhyNot.PLACEHOLDER and not any(call.name == "eval" for call in read.calls):
        # Who fills the gap knows what is started.
        effects = [e for e in effects if e is not COMPUTED]
    risk = next((e.words for e in effects if e.stops), None) or next((e.words for e in effects), None)
    if any(e.stops for e in effects) and (why_not is not WhyNot.PLACEHOLDER or COMPUTED in effects):
        why_not = WhyNot.SIDE_EFFECT
    doubt = "may not be valid shell" if read.broken and why_not is None else None
    return Verdict(why_not, risk or doubt)


_NO_COMMANDS = {Looks.TOOL_CALL: WhyNot.TOOL_CALL, Looks.OTHER: WhyNot.NOT_A_COMMAND}


def _why_not(command: str, context: tuple[str, ...], read: Shell, before: Sequence[Shell]) -> WhyNot | None:
    """Return why a command cannot run to its end by itself."""
    if has_placeholder(command, context, read, before):
        return WhyNot.PLACEHOLDER
    calls = [call for call in read.calls if call.name not in HARMLESS]
    if any(rule(call) for call in calls for rule in INTERACTIVE):
        return WhyNot.INTERACTIVE
    keeps_running = any(_keeps_running(call, read) for call in calls)
    return WhyNot.LONG_RUNNING if read.background_only or keeps_running else None


HARMLESS = words(
    """grep egrep fgrep rg test [ [[ ls wc head cat echo printf diff cmp jq pytest tsc cut sort uniq tr xxd
    true false cd pwd which sleep awk stat"""
)
"""Programs that only read and show, whatever they are given."""


COMPUTED = Effect("what it starts is computed")


def _effects(parts: Sequence[Shell]) -> list[Effect]:
    """Return what is done beyond the tree by the lines of a block, each with its names resolved."""
    values, aliases = names_of(parts)
    folder = Folder()
    found: list[Effect] = []
    for part in parts:
        earlier: list[Started] = []
        for written in part.calls:
            for call in resolve(written, values, aliases) if holds_names(written, aliases) else (written,):
                if call.name in MOVES:
                    folder.follow(call)
                effect = _effect(call, earlier, folder)
                if effect:
                    found.append(effect)
                earlier.append(call)
        outside = effect_on_files([folder.place(path) for path in part.writes])
        if outside:
            found.append(outside)
    return found


def _effect(call: Started, earlier: Sequence[Started], folder: Folder) -> Effect | None:
    if call.name in HARMLESS and not call.wrappers:
        return None
    if is_computed(call):
        return COMPUTED
    if folder.outside and handles_files(call.name):
        call = call._replace(args=tuple(map(folder.place, call.args)))
    return effect_of(call, earlier)


def _keeps_running(call: Started, read: Shell) -> bool:
    if call.background and len(read.calls) > 1:
        return False
    return not is_bounded(call) and any(rule(call) for rule in SERVERS)
