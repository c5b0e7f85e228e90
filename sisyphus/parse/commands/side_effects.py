"""What a command does beyond the tree, and what of it stops a run: the rules, side by side."""

import re
from collections.abc import Sequence

from sisyphus.parse.commands.effects import Effect, Row, by_program, operands, worst
from sisyphus.parse.commands.file_effects import ACCESS, DEVICE
from sisyphus.parse.commands.network import (
    CLIENTS,
    CONNECTORS,
    effect_of_connection,
    effect_of_request,
    is_download,
)
from sisyphus.parse.commands.programs import SHELLS
from sisyphus.parse.commands.releases import effect_of_release
from sisyphus.parse.commands.services import DATABASE_CLIENTS, SERVICE_RULES
from sisyphus.parse.commands.version_control import (
    GITS,
    HOSTS,
    OTHER_SYSTEMS,
    effect_of_git,
    effect_of_host,
    effect_of_other_systems,
    verb_of_git,
)
from sisyphus.parse.commands.wrappers import Started

ROOT = Effect("needs root", refused=True)
PIPED = Effect("pipes a download into a shell", refused=True)
COPIES = Effect("copies files to another machine")
ITSELF = Effect("runs sisyphus itself", refused=True)

_MACHINE_STATE = re.compile(
    r"(?:systemctl|launchctl|service) (?!.*\b(?:status|is-active|is-enabled|list\S*|show|cat)\b)"
    r"|crontab (?!-l)|(?:shutdown|reboot|halt|useradd|usermod|passwd|iptables|nft|ufw|hostnamectl)\b"
    r"|(?:timedatectl|visudo|chsh|nixos-rebuild|home-manager|setx|ssh-add|swapo(?:n|ff))\b"
    r"|(?:modprobe|insmod|rmmod|losetup)\b|(?:at|batch)(?: |$)|sysctl -w"
    r"|defaults write"
    r"|loginctl (?!list|show|status|\S*-status)|gpg2? .*--(?:import|delete|edit|gen|quick|full-gen|sign-key)"
    r"|(?:npm|pnpm|yarn|bun) (?:config (?:set|delete)|set |login|logout|adduser)|corepack (?:enable|disable)"
    r"|git lfs install|security (?:add|delete)|adb (?:install|uninstall|push|reboot|root)"
    r"|adb shell (?:rm|pm (?!list|path|dump)|su|setprop|settings put)"
)
_INSTALL = re.compile(
    r"(?:apt|apt-get|dnf|yum|zypper|apk|pacman|brew|port|snap|flatpak|choco|winget|scoop|nix-env) "
    r".*\b(?:install|add|remove|upgrade|uninstall|purge|update)\b|(?:pacman|nix-env) -[SiR]"
    r"|(?:npm|pnpm|yarn|bun) (?:.*(?:\s-g\b|--global)|(?:un)?(?:link|ln)\b)|yarn global"
    r"|code --install-extension"
    r"|(?:pipx|cargo|go|gem|uv tool|pyenv|nvm|asdf|mise|dotnet tool) (?:install|uninstall|update|use)\b"
    r"|rustup (?:install|update|default|target|component|toolchain) "
    r"|pip3? install .*--(?:user|break-system-packages)"
)
_MACHINE_RULES: tuple[tuple[re.Pattern[str], Effect], ...] = (
    (re.compile(r"(?:sudo|doas|su|pkexec)\b"), ROOT),
    (re.compile(r"(?:kill|pkill|killall|taskkill)\b(?!.*\s-0\b)"), Effect("ends processes")),
    (_MACHINE_STATE, Effect("changes this machine")),
    (_INSTALL, Effect("installs software on this machine")),
    (re.compile(r"(?:scp|sftp)\b"), COPIES),
    (re.compile(r"(?:mkfs(?:\.\w+)?|fdisk|parted|diskutil|wipefs|blkdiscard)\b"), DEVICE),
    (re.compile(r"(?:mount|umount)\b"), Effect("changes what is mounted")),
    (re.compile(r"(?:chown|chgrp|chattr|setfacl)\b|chmod\b.*\s(?:-[a-zA-Z]*R|--recursive\b)"), ACCESS),
    (re.compile(r"ssh\b(?=(?:\s+\S+){2})"), Effect("runs on another machine")),
    (re.compile(r"sisyphus\b"), ITSELF),
    (
        re.compile(r"tmux (?:send-keys|kill-server|new-session|kill-session)"),
        Effect("drives a terminal session"),
    ),
)
"""For what changes the machine itself: how the command begins, and what it does."""
_ON_MACHINE = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in _MACHINE_RULES))
"""Any of them: most commands are none."""
_FETCHED = re.compile(r"[$<]\((?:curl|wget)\b|`(?:curl|wget)\b")
_INTERPRETERS = frozenset({"python", "python3", "node", "ruby", "perl"})


