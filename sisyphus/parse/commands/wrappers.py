"""Programs that start other programs: what stands behind their own words."""

import re
from typing import NamedTuple

from sisyphus.parse.commands.programs import BARE_SCRIPTS, NAMED_WRAPPERS, WRAPPERS, words


class Started(NamedTuple):
    """One program or builtin with the words that it is given."""

    name: str
    """As written, without quotes; may hold a path or an expansion."""
    args: tuple[str, ...]
    wrappers: tuple[str, ...] = ()
    """What started it: `sudo`, `timeout`, `env` …, outermost first."""
    inner: bool = False
    """Whether another program starts it (`pytest` of `uv run pytest`), so that it need not be on PATH."""
    fed: bool = False
    """Whether its standard input is a pipe, a file or a here-document."""
    background: bool = False
    shell: tuple[int, ...] = ()
    """The subshells that it runs in, outermost first, by number; empty for the shell itself."""


_VALUED = {
    "env": frozenset({"-u", "-C", "-S"}),
    "nice": frozenset({"-n"}),
    "ionice": frozenset({"-c", "-n"}),
    "xargs": words("-n -I -P -L -d -a -s -E"),
    "timeout": words("-k -s --signal --kill-after"),
    "gtimeout": words("-k -s --signal --kill-after"),
    "sudo": words("-u -g -h -p -C -U"),
    "doas": frozenset({"-u"}),
    "dotenv": frozenset({"-e", "-f"}),
    "uv": words(
        """--group --with --extra --package --python -p --directory --project --env-file --from
        --only-group --with-requirements --with-editable --index-url"""
    ),
    "npx": frozenset({"-p", "--package", "-c"}),
    "npm": words("--prefix -w --workspace -C"),
    "pnpm": words("--dir -C --filter -F"),
    "yarn": frozenset({"--cwd"}),
    "bun": frozenset({"--cwd", "--filter", "--env-file"}),
    "poetry": words("-C -P --directory --project"),
    "direnv": frozenset({"exec"}),
    "php": words("-d -c"),
}
"""Options of a wrapper, and of PHP, that take the next word."""

RUNNERS = {
    "uv": "run",
    "poetry": "run",
    "pipenv": "run",
    "pdm": "run",
    "hatch": "run",
    "rye": "run",
    "bundle": "exec",
    "npm": "exec",
    "pnpm": "exec|dlx",
    "yarn": "exec|dlx",
    "bun": "x",
    "mise": "exec|x",
    "npx": "",
    "bunx": "",
    "uvx": "",
    "pnpx": "",
    "pipx": "run",
}
"""Programs that run another one, and the word that makes them; empty when they always do."""

_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=")
_PHP = re.compile(r"(?:.*/)?php[\d.]*")
_DURATION = re.compile(r"\d+(?:\.\d+)?[smhd]?$")


def unwrap(name: str, args: tuple[str, ...]) -> tuple[Started, ...]:
    """Return what a simple command starts: the program behind its wrappers, then what that one runs."""
    wrappers: list[str] = []
    while (known := _installed(name)) in WRAPPERS or known in NAMED_WRAPPERS:
        name = known
        if name == "command" and args[:1] in {("-v",), ("-V",)}:
            break
        rest = _behind(name, args)
        if not rest:
            break
        wrappers.append(name)
        name, args = rest[0], rest[1:]
    calls = [Started(name, args, tuple(wrappers))]
    while inner := _inner(calls[-1].name, calls[-1].args):
        calls.append(inner._replace(wrappers=tuple(wrappers)))
    return tuple(calls)


def _installed(name: str) -> str:
    """Return the name of a program called by its whole path, as `/usr/bin/env`; any other as it is."""
    return name.rpartition("/")[2] if name[:1] == "/" else name


def _behind(name: str, args: tuple[str, ...]) -> tuple[str, ...]:
    """Drop a wrapper's own options, assignments and time limit."""
    valued = _VALUED.get(name, frozenset())
    index = 0
    while index < len(args):
        word = args[index]
        if word in valued:
            index += 2
        elif (word.startswith("-") and word != "-") or _ASSIGNMENT.match(word):
            index += 1
        else:
            break
    rest = args[index:]
    if name in {"timeout", "gtimeout"} and rest and _DURATION.match(rest[0]):
        return rest[1:]
    return rest


def _inner(name: str, args: tuple[str, ...]) -> Started | None:
    if args[:1] == ("-m",) and len(args) > 1 and re.fullmatch(r"(?:.*/)?python[\d.]*|py", name):
        return Started(args[1], args[2:], inner=True)
    if "php" in name and _PHP.fullmatch(name):
        rest = _behind("php", args)
        bare = bool(rest) and (rest[0].rpartition("/")[2] in BARE_SCRIPTS or rest[0].endswith("bin/console"))
        return Started(rest[0], rest[1:], inner=True) if bare else None
    name = _installed(name)
    wanted = RUNNERS.get(name)
    if wanted is None:
        return None
    rest = _behind(name, args)
    if wanted:
        if not rest or rest[0] not in wanted.split("|"):
            return None
        rest = _behind(name, rest[1:])
    return Started(rest[0], rest[1:], inner=True) if rest else None
