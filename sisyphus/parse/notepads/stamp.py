"""The stamp of a notepad entry: its date and task, in the forms that headings show."""

import re
from dataclasses import dataclass
from datetime import date, datetime

_MONTHS = {
    month: number
    for number, names in enumerate(
        (
            "jan ene янв",
            "feb fev f\u00e9v фев",
            "mar m\u00e4r мар",
            "apr abr avr апр",
            "may mai мая май",
            "jun jui июн",
            "jul juil июл",
            "aug ago agu ao\u00fb авг",
            "sep set сен",
            "oct okt out окт",
            "nov ноя",
            "dec dic dez d\u00e9c des дек",
        ),
        start=1,
    )
    for month in names.split()
}
"""Months by the letters that their names begin with; of two that fit, the longer."""
_BEGINNINGS = "|".join(sorted(_MONTHS, key=len, reverse=True))
_MONTH = rf"(?P<{{0}}>{_BEGINNINGS})[a-z\u0430-\u044f\u00e0-\u00ff]{{{{0,8}}}}\.?"
_CLOCK = r"(?P<clock>\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)?"
_ZONE = r"(?: ?(?P<zone>Z\b|UTC\b|GMT\b|[+-]\d{2}:?\d{2}\b))?"
_DATE = re.compile(
    r"(?<![\w.-])(?:(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)"
    # The clock may be half made up ("T09:xx:xxZ"): swallow what cannot be read.
    r"(?:(?:[T ]|, )(?=\d)" + _CLOCK + _ZONE + r"(?:[T\d:xX.]+Z?)?)?"
    r"|(?P<cy>\d{4})[年년] ?(?P<cm>\d{1,2})[月월] ?(?P<cd>\d{1,2})[日일]"
    r"|(?P<ky>\d{4})\. (?P<km>\d{1,2})\. (?P<kd>\d{1,2})\.?"
    r"|(?P<sd>\d{1,2})/(?P<sm>\d{1,2})/(?P<sy>\d{4})(?![\d/])"
    r"|(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? )?"
    + _MONTH.format("em")
    + r" (?P<ed>\d{1,2})(?:st|nd|rd|th)?,? (?P<ey>\d{4})"
    r"|(?P<gd>\d{1,2})\.(?P<gm>\d{1,2})\.(?P<gy>\d{4})(?![\d.])"
    r"|(?P<dd>\d{1,2})\.? (?:de )?" + _MONTH.format("dm") + r"(?:,| de)? (?P<dy>\d{4}))",
    re.IGNORECASE | re.ASCII,
)

_LABEL = r"(?:[A-Za-z]{1,2}-?)?\d{1,4}(?:\.\d{1,4}){0,4}[a-z]?"
_TASK_WORD = (
    "(?:task|todo|tarea|t[âa]che|aufgabe|tarefa|attività|задача|nhiệm vụ|tugas|任务|作业|タスク|작업|태스크)"
)
_DAY_FIRST = re.compile(
    r"\b(?:tarea|t[âa]che|aufgabe|tarefa|attività|задача|nhiệm vụ|tugas)\b", re.IGNORECASE
)
"""Words of languages that write the day before the month."""
_CLOCK_LEAD = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?: ?(?:UTC|Z))?\s*[-\u2013—|]\s*(?=\S)", re.ASCII)
_TASK = re.compile(
    rf"(?<!\w){_TASK_WORD}[ :#*_\[-]{{0,3}}(?:final[- ]?wave[ :-]{{1,2}})?"
    rf"(?P<label>{_LABEL})(?:번|号)?(?=$|[^\w]|-|[\u3040-\u9fff\uac00-\ud7af])",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:&|,|/|\+|and|to|through|[-\u2013—~])\s*(?:task )?\d{1,3}(?!\d)", re.IGNORECASE)
