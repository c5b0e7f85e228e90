"""Coverage that tools print: one row a form, the most telling first."""

import re
from collections.abc import Iterator, Sequence

_PERCENT = r"(?P<percent>\d{1,3}(?:\.\d+)?)\s?%"

COVERAGE: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "pytest-cov",
        re.compile(
            r"(?:(?:FAIL|ERROR):? )?(?:Required test coverage of [\d.]+% (?:not )?reached\. )?"
            rf"Total coverage: {_PERCENT}"
        ),
    ),
    ("coverage.py", re.compile(rf"TOTAL(?:\s+\d+){{2,4}}\s+{_PERCENT}")),
    (
        "cargo llvm-cov",
        re.compile(
            rf"TOTAL(?:\s+\d+\s+\d+\s+[\d.]+%){{2}}\s+\d+\s+\d+\s+{_PERCENT}(?:\s+(?:\d+|-)\s+(?:\d+|-)\s+(?:[\d.]+%|-))?"
        ),
    ),
    ("cargo tarpaulin", re.compile(rf"{_PERCENT} coverage, \d+/\d+ lines covered(?:, .{{1,60}})?")),
    ("go tool cover", re.compile(rf"total:\s+\(statements\)\s+{_PERCENT}")),
    (
        "go test -cover",
        re.compile(
            rf"(?:ok\s+\S+\s+(?:[\d.]+s|\(cached\))\s+)?coverage: {_PERCENT} of statements(?: in .{{1,200}})?"
        ),
    ),
    ("istanbul summary", re.compile(rf"Statements\s*: {_PERCENT} \( ?\d+/\d+ ?\)")),
    ("lcov --summary", re.compile(rf"lines\.{{4,8}}:\s+{_PERCENT} \(\d+ of \d+ lines\)")),
    ("simplecov", re.compile(rf"Line Coverage: {_PERCENT} \(\d+ / \d+\)")),
    (
        "simplecov",
        re.compile(rf"Coverage report generated for .{{1,200}}\d+ / \d+ LOC \({_PERCENT}\) covered\."),
    ),
    ("mix test --cover", re.compile(rf"(?:\|\s+)?{_PERCENT} \| Total(?:\s+\|)?")),
    ("excoveralls", re.compile(rf"\[TOTAL\]\s+{_PERCENT}")),
    ("phpunit", re.compile(rf"Lines:\s+{_PERCENT} \(\s*\d+/\s*\d+\)")),
    ("kover", re.compile(rf"application line coverage: {_PERCENT}")),
    ("coverlet", re.compile(rf"\| Total\s+\| {_PERCENT}\s+\|.{{0,80}}")),
)
"""By tool; of the whole line."""

_HEADER = re.compile(r"(?:[#\u2139|] ?)?file\s*\|(?P<columns>.*%.*)", re.IGNORECASE)
_ALL_FILES = re.compile(r"(?:[#\u2139|] ?)?all files\s*\|(?P<columns>.*)", re.IGNORECASE)
_COLUMNS = ("stmts", "line")
"""Of a table of files: what its column of choice is called, statements before lines."""
_FIGURE = re.compile(r"\d{1,3}(?:\.\d+)?")


def read_coverage(lines: Sequence[str]) -> float | None:
    """Return the coverage of all that was measured, in percent; `None` when nothing or several things say it.

    Nobody can tell the coverage of the whole from those of its packages.
    """
    for found in (*_by_row(lines), list(_of_tables(lines))):
        if found:
            return found[0] if len(set(found)) == 1 else None
    return None


def _by_row(lines: Sequence[str]) -> Iterator[list[float]]:
    telling = [line for line in lines if "%" in line]
    for _, pattern in COVERAGE:
        yield [float(found["percent"]) for line in telling if (found := pattern.fullmatch(line))]


def _of_tables(lines: Sequence[str]) -> Iterator[float]:
    """Read the row of all files in tables as istanbul, c8, bun, deno and node print them."""
    column = 0
    for line in lines:
        if header := _HEADER.fullmatch(line):
            titles = [title.strip().lower() for title in header["columns"].split("|")]
            found = [
                n for word in _COLUMNS for n, title in enumerate(titles) if word in title and "#" not in title
            ]
            column = found[0] if found else 0
        elif row := _ALL_FILES.fullmatch(line):
            cells = [cell.strip() for cell in row["columns"].split("|")]
            if column < len(cells) and _FIGURE.fullmatch(cells[column]):
                yield float(cells[column])
