"""How the original engine reads rows: what it drops, since when, and why."""

import pytest

from sisyphus.model.lint import EngineView
from sisyphus.parse.engine import view


def seen(text: str, *tasks: int) -> EngineView:
    return view(text.split("\n"), tasks)


STRICT, BOTH = "v4.19.0", "v3.16.0"


@pytest.mark.parametrize("row", ["- [ ] 1. A", "- [x] 12. A", "- [X] 3. **A**"])
def test_rows_that_it_counts(row: str) -> None:
    assert seen(f"## TODOs\n{row}", 2) == EngineView(structured=True, counted=1)


@pytest.mark.parametrize("heading", ["## TODOs", "## todos", "##  Todos ##", "##\tTODOs"])
def test_headings_that_it_knows(heading: str) -> None:
    assert seen(f"{heading}\n- [ ] 1. A\n- [ ] no id", 2).counted == 1


@pytest.mark.parametrize(
    ("row", "since", "words"),
    [
        ("- [ ] 0. A", STRICT, "bare number from 1 on"),
        ("- [ ] 01. A", STRICT, "bare number from 1 on"),
        ("* [ ] 1. A", STRICT, "begin with `- [ ]`"),
        ("- [ ]  1. A", STRICT, "one blank"),
        ("- [ ] F1. A", STRICT, "begin with F"),
        ("- [ ] T1. A", BOTH, "bare number from 1 on"),
        ("- [ ] 1.1. A", BOTH, "bare number from 1 on"),
        ("- [ ] **1. A**", BOTH, "bare number from 1 on"),
        ("- [ ] 1) A", BOTH, "bare number from 1 on"),
        ("- [ ] A", BOTH, "bare number from 1 on"),
        ("+ [ ] 1. A", BOTH, "begin with `- [ ]`"),
        (" - [ ] 1. A", BOTH, "not indented"),
        ("1. [ ] A", BOTH, "begin with `- [ ]`"),
        ("- [~] 1. A", BOTH, "marker [~]"),
        ("### 1. A", BOTH, "only items"),
        ("| 1 | A |", BOTH, "only items"),
    ],
)
def test_rows_that_it_drops(row: str, since: str, words: str) -> None:
    (dropped,) = seen(f"## TODOs\n- [ ] 9. B\n{row}", 2, 3).dropped
    assert (dropped.line, dropped.since, dropped.heading) == (3, since, None)
    assert words in dropped.reason


def test_words_behind_the_heading_were_allowed_until_4_18() -> None:
    text = "## TODOs\n- [ ] 1. A\n## Final Verification Wave (MANDATORY)\n- [ ] F1. B"
    (dropped,) = seen(text, 2, 4).dropped
    assert (dropped.line, dropped.since, dropped.heading) == (4, STRICT, 3)


def test_a_heading_of_its_level_ends_the_section() -> None:
    (dropped,) = seen("## TODOs\n- [ ] 1. A\n## Wave 2\n- [ ] 2. B", 2, 4).dropped
    assert (dropped.heading, dropped.since) == (3, BOTH)
    assert seen("## TODOs\n- [ ] 1. A\n### Wave 2\n- [ ] 2. B", 2, 4).dropped == ()


def test_a_row_above_all_headings() -> None:
    (dropped,) = seen("- [ ] 1. A\n## TODOs\n- [ ] 2. B", 1, 3).dropped
    assert dropped.heading == 0


def test_without_a_section_every_box_counts() -> None:
    found = seen("## Tasks\n- [ ] 1. A\n## Done\n* [ ] b\n  - [ ] c", 2)
    assert found == EngineView(structured=False, counted=2)


def test_a_fence_in_an_item_that_is_not_closed_takes_the_rest() -> None:
    text = "## TODOs\n- [ ] 1. A\n  ```sh\n  x\n- [ ] 2. B\n- [ ] 3. C"
    dropped = seen(text, 2, 5, 6).dropped
    assert [d.line for d in dropped] == [5, 6]
    assert dropped[0].reason == "the code fence of line 3 is not closed for it"
    assert dropped[0].since == STRICT


def test_a_fence_with_a_remark_does_not_close_one() -> None:
    assert seen("## TODOs\n```\n```sh\n- [ ] 1. A\n```\n- [ ] 2. B", 6).dropped == ()