_BARE_LABEL = re.compile(r"(?P<label>[TF]\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?)(?=[\s:.)\]\u2013—-]|$)")
_TASK_LEAD = re.compile(rf"{_TASK_WORD}\s*:\s*(?=\S)", re.IGNORECASE)
_DATE_LEAD = re.compile(r"(?:date|datum|fecha|data|日期|日付|날짜|дата)\s*[:\uff1a]\s*", re.IGNORECASE)
_VERB = re.compile(r"(?:is|was|has|had|can(?:not)?|will|needs?|must|still|remains)\b")
_MARKUP = "*_`"
_JOIN = " \t,;::\u2013—-|·"
_OPENING = "[(【("
_CLOSING = "])】)"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a heading says beside its title."""

    title: str
    """Without the date and task in front; empty when there is nothing else."""
    written_at: datetime | date | None
    """A datetime only when the author gave a zone: a clock without one cannot be compared."""
    task: str | None
    leading: bool
    """Whether a date or a task stands in front."""


def parse_stamp(heading: str) -> Stamp:
    """Take date and task from a heading; those in front are taken off the title."""
    text = (
        _DATE_LEAD.sub("", heading.strip(), count=1) if _DATE_LEAD.match(heading.strip()) else heading.strip()
    )
    if clock := _CLOCK_LEAD.match(text):
        text = text[clock.end() :]
    rest, written_at, dated = _lead_date(text)
    undated = rest
    rest, label, labelled = _lead_task(rest)
    if labelled and not dated:
        rest, written_at, dated = _lead_date(rest)
    if labelled and _VERB.match(rest):
        rest = undated  # "Task 7 is late": the task is what the sentence is about
    if written_at is None:
        written_at = find_date(text)
    return Stamp(title=rest, written_at=written_at, task=label or find_task(rest), leading=dated or labelled)


def find_date(text: str) -> datetime | date | None:
    """Give the first date in a text; a datetime only when it has a zone."""
    for found in _DATE.finditer(text):
        moment = _moment(found)
        if moment is not None:
            return moment
    return None


def find_task(text: str) -> str | None:
    """Give the label of the one task that a text names; `None` for none, for several, and for a range."""
    labels: set[str] = set()
    for found in _TASK.finditer(text):
        if _RANGE.match(text, found.end("label")):
            return None
        labels.add(_plain(found["label"]))
    return labels.pop() if len(labels) == 1 else None


def _lead_date(text: str) -> tuple[str, datetime | date | None, bool]:
    """Take a date off the front; one that may be of either month is taken off, and told as unknown."""
    inner = text.lstrip(_MARKUP)
    edge = text[: len(text) - len(inner)] + _JOIN
    bracketed = inner[:1] in _OPENING and inner[:1] != ""
    found = _DATE.match(inner, 1 if bracketed else 0)
    moment = _moment(found) if found else None
    if found is None or (moment is None and found["sd"] is None):
        return text, None, False
    rest = _unbracketed(inner, found.end()) if bracketed else inner[found.end() :]
    return rest.strip(edge), moment, True


def _lead_task(text: str) -> tuple[str, str | None, bool]:
    inner = text.lstrip(_MARKUP + _OPENING)
    edge = text[: len(text) - len(inner)]
    found = _TASK.match(inner) or _BARE_LABEL.match(inner)
    if found is not None and not _RANGE.match(inner, found.end()):
        end = found.end()
        rest = _unbracketed(inner, end) if any(letter in _OPENING for letter in edge) else inner[end:]
        return rest.lstrip(edge.strip(_OPENING) + "#.)" + _JOIN).strip(), _plain(found["label"]), True
    lead = _TASK_LEAD.match(inner)
    if lead is not None:
        return inner[lead.end() :], None, True
    return text, None, False


def _unbracketed(text: str, start: int) -> str:
    """Give what follows a stamp inside its bracket, and then what follows the bracket."""
    close = next((at for at in range(start, len(text)) if text[at] in _CLOSING), None)
    if close is None:
        return text[start:]
    inside, after = text[start:close].strip(), text[close + 1 :].lstrip()
    return inside + after if after[:1] in _JOIN else f"{inside} {after}"


def _plain(label: str) -> str:
    return label.upper() if label[0].isalpha() else label


def _moment(found: re.Match[str]) -> datetime | date | None:
    part = found.groupdict()
    try:
        day = _day(found)
        if part["clock"] is None or part["zone"] is None:
            return day
        zone = "+00:00" if part["zone"].isalpha() else part["zone"]
        clock, _, fraction = part["clock"].replace(",", ".").partition(".")
        second = f"{clock:0>5}" if clock.count(":") == 1 else f"{clock:0>8}"
        return datetime.fromisoformat(
            f"{day.isoformat()}T{second}.{fraction[:6]:0<6}{zone}"
            if fraction
            else f"{day.isoformat()}T{second}{zone}"
        )
    except ValueError:
        return None


def _slashed(first: int, second: int, year: int, *, day_first: bool) -> date:
    """Build the date of "05/03/2026". Raises ValueError where nothing tells the day from the month."""
    if max(first, second) <= _MONTHS_OF_A_YEAR and first != second and not day_first:
        raise ValueError
    day, month = (first, second) if day_first or first > _MONTHS_OF_A_YEAR else (second, first)
    return date(year, month, day)


_MONTHS_OF_A_YEAR = 12


def _day(found: re.Match[str]) -> date:
    """Build the date from whichever form was found. Raises ValueError for a day that no calendar has."""
    part = found.groupdict()
    if part["sy"] is not None:
        day_first = _DAY_FIRST.search(found.string) is not None
        return _slashed(int(part["sd"] or 0), int(part["sm"] or 0), int(part["sy"]), day_first=day_first)
    for year, month, day in (
        ("y", "m", "d"),
        ("cy", "cm", "cd"),
        ("ky", "km", "kd"),
        ("ey", "em", "ed"),
        ("dy", "dm", "dd"),
        ("gy", "gm", "gd"),
    ):
        named = part[month]
        if named is None:
            continue
        number = int(named) if named.isdigit() else _MONTHS[named.lower()]
        return date(int(part[year] or 0), number, int(part[day] or 0))
    raise ValueError
