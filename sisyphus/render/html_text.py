"""The template of the page, and the filters by which every text goes into it: each escapes."""

import re
from datetime import UTC
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from sisyphus.model.finding import Source
from sisyphus.model.judgement import CheckStatus, Verification
from sisyphus.model.plan import State
from sisyphus.model.results import Figure
from sisyphus.render.emphasis import unmarked
from sisyphus.render.escape import shorten
from sisyphus.render.html_tones import PROVEN_TONES, STANDING_TONES
from sisyphus.render.markdown_blockers import source_places
from sisyphus.render.markdown_tasks import named_changes
from sisyphus.render.measures import measure, named, plus_minus, reached
from sisyphus.render.terminal import safe
from sisyphus.render.words import proven_words, standing_words

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_LONGEST_TEXT = 400
_MOST_FILES = 6


@cache
def environment() -> "Environment":
    """Return the templates with their filters. What no filter marks as safe is escaped; no name may lack."""
    from jinja2 import DictLoader, Environment, StrictUndefined  # noqa: PLC0415 - start-up: only this page

    name = "report.html.jinja"
    made = Environment(
        loader=DictLoader({name: resource(name)}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=False,
        keep_trailing_newline=True,
    )
    made.filters |= {
        "text": _text,
        "line": _line,
        "plain": _plain,
        "first_line": first_line,
        "place": _place,
        "places": lambda blocker: [safe(place) for place in source_places(blocker)],
        "changes": lambda link, task: named_changes(link, task)[:_MOST_FILES],
        "size": lambda change: plus_minus(change.insertions, change.deletions),
        "share": lambda done, total: f"{100 * done / total:.1f}" if total else "0",
        "iso": lambda moment: moment.astimezone(UTC).isoformat(),
        "minute": lambda moment: f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC",
        "words": lambda value: str(value).replace("_", " "),
        "claimed": lambda state: "yes" if state is State.DONE else str(state).replace("_", " "),
        "claimed_tone": lambda state: {"done": "good", "blocked": "warn"}.get(state, ""),
        "pushed": lambda value: {True: "pushed", False: "not pushed", None: "pushed: unknown"}[value],
        "proven": _proven,
        "proven_tone": lambda state: PROVEN_TONES[state],
        "why": _why,
        "standing_tone": lambda standing: STANDING_TONES[standing],
        "measured": lambda figure: named(figure.name),
        "amount": _amount,
        "reached": reached,
    }
    return made


def resource(name: str) -> str:
    """Return a file of the package's templates."""
    return files("sisyphus.render").joinpath("templates", name).read_text(encoding="utf-8")


def markup(text: str) -> "Markup":
    """Return a text of our own that needs no escaping."""
    from markupsafe import Markup  # noqa: PLC0415 - start-up: only this page needs it

    return Markup(text)  # noqa: S704 - our own style sheet, a file of this package


def _text(text: str) -> "Markup":
    """Return a text on one line, cut when long; code spans stay code, nothing else is markup."""
    from markupsafe import Markup, escape  # noqa: PLC0415 - start-up: only this page needs it

    shown = safe(shorten(unmarked(text), _LONGEST_TEXT))
    pieces: list[Markup] = []
    at = 0
    for span in _CODE_SPAN.finditer(shown):
        pieces += [
            escape(shown[at : span.start()]),
            Markup("<code>{}</code>").format(span[2].strip() or span[2]),
        ]
        at = span.end()
    return Markup("").join([*pieces, escape(shown[at:])])


def _line(text: str) -> str:
    return safe(shorten(unmarked(text), _LONGEST_TEXT))


def _plain(text: str) -> str:
    """Return a text with its lines; what cannot be seen is made visible."""
    return "\n".join(safe(row.expandtabs(4)) for row in text.split("\n"))


def first_line(command: str) -> str:
    """Return the first line of a command; `…` stands for more."""
    first, _, rest = command.partition("\n")
    return safe(first) + (" …" if rest else "")


def _place(source: Source) -> str:
    path = safe(source.path or "workspace")
    return f"{path}:{source.line}" if source.line else path


def _why(status: CheckStatus) -> str:
    """Return what stands behind a check's word: the reason, the figures; not the word again."""
    word = str(status.standing).replace("_", " ")
    return safe(shorten(standing_words(status).removeprefix(word).lstrip(": "), _LONGEST_TEXT))


def _proven(verification: Verification) -> str:
    return proven_words(verification)


def _amount(value: float, figure: Figure) -> str:
    return measure(figure.name, value)
