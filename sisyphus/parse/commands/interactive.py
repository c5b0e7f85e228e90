"""Programs that wait for a person: on a screen of their own, at a prompt, or with a question."""

import re

from sisyphus.parse.commands.kinds import Kind, Kinds, asks_only, program_of, words_of
from sisyphus.parse.commands.programs import SHELLS, words
from sisyphus.parse.commands.wrappers import Started

_SCREENS = words(
    """nano less more htop man telnet ftp fzf k9s lazygit open xdg-open claude codex
    cursor screen irb iex passwd"""
)
_REPLS = words("""python python3 node ruby julia ghci lua psql mysql mongosh redis-cli R""")
_PROMPTS = _REPLS | SHELLS | {"ssh", "read", "select"}


def is_screen(call: Started) -> bool:
    """An editor, a pager, a debugger, a window: something that needs a person."""
    if asks_only(call):
        return False
    name = program_of(call)
    batch = _BATCH.get(name)
    if batch:
        return not any(re.match(batch, word) for word in call.args)
    return name != "opencode" or not call.args


_BATCH = {
    **dict.fromkeys(("vim", "vi", "emacs"), r"-[eE]s$|--batch|--headless"),
    "nvim": r"--headless|--startuptime",
    **dict.fromkeys(("gdb", "lldb"), r"-{1,2}batch|-b$"),
    "top": r"-\w*[bl]",
    "claude": r"-p$|--print$|mcp$|doctor$",
    "codex": r"exec$|mcp$|login$",
}
"""The option with which a program on the screen works by itself."""


def is_prompt(call: Started) -> bool:
    """A shell, a REPL or a client without anything to run."""
    if call.fed or asks_only(call):
        return False
    name = program_of(call)
    words = words_of(call)
    if name in _REPLS or name in SHELLS:
        client = name in {"psql", "mysql", "mongosh"}
        runs = {"-c", "-e", "-f", "--command", "--eval", "--execute", "-l", "--file", "-p", "-m", "-S"} & set(
            call.args
        )
        return not runs and (client or not words) and (client or not call.args)
    if name == "ssh":
        return len(words) < 2 and "-T" not in call.args  # noqa: PLR2004 - a host and a command
    if name == "read":
        return not call.background
    return name == "select"


def is_dialogue(call: Started) -> bool:
    """A subcommand that asks: `git rebase -i`, `npm login`, `docker run -it`."""
    return bool(_DIALOGUES.search(" ".join((program_of(call), *call.args))))


def is_debugger(call: Started) -> bool:
    """`pytest --pdb`; `playwright --ui`, which a runner may start."""
    if "--pdb" in call.args:
        return True
    joined = " ".join((program_of(call), *call.args))
    return "playwright" in joined and bool(_DIALOGUES.search(joined))


_ASKING = words(
    "git npm yarn pnpm docker vercel wrangler fly heroku gh aws cypress tmux podman kubectl artisan"
)
"""Programs with subcommands that ask."""
_DIALOGUES = re.compile(
    r"^git (?:rebase|add|checkout|stash|clean|commit) .*(?:-i\b|--interactive|-p\b|--patch)"
    r"|^git mergetool|^(?:npm|yarn|pnpm|docker|vercel|wrangler|fly|heroku) login"
    r"|^gh auth login|^aws configure|\bplaywright .*(?:--ui\b|--debug\b|codegen\b|show-report)"
    r"|^cypress open|^npm init$|^artisan (?:-\S+ )*tinker(?!.*--execute)"
    r"|^tmux (?:attach|a)\b|^(?:docker|podman|kubectl) .*(?:\s-it\b|\s-ti\b|\s-i -t\b|--tty)"
)
INTERACTIVE = Kinds(
    Kind(is_screen, _SCREENS | _BATCH.keys() | {"opencode"}),
    Kind(is_prompt, _PROMPTS),
    Kind(is_dialogue, _ASKING),
    Kind(is_debugger),
)
"""What waits for a person."""
