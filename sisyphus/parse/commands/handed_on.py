"""What a call hands on: shell text to a shell, words to another program, code to an interpreter.

Here stand programs that start others without being in their place, as `sudo` or `env` is (wrappers.py).
"""

import re
import shlex
from collections.abc import Callable, Iterator

from sisyphus.parse.commands.code_calls import COMPUTED, INTERPRETERS, calls_in_code, language_of, read_code
from sisyphus.parse.commands.programs import SHELLS, words
from sisyphus.parse.commands.services import DATABASE_CLIENTS
from sisyphus.parse.commands.version_control import verb_of_git
from sisyphus.parse.commands.wrappers import Started, unwrap

Args = tuple[str, ...]

_EXEC = frozenset({"-exec", "-execdir", "-ok", "-okdir"})
_ENDS = frozenset({";", "+", r"\;"})
_PREFIXES: dict[str, int] = {
    **dict.fromkeys(
        words("busybox toybox unshare ssh-agent dbus-run-session xvfb-run systemd-run firejail"), 0
    ),
    **dict.fromkeys(words("strace ltrace unbuffer rlwrap torsocks proxychains proxychains4 numactl"), 0),
    **dict.fromkeys(words("watch entr coproc cpulimit catchsegv tsocks"), 0),
    **dict.fromkeys(words("flock chroot taskset chrt faketime nsenter prlimit"), 1),
}
"""Programs that start the one named behind their options, and how many words of their own come before it."""
_VALUED: dict[str, frozenset[str]] = {
    "watch": words("-n --interval"),
    "strace": words("-o -e -p -s -u"),
    "xvfb-run": words("-s -n --server-args"),
    "systemd-run": words("-p --unit --property -u"),
    "flock": words("-w --timeout -E"),
    "cpulimit": words("-l --limit"),
    "parallel": words("-j --jobs -P --delay --timeout --joblog -a --arg-file -N -n -I --tmpdir --results"),
    "xargs": words("-n -I -P -L -d -a -s -E"),
    "fd": words("-e -E -d -t -H --extension --exclude --max-depth --type"),
}


def calls_handed_on(call: Started) -> Iterator[Started]:
    """Yield the calls that a call makes with words of its own, and those in code that it is given."""
    name = call.name.rpartition("/")[2]
    if name in {"find", "fd", "fdfind"}:
        yield from _found(call.args)
    elif name in _PREFIXES:
        rest = _behind_options(name, call.args)[_PREFIXES[name] :]
        yield from _started(rest)
    elif name == "parallel":
        rest = _behind_options(name, call.args)
        given = next((i for i, word in enumerate(rest) if word.startswith(":::")), len(rest))
        yield from _started(rest[:given] or (COMPUTED,))
    else:
        yield from calls_in_code(name, call.args)


def calls_in_input(call: Started, text: str) -> Iterator[Started]:
    """Yield what a call does that is given this text to read: code of an interpreter, words of a client."""
    name = call.name.rpartition("/")[2]
    known = language_of(name)
    if known and all(word.startswith("-") for word in call.args):
        yield from read_code(known[0], text)
    elif name in DATABASE_CLIENTS:
        yield Started(name, ("-c", text), inner=True, fed=True)


def hands_on(call: Started) -> bool:
    """Whether a call starts more than itself."""
    name = call.name.rpartition("/")[2] if "/" in call.name else call.name
    if name not in _STARTERS and not (name[:2] == "py" and language_of(name)):
        return False
    return script_of(call) is not None or next(calls_handed_on(call), None) is not None


def _started(rest: Args) -> Iterator[Started]:
    """Yield what words start; one word with blanks is shell text, which `script_of` reads."""
    if rest and " " not in rest[0]:
        for call in unwrap(rest[0], rest[1:]):
            yield call._replace(inner=True)


def _behind_options(name: str, args: Args) -> Args:
    valued = _VALUED.get(name, frozenset())
    index = 0
    while index < len(args) and args[index].startswith("-") and args[index] != "-":
        if args[index] == "--":
            return args[index + 1 :]
        index += 2 if args[index] in valued else 1
    return args[index:]


def _found(args: Args) -> Iterator[Started]:
    """Yield what `find -exec …` starts."""
    index = 0
    while index < len(args):
        if args[index] in _EXEC or args[index] in {"-x", "-X", "--exec", "--exec-batch"}:
            end = next((i for i in range(index + 1, len(args)) if args[i] in _ENDS), len(args))
            yield from _started(args[index + 1 : end])
            index = end
        index += 1


