"""`sisyphus report --check FILE`: whether a report still says what the facts say."""

import difflib
import json
import re
from typing import TYPE_CHECKING, Any

from sisyphus.adapters.files import read_file
from sisyphus.cli.options import Answer
from sisyphus.cli.report import Format, render
from sisyphus.errors import Exit, UsageError
from sisyphus.model.status import REPORT_SEAL
from sisyphus.parse.encoding import MAX_BYTES
from sisyphus.render import html, markdown, pr, summary
from sisyphus.render.terminal import line, paint

if TYPE_CHECKING:
    from pathlib import Path

    from sisyphus.adapters.place import Place
    from sisyphus.model.status import StatusDocument

_OF_THE_MOMENT = frozenset({"taken_at", "root", "modified_at", "file_modified_at", "last_activity"})
"""Fields of the JSON report that say when and where it was made, and nothing of the plan."""
_CONTEXT = 2
_LONGEST = 500
_LINE_END = re.compile(r"\r\n?|\n")


def compare(
    path: "Path", form: Format | None, place: "Place", document: "StatusDocument", code: Exit
) -> Answer:
    """Answer with the lines that differ and exit 1, or with `code` and none.

    Raises UsageError for a file of no known form.
    """
    content = read_file(path, None, limit=MAX_BYTES).decode("utf-8", "replace")
    kind = form or recognise(content)
    if kind is None:
        fix = "name the form with --format, or a file that `sisyphus report` wrote"
        raise UsageError("is in no form of the report that is known here", fix=fix, path=str(path))
    now = _lines(kind, render(kind, place, document))
    then = _lines(kind, content)
    if now == then:
        return Answer(text="", code=code)
    shown = difflib.unified_diff(then, now, path.name, "the facts now", n=_CONTEXT, lineterm="")
    text = paint((line(row if len(row) <= _LONGEST else f"{row[:_LONGEST]}…") for row in shown), colour=False)
    return Answer(text=text, code=Exit.WORK_LEFT, warnings=(f"{path} is out of date",))


def recognise(text: str) -> Format | None:
    """Return the form of a report by how it begins or ends; `None` for any other text."""
    last = text.rstrip("\r\n").rpartition("\n")[2]
    signs = {
        Format.MARKDOWN: text.startswith(markdown.TITLE),
        Format.PR: text.startswith(pr.FIRST_LINE) and REPORT_SEAL in text,
        Format.SUMMARY: last.startswith(summary.LAST_LINE),
        Format.HTML: html.MARK in text,
        Format.JSON: text.lstrip().startswith("{"),
    }
    return next((form for form, fits in signs.items() if fits), None)


def _lines(form: Format, text: str) -> list[str]:
    """Return the lines that a form is compared by: without its seal, and without what is of the moment."""
    if form is Format.JSON:
        text = _timeless(text)
    elif form in {Format.MARKDOWN, Format.PR}:
        text = markdown.unseal(_LINE_END.sub("\n", text))
    return _LINE_END.split(text.rstrip("\r\n"))


def _timeless(text: str) -> str:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return json.dumps(_without(value), indent=2, ensure_ascii=False)


def _without(value: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        return {name: _without(v) for name, v in value.items() if name not in _OF_THE_MOMENT}
    return [_without(v) for v in value] if isinstance(value, list) else value