def _effect_on_machine(name: str, args: tuple[str, ...]) -> Effect | None:
    joined = " ".join((name, *args))
    if not _ON_MACHINE.match(joined):
        return None
    return next((effect for pattern, effect in _MACHINE_RULES if pattern.match(joined)), None)


def _effect_of_target(name: str, args: tuple[str, ...]) -> Effect | None:
    """Return what an option says about the system that is worked on."""
    if _REMOTELY.isdisjoint(args):
        return None
    installs = name in {"npm", "pnpm", "yarn", "bun"} and args[:1] in {("install",), ("ci",), ("i",)}
    return None if installs else Effect("works on a remote or production system")


_REMOTELY = frozenset({"--apply-remote", "--prod", "--production"})


def _effect_of_pipe(call: Started, earlier: Sequence[Started]) -> Effect | None:
    """Return what a shell or an interpreter does whose program comes from a pipe or a download."""
    name = call.name.rpartition("/")[2]
    takes = name in SHELLS or name in {"eval", "source", "."}
    if not takes and name not in _INTERPRETERS:
        return None
    downloads = any(map(is_download, earlier))
    if name in SHELLS and call.fed and not operands(call.args) and "-c" not in call.args:
        return PIPED if downloads else Effect("pipes text into a shell")
    if name in _INTERPRETERS and call.fed and downloads and not call.args:
        return Effect("pipes a download into an interpreter", refused=True)
    return PIPED if takes and any(map(_FETCHED.search, call.args)) else None


_REMOTE = re.compile(r"[\w.@-]+:[^\\]|rsync://")


def _effect_of_copy(name: str, args: tuple[str, ...]) -> Effect | None:
    """Return whether `rsync` copies to another machine."""
    if name != "rsync" or any(re.fullmatch(r"-[a-zA-Z]*n[a-zA-Z]*|--dry-run", word) for word in args):
        return None
    target = operands(args)[-1:]
    return COPIES if target and _REMOTE.match(target[0]) else None


RULES = (
    Row(effect_of_request, CLIENTS),
    Row(effect_of_connection, CONNECTORS),
    Row(effect_of_git, GITS),
    Row(effect_of_other_systems, frozenset(OTHER_SYSTEMS)),
    Row(effect_of_host, HOSTS),
    Row(effect_of_release),
    Row(_effect_on_machine),
    Row(_effect_of_copy, frozenset({"rsync"})),
    Row(_effect_of_target),
    *SERVICE_RULES,
)
"""Each from a program and its arguments to what it does beyond the tree; the worst answer counts."""
_BY_PROGRAM, _OF_ANY = by_program(RULES)


def effect_of(call: Started, earlier: Sequence[Started]) -> Effect | None:
    """Return what a call does beyond the tree, its files apart; `earlier` are the calls before it."""
    piped = _effect_of_pipe(call, earlier)
    if piped:
        return piped
    name = call.name.rpartition("/")[2]
    said = earlier[-1].args if call.fed and earlier and earlier[-1].name in {"echo", "printf"} else ()
    given = (*call.args, *said) if name in DATABASE_CLIENTS else call.args
    found = [effect for rule in _BY_PROGRAM.get(name, _OF_ANY) if (effect := rule(name, given))]
    return worst(found) if found else None


def only_commits(calls: Sequence[Started]) -> bool:
    """Whether the calls do nothing but stage, commit and merge, which proves nothing."""
    relevant = [c for c in calls if c.name not in {"cd", "echo", "true", ":"}]
    verbs = {verb_of_git(c.args)[0] if c.name == "git" else c.name for c in relevant}
    return bool(verbs) and verbs <= {"add", "commit", "merge", "stage"}
