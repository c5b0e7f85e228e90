"""Which lint rules a command line means: ids, or beginnings of ids, chosen and left out."""

import difflib
from collections.abc import Iterable, Sequence

from sisyphus.errors import UsageError
from sisyphus.model.lint import Rule

ALL = "ALL"
"""Stands for every rule."""


def choose_rules(rules: Sequence[Rule], select: Iterable[str], ignore: Iterable[str]) -> frozenset[str]:
    """Return the ids that are meant; without `select` the rules that are on by default.

    The longer name decides where both name a rule, and `ignore` where they are equally long. Raises
    UsageError for a name that no rule begins with.
    """
    wanted, unwanted = _named(rules, select), _named(rules, ignore)
    chosen: set[str] = set()
    for rule in rules:
        against = _longest(rule.id, unwanted)
        if _longest(rule.id, wanted) > against if wanted else rule.default and against < 0:
            chosen.add(rule.id)
    return frozenset(chosen)


def find_rule(rules: Sequence[Rule], name: str) -> Rule:
    """Return the rule of an id. Raises UsageError for one that does not exist."""
    found = next((rule for rule in rules if rule.id == name), None)
    if found is None:
        raise UsageError(f"no lint rule {name!r}", fix=_fix(rules, name))
    return found


def _named(rules: Sequence[Rule], given: Iterable[str]) -> tuple[str, ...]:
    names = tuple(name for words in given for word in words.split(",") if (name := word.strip()))
    for name in names:
        if name != ALL and not any(rule.id.startswith(name) for rule in rules):
            raise UsageError(f"no lint rule begins with {name!r}", fix=_fix(rules, name))
    return names


def _longest(id_: str, names: Iterable[str]) -> int:
    """Return the length of the longest name that means a rule; -1 where none does."""
    meant = (name for name in names if name == ALL or id_.startswith(name))
    return max((0 if name == ALL else len(name) for name in meant), default=-1)


def _fix(rules: Sequence[Rule], name: str) -> str:
    near = difflib.get_close_matches(name, [rule.id for rule in rules], n=3)
    return f"did you mean {', '.join(near)}?" if near else "sisyphus lint --list shows them all"
