"""The small readers of moments, labels, boxes and of what test runners print: any text is an answer."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sisyphus.adapters.numbers import read_number
from sisyphus.adapters.runners.coverage import read_coverage
from sisyphus.adapters.runners.summaries import read_tests
from sisyphus.adapters.runners.times import read_times
from sisyphus.adapters.running.redact import redact
from sisyphus.parse.front_matter import without_front_matter
from sisyphus.parse.notepads.stamp import find_date, find_task, parse_stamp
from sisyphus.parse.plans.dependencies import needs_in_prose, needs_in_title, parse_labels, parse_needs
from sisyphus.parse.plans.labels import read_label
from sisyphus.parse.plans.rows import read_box, read_close_box, read_sign, symbol_box
from sisyphus.parse.timestamp import parse_timestamp

SETTINGS = settings(max_examples=60, deadline=None, derandomize=True)
LONG = "9" * 5000
"""More digits than Python turns into a number."""
WORDS = st.sampled_from(
    [
        "2026-01-27", "T05:11:59.404Z", "10:00", "+99:99", "0000-00-00", "9999-12-31T23:59:59-23:59", "[x]", "[ ]",
        "[~]", "~~", "1.", "Task 3:", "T3-T5", "F1.", "1-99999", "wave 2", "Blocked By:", "→", "✅", "DEFERRED",
        LONG, f"{LONG} passed", f"{LONG}.{LONG}%", "3 passed, 2 failed in 0.1s", "TOTAL 10 2 80%", "ok 1 - a",
        "Tests: 1 failed, 2 passed, 3 total", "Ran 5 tests in 1s", "OK (skipped=1)", "--- PASS: TestA (0.00s)",
        '{"Action":"pass","Test":"A","Elapsed":1e999}', "test result: ok. 5 passed; 0 failed", "---", "٣ passed",
        "1..3", "100%", "All files | 80 |", "in 1m 3s", "Duration 1.2s", "-----BEGIN PRIVATE KEY-----", "\n", "|", " ",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(WORDS, WORDS, st.text(max_size=12)), max_size=12).map("".join)
READERS: tuple[Callable[[str], object], ...] = (
    parse_stamp, find_date, find_task, parse_labels, parse_needs, needs_in_title, needs_in_prose, read_box,
    read_close_box, read_label, read_sign, symbol_box, read_tests, read_number,
    lambda text: read_coverage(text.split("\n")),
    lambda text: list(read_times(text.split("\n"))),
    lambda text: without_front_matter(text.split("\n")),
    lambda text: redact(text.encode("utf-8", "replace"), (b"secret",)),
)  # fmt: skip


@pytest.mark.parametrize("read", READERS)
@SETTINGS
@given(text=TEXTS)
def test_any_text_is_an_answer(read: Callable[[str], object], text: str) -> None:
    read(text)


@SETTINGS
@given(
    st.one_of(
        TEXTS,
        st.integers(),
        st.floats(),
        st.booleans(),
        st.none(),
        st.lists(st.integers(), max_size=2),
        st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat),
    )
)
def test_any_value_is_a_moment_in_utc_or_none(value: object) -> None:
    moment = parse_timestamp(value)
    assert moment is None or moment.utcoffset() == UTC.utcoffset(None)


@SETTINGS
@given(st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30), timezones=st.just(UTC)))  # noqa: DTZ001 - bounds have no zone
def test_a_moment_comes_back(moment: datetime) -> None:
    assert parse_timestamp(moment.isoformat()) == moment
    found = find_date(f"[{moment:%Y-%m-%d}] a")
    assert found is None or isinstance(found, date)