def script_of(call: Started) -> str | None:
    """Return the shell text that a call hands to a shell, here or on another machine; `None` without any."""
    name = call.name.rpartition("/")[2]
    if name in SHELLS:
        return _of_shell(call)
    rule = _SCRIPTS.get(name)
    return rule(call.args) if rule else None


def _of_shell(call: Started) -> str | None:
    flags = [i for i, word in enumerate(call.args) if re.fullmatch(r"-[a-z]*c", word)]
    if not flags:
        return None
    script = call.args[flags[0] + 1 : flags[0] + 2]
    # `xargs sh -c` puts the text behind it that it reads.
    return script[0] if script else COMPUTED


def _joined(args: Args) -> str | None:
    return " ".join(args) or None


def _behind(*flags: str) -> Callable[[Args], str | None]:
    """Return a rule that takes the word behind one of the options, also glued to it with `=`."""

    def rule(args: Args) -> str | None:
        for index, word in enumerate(args):
            if word in flags:
                return " ".join(args[index + 1 : index + 2]) or None
            head, equals, value = word.partition("=")
            if equals and head in flags:
                return value
            short = word[:2] in flags and not word.startswith("--") and len(word) > 2  # noqa: PLR2004 - `-Sx`
            if short:
                return word[2:]
        return None

    return rule


def _of_trap(args: Args) -> str | None:
    return args[0] if args and not args[0].startswith("-") else None


def _of_npm(args: Args) -> str | None:
    return _behind("-c", "--call")(args) if args[:1] in {("exec",), ("x",)} else None


def _of_words(args: Args) -> str | None:
    """Take the first operand that holds a blank: `watch 'git push'`, `hyperfine 'git push'`."""
    return "\n".join(word for word in args if " " in word) or None


_ALIAS = re.compile(r"alias\.(?P<name>[\w-]+)=(?P<value>.*)", re.DOTALL | re.IGNORECASE)
_STARTS = re.compile(
    r"(?:core\.(?:pager|editor|sshcommand|fsmonitor|askpass|gitproxy|alternaterefscommand)|pager\.\w+|gpg\.program"
    r"|sequence\.editor|credential\.helper|diff\.external|(?:diff|merge|filter|difftool|mergetool)\..+\."
    r"(?:command|textconv|driver|clean|smudge|process|cmd))=(?P<value>.*)",
    re.DOTALL | re.IGNORECASE,
)


_SHOWS = re.compile(r"(?:true|false|cat|less|more|most|delta|diff-so-fancy)?(?:\s+-\S+)*$")
"""Pagers, of which there is none without a terminal, and settings that start nothing."""


def _of_git(args: Args) -> str | None:
    """Return what git is told to start by `-c alias.x=…`, or by a setting that names a program."""
    verb, rest = verb_of_git(args)
    found: list[str] = []
    for index, word in enumerate(args[:-1]):
        if word != "-c":
            continue
        alias, starts = _ALIAS.match(args[index + 1]), _STARTS.match(args[index + 1])
        if alias and alias["name"] == verb:
            value = alias["value"]
            found.append(value[1:] if value.startswith("!") else f"git {value} {shlex.join(rest)}")
        if starts and not _SHOWS.match(starts["value"]):
            found.append(starts["value"].removeprefix("!"))
    return "\n".join(found) or None


_SCRIPTS: dict[str, Callable[[Args], str | None]] = {
    "eval": _joined,
    "env": _behind("-S", "--split-string"),
    "script": _behind("-c", "--command"),
    "npx": _behind("-c", "--call"),
    "npm": _of_npm,
    "trap": _of_trap,
    "git": _of_git,
    "flock": _behind("-c", "--command"),
    "nix-shell": _behind("--run", "--command"),
    "nix": _behind("--command"),
    **dict.fromkeys(
        words("watch hyperfine concurrently parallel nodemon entr wait-on start-server-and-test"), _of_words
    ),
}
"""By program, from its arguments to the shell text that it runs."""
_STARTERS = frozenset({*_SCRIPTS, *_PREFIXES, *SHELLS, *INTERPRETERS, "find", "fd", "fdfind", "parallel"})
"""All programs that may start more than themselves; a `python3.12` is one, too."""
