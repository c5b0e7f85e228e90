"""Which of the forms of results may match in a text: to look for pieces is far cheaper than to match."""

import re
from collections.abc import Iterable

from sisyphus.parse.commands.form import QUOTES, Form
from sisyphus.parse.commands.printed import Prints
from sisyphus.parse.commands.result_forms import FORMS

WORD = FORMS[-1]
"""Only for a command that prints a value; and not for what follows another form."""


def forms_for(forms: Iterable[Form], text: str, kind: Prints) -> list[Form]:
    """Return the forms that may match somewhere in a text, in their order."""
    lowered = text.replace("→", " ").lower()
    plain = lowered.isascii()
    digits = max(map(len, _DIGITS.findall(text)), default=0)
    quotes = "`" in text or '"' in text or "'" in text
    found: list[Form] = []
    for form in forms:
        if form.digits > digits or (form is WORD and kind is not Prints.VALUE):
            continue
        pieces = form.plain if plain else form.holds
        if pieces is QUOTES:
            if quotes:
                found.append(form)
        elif not pieces:
            found.append(form)
        else:
            for piece in pieces:
                if piece in lowered:
                    found.append(form)
                    break
    return found


_DIGITS = re.compile(r"\d+")
