"""What the lines of a block do beyond the tree, with their variables, aliases and folder."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from sisyphus.parse.commands.effects import Effect, worst
from sisyphus.parse.commands.file_changes import changes_of
from sisyphus.parse.commands.file_effects import effect_on_files
from sisyphus.parse.commands.file_programs import Act, Change
from sisyphus.parse.commands.folders import MOVES, Folder
from sisyphus.parse.commands.found_files import FINDERS, REMOVERS, effect_of_find, effect_of_piped_names
from sisyphus.parse.commands.programs import words
from sisyphus.parse.commands.resolved import Names, fill, holds_names, is_computed, names_of, resolve
from sisyphus.parse.commands.shell_facts import Shell, Write
from sisyphus.parse.commands.side_effects import ROOT, effect_of
from sisyphus.parse.commands.wrappers import Started
from sisyphus.parse.shell import read_shell

COMPUTED = Effect("what it starts is computed")

HARMLESS = words(
    """grep egrep fgrep rg test [ [[ ls wc head cat echo printf diff cmp jq cut tr
    true false cd pwd which stat"""
)
"""Programs that only read and show, whatever they are given."""


class Block(NamedTuple):
    """What the lines before a command set and do."""

    parts: tuple[Shell, ...]
    values: Names
    aliases: Names
    folder: str
    made: frozenset[str]
    effects: tuple[Effect, ...]


@lru_cache(maxsize=64)
def read_block(lines: tuple[str, ...]) -> Block:
    """Read the lines of a block that come before a command; the commands of a block share most of them."""
    parts = tuple(map(read_shell, lines))
    values, aliases = names_of(parts)
    folder = Folder()
    effects = tuple(e for part in parts for e in _effects_of_part(part, values, aliases, folder))
    return Block(parts, values, aliases, folder.path, frozenset(folder.made), effects)


def find_effects(before: Block, read: Shell) -> list[Effect]:
    """Return what a command and the lines before it do beyond the tree."""
    values, aliases = before.values, before.aliases
    if read.values or read.aliases:
        values, aliases = names_of((*before.parts, read))
    folder = Folder(before.folder, before.made)
    return [*before.effects, *_effects_of_part(read, values, aliases, folder)]


def _effects_of_part(part: Shell, values: Names, aliases: Names, folder: Folder) -> list[Effect]:
    found: list[Effect | None] = []
    earlier: list[Started] = []
    writes = list(part.writes)
    for number, written in enumerate(part.calls):
        while writes and writes[0].after <= number:
            found.append(_effect_of_write(writes.pop(0), values, folder))
        for call in resolve(written, values, aliases) if holds_names(written, aliases) else (written,):
            if call.name in MOVES:
                folder.follow(call)
            found.append(_effect(call, earlier, folder))
            earlier.append(call)
    found += [_effect_of_write(write, values, folder) for write in writes]
    folder.leave_subshells()
    return [effect for effect in found if effect]


def _effect_of_write(write: Write, values: Names, folder: Folder) -> Effect | None:
    paths = fill(write.path, values) if "$" in write.path else [write.path]
    return effect_on_files(Change(Act.WRITES, folder.place(path, write.shell)) for path in paths)


def _effect(call: Started, earlier: Sequence[Started], folder: Folder) -> Effect | None:
    if call.name in HARMLESS and not call.wrappers:
        return None
    if is_computed(call):
        return COMPUTED
    if call.name == "kill" and _ends_own(call, earlier):
        return None
    if "sudo" in call.wrappers or "doas" in call.wrappers:
        return ROOT
    beyond = effect_of(call, earlier)
    on_files = _effect_on_files_of(call, earlier, folder)
    return worst((beyond, on_files)) if beyond and on_files else beyond or on_files


def _effect_on_files_of(call: Started, earlier: Sequence[Started], folder: Folder) -> Effect | None:
    """Return what a call does to files; `earlier` are the calls before it. Folders that it makes are kept."""
    name = call.name.rpartition("/")[2]

    def place(path: str) -> str:
        return folder.place(path, call.shell)

    if name in FINDERS:
        found = effect_of_find(name, call.args, place)
        if found:
            return found
    changes = changes_of(name, call.args)
    if "xargs" in call.wrappers and name in REMOVERS and all(c.path.startswith("{}") for c in changes):
        return effect_of_piped_names(earlier, place)
    if not changes:
        return None
    placed = [change._replace(path=place(change.path)) for change in changes]
    folder.made.update(change.path for change in placed if change.act is Act.MAKES)
    return effect_on_files(placed, folder.made)


_OWN_JOB = re.compile(r"\$!|%[\d%+-]*")
_SIGNAL = re.compile(r"-(?:\d{1,2}|[A-Z][A-Z0-9]*)")


def _ends_own(call: Started, earlier: Sequence[Started]) -> bool:
    """Whether `kill` ends nothing but what the same command has put into the background."""
    started = any(before.background for before in earlier)
    jobs = call.args
    if jobs[:1] == ("-s",):
        jobs = jobs[2:]
    elif jobs and _SIGNAL.fullmatch(jobs[0]):
        jobs = jobs[1:]
    # Behind the signal a number with a sign is a group of processes, or all that the user has.
    return started and bool(jobs) and all(map(_OWN_JOB.fullmatch, jobs))
