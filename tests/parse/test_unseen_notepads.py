"""Notepads in forms that were written for this test alone."""

from datetime import date

import pytest

from sisyphus.parse.notepad import parse_notepad


def states(text: str, kind: str = "problems") -> list[str]:
    return [e.state.value for e in parse_notepad(text, f".sisyphus/notepads/x/{kind}.md").entries]


@pytest.mark.parametrize(
    "stamp",
    [
        "05.03.2026",
        "[05.03.2026]",
        "5 de marzo de 2026:",
        "5 de março de 2026 -",
        "5 mars 2026 —",
        "5. März 2026:",
        "5 марта 2026",
        "5 Maret 2026",
        "March 5, 2026 -",
        "2026/03/05",
        "2026年3月5日",
    ],
)
def test_dates_of_many_languages(stamp: str) -> None:
    (entry,) = parse_notepad(f"## {stamp} Login fails\ntext\n", "n/problems.md").entries

    assert (entry.written_at, entry.title) == (date(2026, 3, 5), "Login fails")


@pytest.mark.parametrize(
    ("stamp", "month"),
    [
        ("juin", 6),
        ("juillet", 7),
        ("juli", 7),
        ("agosto", 8),
        ("septiembre", 9),
        ("dezembro", 12),
        ("мая", 5),
    ],
)
def test_months_that_begin_alike(stamp: str, month: int) -> None:
    (entry,) = parse_notepad(f"## 3 {stamp} 2026 x\ntext\n", "n/problems.md").entries

    assert entry.written_at == date(2026, month, 3)


@pytest.mark.parametrize("version", ["1.2.2026", "12.13.2026", "v05.03.2026"])
def test_what_is_no_date(version: str) -> None:
    (entry,) = parse_notepad(f"## Node {version}.1 fails\ntext\n", "n/problems.md").entries

    assert entry.written_at is None


@pytest.mark.parametrize(
    "line",
    [
        "Resuelto.",
        "Resolvido: novo token",
        "Résolu.",
        "Behoben.",
        "Решено.",
        "해결됨.",
        "已解决了",
        "解決しました",
        "Đã sửa.",
    ],
)
def test_a_first_line_that_closes(line: str) -> None:
    assert states(f"## No rights\n{line}\n") == ["closed"]


def test_rows_of_a_table_of_problems_are_entries() -> None:
    text = "# Problems\n\n| Date | Problem | Status |\n|---|---|---|\n| 2026-03-01 | No VPN | Open |\n"
    pad = parse_notepad(f"{text}| 2026-03-02 | Bad lockfile | Resolved |\n", "n/problems.md")

    assert [(e.line, e.title, e.state.value) for e in pad.entries] == [
        (5, "No VPN", "open"),
        (6, "Bad lockfile", "closed"),
    ]
    assert pad.entries[0].written_at == date(2026, 3, 1)


def test_a_table_without_states_is_text() -> None:
    assert states("## Sizes\n\n| File | Size |\n|---|---|\n| a | 1 |\n", "learnings") == ["note"]
