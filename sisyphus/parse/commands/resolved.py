"""Variables and aliases put in the place of their names, and what is left to compute then."""

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence

from sisyphus.parse.commands.handed_on import hands_on
from sisyphus.parse.commands.programs import words
from sisyphus.parse.commands.shell_facts import Shell
from sisyphus.parse.commands.version_control import verb_of_git
from sisyphus.parse.commands.wrappers import Started
from sisyphus.parse.shell import read_shell

Names = Mapping[str, Sequence[str]]
"""By name, all that it is set to in a block: which of it counts at a call, is not followed."""

_VARIABLE = re.compile(r"\$(?:(?P<bare>[A-Za-z_]\w*)|\{(?P<braced>[A-Za-z_]\w*)\})")
_FOUND = re.compile(r"\$\(\s*(?:command -v|which|type -p)\s+(?P<name>[\w.+-]+)[^()]*\)")
"""A path that is looked up: the program is known."""
_SUBSTITUTED = re.compile(r"\$\((?:[^()]|\([^()]*\))*\)|`[^`]*`|\$\{[^{}]*\}|\$\w+|\$.|\{\}")
_OF_FILE = re.compile(r"<\(\s*(?:cat|sed|awk|grep|head|tail)\s")
"""Parts of a file, which is no more than to source the file."""
_LONGEST_VALUE = 500
"""Characters of a value that is put in place; what holds a longer one is computed."""
_MOST_VALUES = 4
"""Values of one variable that are tried."""
_WITH_VERBS = words(
    "git hub hg jj svn gh glab npm pnpm yarn cargo docker podman kubectl helm terraform gcloud aws az"
)
"""Programs whose first operand says whether they change anything."""


def names_of(parts: Sequence[Shell]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return the variables and the aliases that a block sets."""
    values: dict[str, list[str]] = {}
    aliases: dict[str, list[str]] = {}
    for part in parts:
        for name, value in part.values:
            if len(value) > _LONGEST_VALUE:
                continue
            values.setdefault(name, []).append(_FOUND.sub(lambda m: m["name"], value))
        for name, text in part.aliases:
            aliases.setdefault(name, []).append(text)
    return values, aliases


def holds_names(call: Started, aliases: Names) -> bool:
    """Whether a call holds a variable, or may be an alias."""
    return "$" in call.name or call.name in aliases or any("$" in word for word in call.args)


def resolve(call: Started, values: Names, aliases: Names) -> Iterator[Started]:
    """Yield what a call starts once names are replaced: itself, where it holds none."""
    for text in aliases.get(call.name, ())[:_MOST_VALUES]:
        yield from _read_again(f"{text} {shlex.join(call.args)}", call)
    if "$" in call.name:
        name = _FOUND.sub(lambda m: m["name"], call.name)
        for filled in fill(name, values):
            yield from _with_program(filled, name, call, values)
        return
    args = tuple(piece for word in call.args for piece in _pieces(word, values))
    if args != call.args and hands_on(call._replace(args=args)):
        yield from _read_again(shlex.join((call.name, *args)), call)
    else:
        yield call._replace(args=args)


def _with_program(filled: str, name: str, call: Started, values: Names) -> Iterator[Started]:
    if filled == call.name:
        yield call
        return
    args = [piece for word in call.args for piece in _pieces(word, values)]
    if filled == name and " " not in filled:
        yield call._replace(name=filled, args=tuple(args))
        return
    # An unquoted value is split into words; operators in it are looked at as well, for `eval` has them.
    yield from _read_again(f"{filled} {shlex.join(args)}", call)


def _read_again(text: str, call: Started) -> Iterator[Started]:
    for inner in read_shell(text).calls:
        yield inner._replace(
            wrappers=(*call.wrappers, *inner.wrappers),
            fed=call.fed or inner.fed,
            background=call.background,
            shell=call.shell,
        )


def fill(text: str, values: Names) -> list[str]:
    """Return a text with each of a variable's values in its place; unknown ones stay."""
    found = [text]
    for match in dict.fromkeys(m[0] for m in _VARIABLE.finditer(text)):
        known = values.get(match.strip("${}"), ())
        if known:
            found = [t.replace(match, value) for t in found for value in dict.fromkeys(known)][:_MOST_VALUES]
    return found


def _pieces(word: str, values: Names) -> list[str]:
    """Return an argument filled in; one that is nothing but a variable may be several words."""
    if "$" not in word:
        return [word]
    filled = fill(word, values)[-1]
    return filled.split() or [filled] if _VARIABLE.fullmatch(word) else [filled]


def is_computed(call: Started) -> bool:
    """Whether it shows only at run time which program is started, or what git and its like are to do.

    A program in a computed folder (`$(npm bin)/jest`) is known by its name.
    """
    if "$" in call.name or "`" in call.name or call.name == "{}":
        base = _SUBSTITUTED.sub("\0", call.name).rpartition("/")[2]
        return "\0" in base or not base
    name = call.name.rpartition("/")[2]
    if name in {"source", "."}:
        return bool(call.args) and call.args[0].startswith("<(") and not _OF_FILE.match(call.args[0])
    if name not in _WITH_VERBS:
        return False
    verb = verb_of_git(call.args)[0]
    return "$" in verb or "`" in verb
