"""Which of the forms of results may match in a text: to look for pieces is far cheaper than to match."""

import re
from collections.abc import Iterable, Sequence

from sisyphus.parse.commands.form import Build, Form
from sisyphus.parse.commands.printed import Prints
from sisyphus.parse.commands.result_absence import absent, none_of, same
from sisyphus.parse.commands.result_assertions import (
    at_least_tests,
    differs,
    found,
    http_status,
    no_failures,
    tests_passed,
)
from sisyphus.parse.commands.result_forms import FORMS
from sisyphus.parse.commands.result_texts import bare_json, edge, matches, version, word
from sisyphus.parse.commands.told_tests import exact_test_passed, passes_tests, told

WORD = FORMS[-1]
"""Not for what follows another form."""
_ALL = frozenset(Prints)
_LISTS = frozenset({Prints.MATCHES, Prints.LINES, Prints.COUNT})
_NO_TEXT = frozenset({Prints.QUIET, Prints.HTTP_STATUS})
_RUN = frozenset({Prints.RUN})
SAYS_OF: dict[Build, frozenset[Prints]] = {
    **dict.fromkeys((told, passes_tests, exact_test_passed, tests_passed, at_least_tests), _RUN),
    no_failures: frozenset({Prints.RUN, Prints.MATCHES, Prints.LINES}),
    http_status: frozenset({Prints.HTTP_STATUS, Prints.HTTP_HEAD}),
    word: frozenset({Prints.VALUE}),
    bare_json: frozenset({Prints.VALUE, Prints.HTTP_BODY, Prints.RUN}),
    none_of: _LISTS,
    absent: _LISTS | {Prints.FILES, Prints.QUIET},
    found: _LISTS | {Prints.VALUE, Prints.FILES, Prints.QUIET},
    same: _LISTS | {Prints.DIFFERENCE, Prints.STATE},
    differs: frozenset({Prints.LINES, Prints.DIFFERENCE}),
    edge: _ALL - _NO_TEXT,
    matches: _ALL - _NO_TEXT,
    version: _ALL - _NO_TEXT - {Prints.COUNT},
}
"""The commands of which a form asserts anything, by what they print; of all where it is not named."""


def by_kind(forms: Iterable[Form]) -> dict[Prints, tuple[Form, ...]]:
    """Return the forms that may say something of a command, by what it prints."""
    forms = tuple(forms)
    return {kind: tuple(f for f in forms if kind in SAYS_OF.get(f.build, _ALL)) for kind in Prints}


def forms_for(forms: Sequence[Form], lowered: str) -> list[Form]:
    """Return the forms that may match somewhere in a text in lower case, in their order."""
    plain = lowered.isascii() or lowered.replace("→", " ").isascii()
    digits = max(map(len, _DIGITS.findall(lowered)), default=0)
    quotes = lowered.count("`") + lowered.count('"') + lowered.count("'")
    found: list[Form] = []
    for form in forms:
        if form.digits > digits or form.quotes > quotes:
            continue
        pieces = form.plain if plain else form.holds
        if not pieces:
            found.append(form)
            continue
        for piece in pieces:
            if piece in lowered:
                found.append(form)
                break
    return found


_DIGITS = re.compile(r"\d+")
