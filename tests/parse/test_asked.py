"""Readings of words are kept by what they asked of the command."""

import itertools

import pytest

from sisyphus.parse import expectation
from sisyphus.parse.commands.asked import Asked, Readings
from sisyphus.parse.expectation import parse_expectation

COMMANDS = (
    "pytest -q",
    "grep -c todo src/app.py",
    "grep -rn todo src",
    "! grep -q todo src/app.py",
    "test ! -f out.txt",
    "ls out.txt",
    "ls out.txt old.txt",
    "jq .name package.json",
    "make lint && echo CLEAN || echo DIRTY",
    'make build; echo "exit=$?"',
    "cargo clippy -- -D warnings",
    "pytest --cov-fail-under=80",
    "curl -s http://localhost:8000/health",
    "curl -sf http://localhost:8000/health",
    "sqlite3 app.db 'SELECT count(*) FROM users'",
    "grep -n -C 2 todo src/app.py",
    "wc -l src/*.py",
    "python -c 'print(1)'",
)
WORDS = (
    "exits 0",
    "exit code 1",
    "non-zero",
    "passes",
    "clean",
    "CLEAN",
    "empty",
    "no output",
    "no warnings",
    "not found",
    "`out.txt` exists",
    "coverage 75%",
    "returns 1",
    "all return 1",
    "3 lines",
    'output is "ok"',
    "ok",
    "valid, and something else that nobody reads",
    "fails",
)


def test_a_kept_reading_is_the_one_that_would_be_made_anew() -> None:
    forget()
    kept = {pair: parse_expectation(*pair) for pair in itertools.product(WORDS, COMMANDS)}
    for pair, reading in kept.items():
        forget()
        assert parse_expectation(*pair) == reading, pair


def forget() -> None:
    parse_expectation.cache_clear()
    expectation.READINGS.cache_clear()


def test_a_reading_holds_for_a_command_that_answers_alike() -> None:
    readings = Readings[str](most=9)
    asked = Asked("make test")
    assert asked.holds("make")
    assert not asked.ask(str.isupper)
    readings.keep("passes", asked, "as a run")

    assert readings.find("passes", "make lint") == "as a run"
    assert readings.find("passes", "npm test") is None
    assert readings.find("passes", "MAKE") is None
    assert readings.find("fails", "make test") is None


def test_a_reading_that_asks_nothing_holds_for_every_command() -> None:
    readings = Readings[str](most=9)
    readings.keep("exits 0", Asked("make"), "exit code 0")
    assert readings.find("exits 0", "anything") == "exit code 0"


@pytest.mark.parametrize("most", [1, 3])
def test_no_more_readings_are_kept_than_allowed(most: int) -> None:
    readings = Readings[int](most=most)
    for number in range(10):
        readings.keep(number, Asked("make"), number)
        assert sum(readings.find(other, "make") is not None for other in range(10)) <= most
        assert readings.find(number, "make") == number
